import type { CreateIndexOp } from "../../directives/index.ts";
import type { IndexPart } from "../../schema/index-def.ts";
import { nameText } from "../../schema/names.ts";
import { plainText } from "../../schema/sql-text.ts";
import { optionsOf } from "../default/dialect-option.ts";
import type { DdlGrammar, DdlScope } from "../default/grammar.ts";
import { indexName } from "../default/index-statements.ts";
import { columnList } from "../default/names.ts";
import { tableStub } from "../default/table-stub.ts";
import { unsupported } from "../default/unsupported.ts";
import type { MysqlOptions } from "./options.ts";

type Length = MysqlOptions["length"];

/** Indexes as MySQL and MariaDB write them. */
export const mysqlIndexes: Pick<DdlGrammar, "createIndex" | "dropIndex"> = {
  createIndex: (scope, directive) => {
    const { index, tableName, schema } = directive;
    const { length, prefix } = optionsOf(scope, index.options, "mysql");
    return [
      [
        "CREATE",
        index.unique ? "UNIQUE" : "",
        prefix ?? "",
        "INDEX",
        directive.ifNotExists ? "IF NOT EXISTS" : "",
        indexName(scope, index, tableStub(tableName, schema)),
        `ON ${scope.identifiers.qualify(tableName, schema)}`,
        `(${index.parts.map((part) => partSql(scope, part, length)).join(", ")})`,
        ...methodWords(scope, directive),
      ]
        .filter((word) => word !== "")
        .join(" "),
    ];
  },
  dropIndex: (scope, { indexName: name, tableName, schema, ifExists }) => {
    if (tableName === null) {
      scope.context.warn(
        `DROP INDEX '${nameText(name)}' names no table, but ${scope.name} finds an index only by its table: pass the table's name.`,
      );
    }
    return [
      `DROP INDEX ${ifExists ? "IF EXISTS " : ""}${scope.identifiers.quote(name)} ON ${scope.identifiers.qualify(tableName ?? "no_table", schema)}`,
    ];
  },
};

/** Parser and method; both databases read them under `mysql` too. */
function methodWords(scope: DdlScope, { index: { options } }: CreateIndexOp): readonly string[] {
  const parser = options.mariadb?.withParser ?? options.mysql?.withParser;
  const using = options.mariadb?.using ?? options.mysql?.using;
  return [
    parser === undefined ? "" : `WITH PARSER ${parser}`,
    using === undefined ? "" : `USING ${scope.identifiers.quote(using)}`,
  ];
}

function partSql(scope: DdlScope, part: IndexPart, length: Length): string {
  if (part.nulls !== null) {
    throw unsupported(`An index of ${scope.name} has no NULLS FIRST or NULLS LAST: NULLs come first.`, {
      dialect: scope.name,
      operation: "create_index",
      hint: "Leave nulls out.",
    });
  }
  const characters = part.length ?? prefixLength(part, length);
  const expression = `${expressionSql(scope, part)}${characters === undefined ? "" : `(${characters})`}`;
  return part.order === null ? expression : `${expression} ${part.order.toUpperCase()}`;
}

function prefixLength(part: IndexPart, length: Length): number | undefined {
  if (typeof length !== "object") return length;
  const key = typeof part.expression === "string" ? part.expression : plainText(part.expression);
  return key === null ? undefined : length[key];
}

/** Raw text stands as it is; an expression made of names stands in parentheses of its own, which MySQL asks for. */
function expressionSql(scope: DdlScope, { expression }: IndexPart): string {
  if (typeof expression === "string") return columnList(scope, [expression]);
  const text = scope.literals.sqlText(expression);
  return isRaw(expression) || text.startsWith("(") ? text : `(${text})`;
}

function isRaw(expression: Exclude<IndexPart["expression"], string>): boolean {
  // A fragment of another library has no parts of ours.
  return "parts" in expression && plainText(expression) !== null;
}
