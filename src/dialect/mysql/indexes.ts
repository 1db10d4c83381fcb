import { autoincrementColumn } from "../../schema/autoincrement.ts";
import type { Index, IndexPart } from "../../schema/index-def.ts";
import { nameText } from "../../schema/names.ts";
import { plainText } from "../../schema/sql-text.ts";
import type { Table } from "../../schema/table.ts";
import { own } from "../../util/own.ts";
import { optionsOf } from "../default/dialect-option.ts";
import type { DdlGrammar, DdlScope } from "../default/grammar.ts";
import { indexName } from "../default/index-statements.ts";
import { indexTable } from "../default/index-table.ts";
import { columnList } from "../default/names.ts";
import { tableStub } from "../default/table-stub.ts";
import { unsupported } from "../default/unsupported.ts";
import { isColumn, refuseExpressions } from "./index-expressions.ts";
import type { MysqlOptions } from "./options.ts";
import { isMariadbServer } from "./which-server.ts";

type Length = MysqlOptions["length"];

/** Indexes as MySQL and MariaDB write them. */
export const mysqlIndexes: Pick<DdlGrammar, "createIndex" | "dropIndex" | "inlineIndex"> = {
  createIndex: (scope, directive) => {
    if (isMariadbServer(scope.context.serverVersion)) refuseExpressions(scope, directive);
    const { index, tableName, schema, ifNotExists } = directive;
    const table = tableStub(tableName, schema);
    const on = `ON ${scope.identifiers.qualify(tableName, schema)}`;
    return [sentence(["CREATE", ...indexWords(scope, index, { table, ifNotExists, on })])];
  },
  // A column that counts up must be the first of a key when its table is made.
  inlineIndex: (scope, index, { table }) =>
    keyOfCounter(table) === index ? inlineIndexSql(scope, index, table) : null,
  dropIndex: (scope, directive) => [
    `DROP INDEX ${directive.ifExists ? "IF EXISTS " : ""}${scope.identifiers.quote(directive.indexName)} ON ${indexTable(scope, directive)}`,
  ],
};

/** An index as a line of CREATE TABLE. */
export function inlineIndexSql(scope: DdlScope, index: Index, table: Table): string {
  return sentence(indexWords(scope, index, { table, ifNotExists: false, on: "" }));
}

interface IndexPlace {
  readonly table: Table;
  readonly ifNotExists: boolean;
  /** `ON t`, nothing inside of CREATE TABLE. */
  readonly on: string;
}

function indexWords(scope: DdlScope, index: Index, place: IndexPlace): readonly string[] {
  const { length, prefix } = optionsOf(scope, index.options, "mysql");
  return [
    index.unique ? "UNIQUE" : "",
    prefix ?? "",
    "INDEX",
    place.ifNotExists ? "IF NOT EXISTS" : "",
    indexName(scope, index, place.table),
    place.on,
    `(${index.parts.map((part) => partSql(scope, part, length)).join(", ")})`,
    ...methodWords(scope, index),
  ];
}

function sentence(words: readonly string[]): string {
  return words.filter((word) => word !== "").join(" ");
}

/** The first index that begins with the column that counts up, unless a constraint does already. */
function keyOfCounter(table: Table): Index | null {
  const counter = autoincrementColumn(table);
  if (counter === null) return null;
  const name = nameText(counter.name);
  const isKey = table.constraints.some(
    (each) => (each.kind === "primary_key" || each.kind === "unique") && each.columns[0] === name,
  );
  return isKey ? null : (table.indexes.find((index) => index.parts[0]?.expression === name) ?? null);
}

/** Parser and method; both databases read them under `mysql` too. */
function methodWords(scope: DdlScope, { options }: Index): readonly string[] {
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
  return key === null ? undefined : own(length, key);
}

/** Raw text and columns stand as they are; an expression made of names stands in parentheses of its own, which MySQL asks for. */
function expressionSql(scope: DdlScope, { expression }: IndexPart): string {
  if (typeof expression === "string") return columnList(scope, [expression]);
  const text = scope.literals.sqlText(expression);
  return isRaw(expression) || text.startsWith("(") || isColumn(scope, expression) ? text : `(${text})`;
}

function isRaw(expression: Exclude<IndexPart["expression"], string>): boolean {
  // A fragment of another library has no parts of ours.
  return "parts" in expression && plainText(expression) !== null;
}
