import type { ArrayRow } from "../../connection/connection.ts";
import { type Column, column } from "../../schema/column.ts";
import { check, foreignKeyTo, primaryKey, unique } from "../../schema/constraints.ts";
import { type Index, index, indexPart } from "../../schema/index-def.ts";
import { type FinalName, finalName } from "../../schema/names.ts";
import { computed } from "../../schema/server-default.ts";
import { rawSql } from "../../schema/sql-text.ts";
import { type TableElement, table } from "../../schema/table.ts";
import { dialectOptions, textOf, textOrNull } from "../reflect-values.ts";
import type { ReflectedTable } from "../reflection.ts";
import { parseCreateIndex } from "./reflect-create-index.ts";
import {
  type ParsedCheck,
  type ParsedColumn,
  type ParsedForeignKey,
  type ParsedKey,
  type ParsedTable,
  parseCreateTable,
} from "./reflect-create-table.ts";
import { parseDeclaredType } from "./reflect-types.ts";

/** What a table is made of: rows and statements of the catalogue. */
export interface TableSource {
  readonly name: string;
  readonly schema: string | null;
  readonly sql: string;
  /** See `SqliteCatalogue.columns`. */
  readonly columns: readonly ArrayRow[];
  readonly indexes: readonly { readonly name: string; readonly sql: string }[];
  readonly triggers: readonly { readonly name: string; readonly sql: string }[];
  /** Another table of the schema under the name that it has there, names compared without regard to case. */
  findTable(name: string): ReferredTable | undefined;
}

export interface ReferredTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly primaryKey: readonly string[];
}

/** The table as data. Throws SCHEMA when a statement of the catalogue cannot be read. */
export function buildTable(source: TableSource): ReflectedTable {
  const parsed = parseCreateTable(source.sql);
  const named = nameFinder(source.columns.map((row) => textOf(row[1])));
  const elements: TableElement[] = [
    ...buildColumns(source, parsed, named),
    ...buildKeys(parsed, named),
    ...parsed.foreignKeys.map((key) => buildForeignKey(source, key, named)),
    ...parsed.checks.map(buildCheck),
    ...source.indexes.map((each) => buildIndex(each, named)),
  ];
  return {
    ...table(source.name, elements, { schema: source.schema, ...tableOptions(parsed) }),
    impliedIndexes: [],
    uniqueConstraintIndexes: [],
    ownedSequences: [],
    isPartition: false,
    sourceSql: source.sql,
    declaredTypes: Object.fromEntries(source.columns.map((row) => [textOf(row[1]), textOf(row[2])])),
    triggers: source.triggers,
  };
}

type NameFinder = (name: string) => string;

/** SQLite compares names without regard to case; the model does not. */
function nameFinder(names: readonly string[]): NameFinder {
  const byFolded = new Map(names.map((name) => [name.toLowerCase(), name]));
  return (name) => byFolded.get(name.toLowerCase()) ?? name;
}

const final = (name: string | null): FinalName | null => (name === null ? null : finalName(name));

function tableOptions(parsed: ParsedTable): ReturnType<typeof dialectOptions> {
  const options = dialectOptions("sqlite", {
    autoincrement: parsed.primaryKey?.autoincrement,
    strict: parsed.strict,
  });
  if (!parsed.withoutRowid) return options;
  return { sqlite: { ...options.sqlite, withRowid: false } };
}

function buildColumns(source: TableSource, parsed: ParsedTable, named: NameFinder): readonly Column[] {
  const written = new Map(parsed.columns.map((each) => [named(each.name), each]));
  const keys = new Set(parsed.primaryKey?.columns.map(named));
  return source.columns.map((row) => {
    const name = textOf(row[1]);
    return buildColumn(row, written.get(name), {
      primaryKey: keys.has(name),
      onConflictPrimaryKey: parsed.primaryKey?.autoincrement ? parsed.primaryKey.onConflict : null,
      strict: parsed.strict,
    });
  });
}

interface InTable {
  readonly strict: boolean;
  readonly primaryKey: boolean;
  readonly onConflictPrimaryKey: string | null;
}

function buildColumn(row: ArrayRow, written: ParsedColumn | undefined, table: InTable): Column {
  const [, name, declared, notNull, , defaultValue] = row;
  const defaultText = written?.defaultText ?? textOrNull(defaultValue);
  const generated = written?.generated ?? null;
  const type = parseDeclaredType(textOf(declared), { ...table, collation: written?.collation ?? null });
  return column(textOf(name), type, {
    nullable: Number(notNull) === 0,
    primaryKey: table.primaryKey,
    serverDefault: defaultText === null || generated !== null ? null : rawSql(defaultText),
    computed: generated === null ? null : computed(generated.text, { persisted: generated.stored }),
    checks: written?.checks.map(buildCheck) ?? [],
    ...dialectOptions("sqlite", {
      onConflictNotNull: written?.onConflictNotNull,
      onConflictPrimaryKey: table.primaryKey ? table.onConflictPrimaryKey : null,
    }),
  });
}

function buildKeys(parsed: ParsedTable, named: NameFinder): readonly TableElement[] {
  const { primaryKey: key, uniques } = parsed;
  const made: TableElement[] = uniques.map((each) =>
    unique(each.columns.map(named), {
      name: final(each.name),
      ...dialectOptions("sqlite", { onConflict: each.onConflict, columnWords: wordsOf(each, named) }),
    }),
  );
  if (key === null) return made;
  const options = dialectOptions("sqlite", {
    onConflict: key.autoincrement ? null : key.onConflict,
    columnWords: wordsOf(key, named),
  });
  return [primaryKey(key.columns.map(named), { name: final(key.name), ...options }), ...made];
}

function wordsOf({ words }: ParsedKey, named: NameFinder): Readonly<Record<string, string>> | null {
  const entries = Object.entries(words).map(([name, text]) => [named(name), text]);
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

function buildCheck(parsed: ParsedCheck): ReturnType<typeof check> {
  return check(rawSql(parsed.text), { name: final(parsed.name) });
}

function buildForeignKey(source: TableSource, parsed: ParsedForeignKey, named: NameFinder): TableElement {
  const referred = source.findTable(parsed.table);
  const referredName = nameFinder(referred?.columns ?? []);
  const referredColumns =
    parsed.referredColumns.length > 0
      ? parsed.referredColumns.map(referredName)
      : (referred?.primaryKey ?? []);
  const target = {
    columns: parsed.columns.map(named),
    referredSchema: source.schema,
    referredTable: referred?.name ?? parsed.table,
    referredColumns,
  };
  const { onDelete, onUpdate, match, deferrable, initially } = parsed;
  return foreignKeyTo(target, { name: final(parsed.name), onDelete, onUpdate, match, deferrable, initially });
}

function buildIndex(source: { readonly name: string; readonly sql: string }, named: NameFinder): Index {
  const parsed = parseCreateIndex(source.sql);
  const parts = parsed.parts.map((part) =>
    indexPart(part.column === null ? rawSql(part.text) : named(part.column), {
      order: part.order === "desc" ? "desc" : null,
      collation: part.collation,
    }),
  );
  const where = parsed.where === null ? null : rawSql(parsed.where);
  return index(finalName(source.name), parts, {
    unique: parsed.unique,
    ...dialectOptions("sqlite", { where }),
  });
}
