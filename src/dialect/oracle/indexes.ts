import { AlembicError } from "../../errors/index.ts";
import type { Index, IndexPart } from "../../schema/index-def.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import { optionsOf } from "../default/dialect-option.ts";
import type { DdlGrammar, DdlScope } from "../default/grammar.ts";
import { indexPartSql } from "../default/index-statements.ts";
import { databaseName } from "../default/names.ts";
import { tableStub } from "../default/table-stub.ts";
import { unsupported } from "../default/unsupported.ts";

/** Indexes as Oracle writes them: an index has a schema of its own. Source: Oracle SQL Language Reference, CREATE INDEX. */
export const indexes: Pick<DdlGrammar, "createIndex"> = {
  createIndex: (scope, { index, tableName, schema, ifNotExists }) => {
    const { bitmap, compress } = optionsOf(scope, index.options, "oracle");
    return [
      [
        "CREATE",
        index.unique ? "UNIQUE" : "",
        bitmap === true ? "BITMAP" : "",
        "INDEX",
        ifNotExists ? "IF NOT EXISTS" : "",
        qualifiedName(scope, index, tableStub(tableName, schema)),
        `ON ${scope.identifiers.qualify(tableName, schema)}`,
        `(${index.parts.map((part) => partSql(scope, part)).join(", ")})`,
        compressWords(compress),
      ]
        .filter((word) => word !== "")
        .join(" "),
    ];
  },
};

function qualifiedName(scope: DdlScope, index: Index, table: Table): string {
  const name = databaseName(scope, index, table);
  if (name !== null) return scope.identifiers.qualify(name, table.schema);
  throw new AlembicError(`An index of table '${nameText(table.name)}' has no name.`, {
    code: "OPERATION",
    hint: "Give the index a name, or add the pattern ix to the naming convention.",
  });
}

function compressWords(compress: boolean | number | undefined): string {
  if (compress === undefined || compress === false) return "";
  return compress === true ? "COMPRESS" : `COMPRESS ${compress}`;
}

function partSql(scope: DdlScope, part: IndexPart): string {
  if (part.nulls === null) return indexPartSql(scope, part);
  throw unsupported(
    "An index of Oracle has no NULLS FIRST or NULLS LAST: it does not hold rows that are all NULL.",
    {
      dialect: scope.name,
      operation: "create_index",
      hint: "Leave nulls out.",
    },
  );
}
