import { changePieces, nameInQuotes } from "../../connection/sql-lexis.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import type { ReflectedDatabase, ReflectedTable } from "../../dialect/reflection.ts";
import type { Column } from "../../schema/column.ts";
import type { Constraint } from "../../schema/constraints.ts";
import type { Index } from "../../schema/index-def.ts";
import { finalName, type Name, nameText } from "../../schema/names.ts";
import { plainText, rawSql, type SqlText } from "../../schema/sql-text.ts";
import type { Table } from "../../schema/table.ts";

/** The columns of a table that get another name, with the columns of the models that they become. */
export type ColumnRenames = ReadonlyMap<Column, Column>;

/** The database after tables have got the names of the models' tables. */
export function withRenamedTables(
  dialect: Dialect,
  database: ReflectedDatabase,
  names: ReadonlyMap<ReflectedTable, Table>,
): ReflectedDatabase {
  const renamed = (schema: string | null, name: string): string => {
    const found = [...names].find(([table]) => table.schema === schema && nameText(table.name) === name);
    return found === undefined ? name : nameText(found[1].name);
  };
  const tables = database.tables.map((table) => ({
    ...table,
    name: names.get(table)?.name ?? table.name,
    constraints: table.constraints.map((constraint) =>
      constraint.kind === "foreign_key"
        ? {
            ...constraint,
            name: followingName(dialect, constraint.name, table, names.get(table)),
            referredTable: renamed(constraint.referredSchema, constraint.referredTable),
          }
        : constraint,
    ),
  }));
  return { ...database, tables };
}

/** The name that a foreign key has once its table has another one. */
function followingName(
  { comparison }: Dialect,
  name: Name | null,
  before: Table,
  after: Table | undefined,
): Name | null {
  if (name === null || after === undefined || comparison?.foreignKeyInfix === undefined) return name;
  const beginning = `${nameText(before.name)}${comparison.foreignKeyInfix}`;
  if (!nameText(name).startsWith(beginning)) return name;
  return finalName(
    `${nameText(after.name)}${comparison.foreignKeyInfix}${nameText(name).slice(beginning.length)}`,
  );
}

/** The database after columns have got the names of the models' columns; keys and expressions follow them. */
export function withRenamedColumns(
  dialect: Dialect,
  database: ReflectedDatabase,
  renames: ReadonlyMap<ReflectedTable, ColumnRenames>,
): ReflectedDatabase {
  const byTable = new Map(
    [...renames].map(([table, columns]) => {
      const names = [...columns].map(([old, wanted]) => [nameText(old.name), nameText(wanted.name)] as const);
      return [table, new Map(names)] as const;
    }),
  );
  const referred = (schema: string | null, name: string): ReadonlyMap<string, string> => {
    const found = [...byTable].find(([table]) => table.schema === schema && nameText(table.name) === name);
    return found?.[1] ?? none;
  };
  return {
    ...database,
    tables: database.tables.map((table) =>
      renamedTable(dialect, table, byTable.get(table) ?? none, referred),
    ),
  };
}

const none: ReadonlyMap<string, string> = new Map();

function renamedTable(
  dialect: Dialect,
  table: ReflectedTable,
  names: ReadonlyMap<string, string>,
  referred: (schema: string | null, name: string) => ReadonlyMap<string, string>,
): ReflectedTable {
  const named = (name: string): string => names.get(name) ?? name;
  const columns = table.columns.map((column) => ({
    ...column,
    name: names.get(nameText(column.name)) ?? column.name,
    computed:
      column.computed === null
        ? null
        : { ...column.computed, text: renamedText(dialect, column.computed.text, names) },
    checks: column.checks.map((check) => ({
      ...check,
      condition: renamedText(dialect, check.condition, names),
    })),
  }));
  const constraints = table.constraints.map((constraint): Constraint => {
    if (constraint.kind === "check")
      return { ...constraint, condition: renamedText(dialect, constraint.condition, names) };
    if (constraint.kind === "exclude") return constraint;
    const own = { ...constraint, columns: constraint.columns.map(named) };
    if (own.kind !== "foreign_key") return own;
    const targets = referred(own.referredSchema, own.referredTable);
    return { ...own, referredColumns: own.referredColumns.map((name) => targets.get(name) ?? name) };
  });
  return {
    ...table,
    columns,
    constraints,
    indexes: table.indexes.map((index) => renamedIndex(dialect, index, names)),
    ownedSequences: table.ownedSequences.map((owned) => ({ ...owned, column: named(owned.column) })),
  };
}

function renamedIndex(dialect: Dialect, index: Index, names: ReadonlyMap<string, string>): Index {
  const parts = index.parts.map((part) => ({
    ...part,
    expression:
      typeof part.expression === "string"
        ? (names.get(part.expression) ?? part.expression)
        : renamedText(dialect, part.expression, names),
  }));
  return { ...index, parts };
}

/** The expression as the server writes it after the renames; what stands in string literals stays. */
export function renamedText(
  { lexis, identifiers }: Pick<Dialect, "lexis" | "identifiers">,
  text: SqlText,
  names: ReadonlyMap<string, string>,
): SqlText {
  const plain = plainText(text);
  if (plain === null || names.size === 0) return text;
  const renamed = (name: string, text: string): string => {
    const wanted = names.get(name);
    return wanted === undefined ? text : identifiers.quote(wanted);
  };
  // A column that is called like a keyword stands in quotes: without them it is the keyword.
  const isKeyword = (found: string): boolean =>
    identifiers.quote(found.toLowerCase()) !== found.toLowerCase();
  return rawSql(
    changePieces(plain, lexis, ({ kind, text: piece }) => {
      if (kind === "name") return renamed(nameInQuotes(piece), piece);
      return kind === "code"
        ? piece.replace(word, (found) => (isKeyword(found) ? found : renamed(found, found)))
        : piece;
    }),
  );
}

const word = /[\p{L}\p{N}_$]+/gu;
