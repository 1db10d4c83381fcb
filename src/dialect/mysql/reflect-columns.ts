import type { ArrayRow } from "../../connection/connection.ts";
import { type Column, column } from "../../schema/column.ts";
import { type CheckConstraint, check } from "../../schema/constraints.ts";
import { computed } from "../../schema/server-default.ts";
import { rawSql } from "../../schema/sql-text.ts";
import type { SqlType, TypeOptions } from "../../schema/types/sql-type.ts";
import { freeze } from "../../util/freeze.ts";
import { textOf, textOrNone, textOrNull } from "../reflect-values.ts";
import { mysqlIdentifiers } from "./identifiers.ts";
import { mysqlLiterals } from "./literals.ts";
import { isBinary } from "./reflect-defaults.ts";
import { unescapeExpression } from "./reflect-expression.ts";
import type { ServerKind } from "./reflect-queries.ts";
import { parseColumnType } from "./reflect-types.ts";

/** What a column needs besides its row of `readColumns`. */
export interface ColumnContext {
  readonly server: ServerKind;
  readonly tableCollation: string | null;
  /** The clause of the CHECK that belongs to the column itself (MariaDB). */
  readonly check: string | null;
  /** The database whose name goes without saying, `null` for a table of another one. */
  readonly ownDatabase: string | null;
}

export function buildColumn(row: ArrayRow, context: ColumnContext): Column {
  const name = textOf(row[2]);
  const extra = textOf(row[6]).toLowerCase();
  const type = parseColumnType(textOf(row[3]), textOptions(row, context.tableCollation));
  const generated = generationExpression(row, context.server);
  return column(name, type, {
    nullable: row[4] === "YES",
    autoincrement: extra.includes("auto_increment") ? true : "auto",
    comment: textOrNone(row[7]),
    computed: generated === null ? null : computed(generated, { persisted: /stored|persistent/.test(extra) }),
    serverDefault: generated === null ? defaultOf(row, context) : null,
    checks: context.check === null ? [] : [columnCheck(row, context.check)],
  });
}

/** The same column as one of the primary key: a whole number there is known not to count when it does not. */
export function keyColumn(made: Column): Column {
  const { autoincrement } = made;
  const counts = autoincrement === "auto" && isWholeNumber(made.type) ? false : autoincrement;
  return freeze({ ...made, primaryKey: true, autoincrement: counts });
}

/** Character set and collation of a text column, where they are not those of the table. */
function textOptions(row: ArrayRow, tableCollation: string | null): TypeOptions {
  const charset = textOrNone(row[9]);
  const collation = textOrNone(row[10]);
  return charset === null || collation === null || collation === tableCollation
    ? tableText
    : { charset, collation };
}

const tableText: TypeOptions = freeze({});

function generationExpression(row: ArrayRow, server: ServerKind): string | null {
  const text = textOrNone(row[8]);
  return text === null || server.isMariadb ? text : unescapeExpression(text);
}

const wholeNumbers: ReadonlySet<string> = new Set(["tinyint", "smallint", "mediumint", "integer", "bigint"]);

function isWholeNumber(type: SqlType): boolean {
  return type.family === "mysql" && wholeNumbers.has(type.name);
}

function defaultOf(row: ArrayRow, context: ColumnContext): ReturnType<typeof rawSql> | null {
  const text = context.server.isMariadb ? mariadbDefault(row, context) : mysqlDefault(row);
  const onUpdate = /\bon update (\S+)/i.exec(textOf(row[6]))?.[1];
  if (onUpdate === undefined) return text === null ? null : rawSql(text);
  return rawSql(`${text ?? "NULL"} ON UPDATE ${onUpdate}`);
}

/** MariaDB gives the SQL text: strings quoted, `NULL` for a column that may be null and has no default. */
function mariadbDefault(row: ArrayRow, { ownDatabase }: ColumnContext): string | null {
  const text = textOrNull(row[5]);
  if (text === "NULL" || text === null || ownDatabase === null) return text === "NULL" ? null : text;
  // The catalogue names a sequence with its database; the same models have to fit any other one.
  const prefix = `nextval(${mysqlIdentifiers.forceQuote(ownDatabase)}.`;
  return text.startsWith(prefix) ? `nextval(${text.slice(prefix.length)}` : text;
}

/** MySQL gives values unquoted and says in `extra` when it is an expression (MySQL manual, INFORMATION_SCHEMA COLUMNS). */
function mysqlDefault(row: ArrayRow): string | null {
  const text = textOrNull(row[5]);
  if (text === null || /^current_timestamp(\(\d?\))?$/i.test(text) || /^b'[01]*'$/.test(text)) return text;
  if (textOf(row[6]).includes("DEFAULT_GENERATED")) return `(${unescapeExpression(text)})`;
  if (/^0x[0-9a-f]*$/i.test(text) && isBinary(row)) return bytesDefault(text);
  return mysqlLiterals.string(text, null);
}

/** MySQL 8 and later show the bytes of a binary column's default in hexadecimal; most of them are a text. */
function bytesDefault(hexadecimal: string): string {
  const bytes = Buffer.from(hexadecimal.slice(2), "hex");
  const text = bytes.toString("latin1");
  return /^[\x20-\x7e]*$/.test(text) ? mysqlLiterals.string(text, null) : hexadecimal;
}

function columnCheck(row: ArrayRow, clause: string): CheckConstraint {
  const made = check(rawSql(clause));
  return isOfJson(row, clause) ? freeze({ ...made, typeBound: true }) : made;
}

/** MariaDB's JSON is LONGTEXT of this collation with a CHECK that the type brings along (MariaDB documentation, JSON Data Type). */
function isOfJson(row: ArrayRow, clause: string): boolean {
  return (
    textOf(row[3]).toLowerCase() === "longtext" &&
    textOrNone(row[10]) === "utf8mb4_bin" &&
    clause === `json_valid(${mysqlIdentifiers.forceQuote(textOf(row[2]))})`
  );
}
