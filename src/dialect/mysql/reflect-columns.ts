import type { ArrayRow } from "../../connection/connection.ts";
import { type Column, column } from "../../schema/column.ts";
import { type CheckConstraint, check } from "../../schema/constraints.ts";
import { computed } from "../../schema/server-default.ts";
import { rawSql } from "../../schema/sql-text.ts";
import type { SqlType, TypeOptions } from "../../schema/types/sql-type.ts";
import { textOf, textOrNone, textOrNull } from "../reflect-values.ts";
import { unescapeExpression } from "./reflect-expression.ts";
import type { ServerKind } from "./reflect-queries.ts";
import { parseColumnType } from "./reflect-types.ts";

/** What a column needs besides its row of `readColumns`. */
export interface ColumnContext {
  readonly server: ServerKind;
  readonly tableCollation: string | null;
  readonly primaryKey: ReadonlySet<string>;
  /** The clause of the CHECK that belongs to the column itself (MariaDB). */
  readonly check: string | null;
  /** The database whose name goes without saying, `null` for a table of another one. */
  readonly ownDatabase: string | null;
}

export function buildColumn(row: ArrayRow, context: ColumnContext): Column {
  const [, , rawName, columnType, isNullable, , rawExtra, comment] = row;
  const name = textOf(rawName);
  const extra = textOf(rawExtra).toLowerCase();
  const type = parseColumnType(textOf(columnType), textOptions(row, context.tableCollation));
  const isKey = context.primaryKey.has(name);
  const increments = extra.includes("auto_increment");
  const generated = generationExpression(row, context.server);
  return column(name, type, {
    nullable: isNullable === "YES",
    primaryKey: isKey,
    autoincrement: increments ? true : isKey && isWholeNumber(type) ? false : "auto",
    comment: textOrNone(comment),
    computed: generated === null ? null : computed(generated, { persisted: /stored|persistent/.test(extra) }),
    serverDefault: generated === null ? defaultOf(row, context) : null,
    checks: context.check === null ? [] : [columnCheck(name, context.check, type)],
  });
}

/** Character set and collation of a text column, where they are not those of the table. */
function textOptions(row: ArrayRow, tableCollation: string | null): TypeOptions {
  const [charset, collation] = [textOrNone(row[9]), textOrNone(row[10])];
  return charset === null || collation === null || collation === tableCollation ? {} : { charset, collation };
}

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
  const prefix = `nextval(\`${ownDatabase.replaceAll("`", "``")}\`.`;
  return text.startsWith(prefix) ? `nextval(${text.slice(prefix.length)}` : text;
}

/** MySQL gives values unquoted and says in `extra` when it is an expression (MySQL manual, INFORMATION_SCHEMA COLUMNS). */
function mysqlDefault(row: ArrayRow): string | null {
  const text = textOrNull(row[5]);
  if (text === null || /^current_timestamp(\(\d?\))?$/i.test(text) || /^b'[01]*'$/.test(text)) return text;
  if (textOf(row[6]).includes("DEFAULT_GENERATED")) return `(${unescapeExpression(text)})`;
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

/** MariaDB's JSON is LONGTEXT with a CHECK that the type brings along. */
function columnCheck(name: string, clause: string, type: SqlType): CheckConstraint {
  const made = check(rawSql(clause));
  const isJson = type.name === "longtext" && clause === `json_valid(\`${name.replaceAll("`", "``")}\`)`;
  return isJson ? Object.freeze({ ...made, typeBound: true }) : made;
}
