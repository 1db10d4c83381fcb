import type { IndexPart } from "../../schema/index-def.ts";
import { nameText } from "../../schema/names.ts";
import { optionsOf } from "../default/dialect-option.ts";
import type { DdlGrammar, DdlScope } from "../default/grammar.ts";
import { indexName, indexPartSql } from "../default/index-statements.ts";
import { indexTable } from "../default/index-table.ts";
import { columnList, databaseName } from "../default/names.ts";
import { tableStub } from "../default/table-stub.ts";
import { unsupported } from "../default/unsupported.ts";
import { catalogName } from "./catalog-name.ts";
import { clusteredWord } from "./constraints.ts";
import { nationalString } from "./literals.ts";

/** Indexes as SQL Server writes them. Source: SQL Server documentation, CREATE INDEX. */
export const indexes: Pick<DdlGrammar, "createIndex" | "dropIndex"> = {
  createIndex: (scope, { index, tableName, schema, ifNotExists }) => {
    const options = optionsOf(scope, index.options, "mssql");
    const stub = tableStub(tableName, schema);
    const sql = [
      `CREATE ${index.unique ? "UNIQUE " : ""}${clusteredWord(scope, index.options)}`,
      `${options.columnstore === true ? "COLUMNSTORE " : ""}INDEX ${indexName(scope, index, stub)}`,
      ` ON ${scope.identifiers.qualify(tableName, schema)}`,
      // A clustered columnstore index has no columns.
      index.parts.length === 0 ? "" : ` (${index.parts.map((part) => partSql(scope, part)).join(", ")})`,
      options.include === undefined ? "" : ` INCLUDE (${columnList(scope, options.include)})`,
      options.where === undefined ? "" : ` WHERE ${scope.literals.sqlText(options.where)}`,
    ].join("");
    if (!ifNotExists) return [sql];
    const name = databaseName(scope, index, stub);
    const table = nationalString(catalogName(tableName, schema));
    return [
      `IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(${table}) AND name = ${nationalString(name === null ? "" : nameText(name))})\n${sql}`,
    ];
  },
  dropIndex: (scope, directive) => [
    `DROP INDEX ${directive.ifExists ? "IF EXISTS " : ""}${scope.identifiers.quote(directive.indexName)} ON ${indexTable(scope, directive)}`,
  ],
};

function partSql(scope: DdlScope, part: IndexPart): string {
  if (part.nulls === null) return indexPartSql(scope, part);
  throw unsupported("An index of SQL Server has no NULLS FIRST or NULLS LAST: NULLs come first.", {
    dialect: scope.name,
    operation: "create_index",
    hint: "Leave nulls out.",
  });
}
