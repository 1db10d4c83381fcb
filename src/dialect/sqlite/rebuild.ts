import type { AddColumnOp, SqlDirective } from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import { nameText } from "../../schema/names.ts";
import { plainText, rawSql } from "../../schema/sql-text.ts";
import { columnNamed, type Table } from "../../schema/table.ts";
import { userType } from "../../schema/types/generic.ts";
import { freeze } from "../../util/freeze.ts";
import { own } from "../../util/own.ts";
import { createRebuild, type TypeFamily, typeFamily } from "../default/rebuild.ts";
import type { DdlContext } from "../dialect.ts";
import type { RebuildPair, RebuildRules, RebuildStatements } from "../rebuild.ts";
import type { ReflectedTable } from "../reflection.ts";
import { knowsAlterColumn } from "./alter-column.ts";
import { identifiers } from "./identifiers.ts";
import { literals } from "./literals.ts";
import { locateTable } from "./locate-table.ts";
import { openRebuildSession } from "./rebuild-session.ts";
import { types } from "./types.ts";

const byDefault = createRebuild({ name: "sqlite", types });

/** SQLite's ALTER TABLE adds plain columns; all other changes need a rebuild (PARITY P-5.51). */
export const rebuild: RebuildRules = {
  canAlter: (directive: SqlDirective) => {
    if (directive.kind === "add_column") return canAddColumn(directive);
    return directive.kind === "create_index" || directive.kind === "drop_index";
  },
  altersLikeRebuild,
  cast: (request) => (isSafeCast(family(request.from), family(request.to)) ? byDefault.cast(request) : null),
  asDeclared,
  around,
  locate: locateTable,
  openSession: openRebuildSession,
  renamesEverywhere: true,
};

const family = (type: Column["type"]): TypeFamily => typeFamily(type, "sqlite");

const temporal: ReadonlySet<TypeFamily> = new Set(["date", "dateTime", "time", "interval"]);

/**
 * Dates and times are text: a CAST to their type, which has the affinity NUMERIC, would keep only the year.
 * JSON is taken as it is.
 */
function isSafeCast(from: TypeFamily, to: TypeFamily): boolean {
  return to !== "json" && (!temporal.has(to) || from === "integer" || from === "numeric");
}

/** SQLite 3.53 knows ALTER COLUMN SET and DROP NOT NULL, which writes behind the column's CHECKs. */
function altersLikeRebuild(directive: SqlDirective, table: Table, context: DdlContext): boolean {
  if (directive.kind === "drop_index") return true;
  if (directive.kind === "add_column") return addsLikeRebuild(directive);
  if (directive.kind === "drop_column") return !directive.ifExists && directive.existingType === null;
  if (directive.kind !== "alter_column") return false;
  const { kind, tableName, schema, columnName, modifyName, modifyNullable, options, ...others } = directive;
  const changes = Object.keys(others).filter((key) => !key.startsWith("existing"));
  if (changes.length > 0 || Object.keys(options).length > 0) return false;
  if (modifyNullable === undefined) return modifyName !== undefined;
  const column = columnNamed(table, nameText(columnName));
  const isPlain = column !== undefined && column.checks.length === 0 && column.computed === null;
  return modifyName === undefined && isPlain && !column.primaryKey && knowsAlterColumn(context);
}

/** A column that declares nothing which a rebuild writes elsewhere in the table. */
function addsLikeRebuild(directive: AddColumnOp): boolean {
  const { references, checks, computed } = directive.column;
  const isPlain = references.length === 0 && checks.length === 0 && computed === null;
  return isPlain && !directive.ifNotExists && canAddColumn(directive);
}

function canAddColumn({ column, inlineReferences, inlinePrimaryKey }: AddColumnOp): boolean {
  const { serverDefault, computed } = column;
  const hasExpression = serverDefault !== null && serverDefault.kind !== "literal_default";
  const needsConstraint =
    column.unique ||
    column.primaryKey ||
    inlinePrimaryKey ||
    (column.references.length > 0 && !inlineReferences) ||
    types.constraintOf(column.type) !== null;
  return !hasExpression && computed?.persisted !== true && !needsConstraint;
}

/** The types as they were declared: SQLite keeps any text, and what it says is the application's matter. */
function asDeclared(table: ReflectedTable): Table {
  return freeze({ ...table, columns: freeze(table.columns.map((column) => declared(column, table))) });
}

function declared(reflected: Column, table: ReflectedTable): Column {
  const column = withWrappedDefault(reflected);
  const text = own(table.declaredTypes ?? {}, nameText(column.name));
  const { collation, ...options } = column.type.options;
  if (text === undefined || types.compile({ ...column.type, options }, column) === text) return column;
  const words = collation === undefined ? text : `${text} COLLATE ${identifiers.forceQuote(collation)}`;
  return freeze({ ...column, type: userType(words.trim()) });
}

/** The time of an INSERT stands in parentheses behind DEFAULT, as Alembic writes it again. */
function withWrappedDefault(column: Column): Column {
  const { serverDefault } = column;
  const text = serverDefault?.kind === "sql_text" ? plainText(serverDefault) : null;
  if (text === null || !/^CURRENT_\w+$/i.test(text)) return column;
  return freeze({ ...column, serverDefault: rawSql(`(${text})`) });
}

function around(pair: RebuildPair): RebuildStatements {
  return { beforeDrop: keptSequence(pair), afterRename: triggersOf(pair.before) };
}

/** The last value of AUTOINCREMENT goes over to the new table, so that no key is given twice. */
function keptSequence({ before, after, temporaryName }: RebuildPair): readonly string[] {
  if (!counts(before) || !counts(after)) return [];
  const sequences = identifiers.qualify("sqlite_sequence", before.schema);
  const [from, to] = [nameText(before.name), temporaryName].map((name) => literals.string(name));
  return [
    `DELETE FROM ${sequences} WHERE name = ${to}`,
    `INSERT INTO ${sequences} (name, seq) SELECT ${to}, seq FROM ${sequences} WHERE name = ${from}`,
  ];
}

const counts = (table: Table): boolean => table.options.sqlite?.autoincrement === true;

/** Triggers go with their table: they are made again as they were. */
function triggersOf(table: Table): readonly string[] {
  // Only a table that was read has triggers.
  const { triggers = [] } = table as Partial<ReflectedTable>;
  if (table.schema === null) return triggers.map(({ sql }) => sql);
  const schema = identifiers.quote(table.schema);
  return triggers.map(({ sql }) => sql.replace(/^CREATE TRIGGER\s+/i, `CREATE TRIGGER ${schema}.`));
}
