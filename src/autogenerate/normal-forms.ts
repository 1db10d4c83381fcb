import type { Dialect } from "../dialect/dialect.ts";
import type { Constraint } from "../schema/constraints.ts";
import { type Name, nameText } from "../schema/names.ts";
import { type Table, tableKey } from "../schema/table.ts";
import { type SqlType, typeOn, withOptionsOn } from "../schema/types/sql-type.ts";
import { type AutogenContext, reflectedTable } from "./autogen-context.ts";
import { checksOf, excludesOf, expressionsOf, scratchName, typeScratchName } from "./compare/expressions.ts";
import { indexDifferences } from "./compare/index-differences.ts";
import { sameText, sameType } from "./same-text.ts";

/**
 * Compares expressions of models with those of a database. Texts that a cheap normal form finds equal are equal; all
 * others of the whole comparison are given to the server once, and what it makes of them is compared.
 */
export interface NormalForms {
  /** Whether the expression at a place of the models' table is what the database has there. */
  same(table: Table, place: string, inspected: string): Promise<boolean>;
  /** What the server makes of the expression at a place, `null` where it was not asked or did not answer. */
  written(table: Table, place: string): Promise<string | null>;
  /** The table with every expression as the server writes it, `null` where it was not asked or did not answer. */
  tableOf(table: Table): Promise<Table | null>;
}

type Expressions = ReadonlyMap<string, string>;

export function createNormalForms(context: AutogenContext): NormalForms {
  const { dialect } = context;
  const own: WeakMap<Table, Expressions> = new WeakMap();
  const expressions = (table: Table): Expressions => {
    const known = own.get(table) ?? expressionsOf(dialect, table);
    own.set(table, known);
    return known;
  };
  let asked: Promise<ReadonlyMap<Table, Table>> | undefined;
  const tableOf = async (table: Table): Promise<Table | null> => {
    asked ??= askServer(context);
    return (await asked).get(table) ?? null;
  };
  const written = async (table: Table, place: string): Promise<string | null> => {
    const normal = await tableOf(table);
    return normal === null ? null : (expressions(normal).get(place) ?? null);
  };
  return {
    written,
    tableOf,
    async same(table, place, inspected) {
      const model = expressions(table).get(place);
      if (model === undefined) return false;
      if (sameText(dialect, inspected, model)) return true;
      const normal = await written(table, place);
      return normal !== null && sameText(dialect, inspected, normal);
    },
  };
}

async function askServer(context: AutogenContext): Promise<ReadonlyMap<Table, Table>> {
  const { dialect, connection, reflected } = context;
  const normalise = dialect.comparison?.normalise;
  const open = openTables(context);
  if (normalise === undefined || reflected === null || open.length === 0) return new Map();
  const scratch = new Map(open.map((table) => [scratchTable(dialect, table), table] as const));
  const answer = await normalise(connection, { dialect, database: reflected, tables: [...scratch.keys()] });
  if (answer.refusal !== null) {
    context.log(
      "normal_forms",
      `The server does not write the models' expressions its way, so their texts are compared: ${answer.refusal}`,
    );
  }
  return new Map(
    [...answer.tables].flatMap(([table, normal]) => {
      const original = scratch.get(table);
      return original === undefined ? [] : [[original, normal] as const];
    }),
  );
}

/** The tables of both sides of which an expression differs by its text. */
function openTables(context: AutogenContext): readonly Table[] {
  const { dialect } = context;
  return context.sortedTables.filter((table) => {
    const found = reflectedTable(context, table.name, table.schema);
    if (found === null) return false;
    return (
      isOpen(dialect, expressionsOf(dialect, found), expressionsOf(dialect, table)) ||
      hasOpenIndex(dialect, found, table)
    );
  });
}

function isOpen(dialect: Dialect, inspected: Expressions, model: Expressions): boolean {
  const checks = [...inspected].filter(([place]) => place.startsWith("check:")).map(([, text]) => text);
  return [...model].some(([place, text]) => {
    const same = inspected.get(place);
    if (place.startsWith("type:")) return same !== undefined && !sameType(dialect, same, text);
    if (same !== undefined) return !sameText(dialect, same, text);
    // A check without a name may be any of those that the database has.
    if (place.startsWith("check:")) return !checks.some((each) => sameText(dialect, each, text));
    return /^(?:index|where|exclude):/.test(place);
  });
}

/** What an index takes from its columns, such as a collation, only the server knows. */
function hasOpenIndex(dialect: Dialect, found: Table, table: Table): boolean {
  const inspected = new Map(
    found.indexes.flatMap((index) => (index.name === null ? [] : [[nameText(index.name), index] as const])),
  );
  return table.indexes.some((index) => {
    const existing = index.name === null ? undefined : inspected.get(nameText(index.name));
    return existing !== undefined && indexDifferences(dialect, existing, index).length > 0;
  });
}

/** The table with nothing but what the server writes its own way, every object of it named. */
function scratchTable(dialect: Dialect, table: Table): Table {
  const named = <T extends { readonly name: Name | null }>(items: readonly T[]): T[] =>
    items.map((item, index) => ({ ...item, name: item.name ?? scratchName(index) }));
  const key = table.constraints.filter((constraint) => constraint.kind === "primary_key");
  const constraints: readonly Constraint[] = [...key, ...named(checksOf(table)), ...named(excludesOf(table))];
  return {
    ...table,
    name: `t_${tableKey(table.name, table.schema)}`,
    comment: null,
    prefixes: [],
    constraints,
    columns: table.columns
      .map((column, index) => ({
        ...column,
        type: scratchType(dialect, column.type, index),
        comment: null,
        references: [],
        checks: [],
      }))
      .filter((column) => !column.system),
    indexes: named(table.indexes),
  };
}

/** The type with a name where it brings a CHECK along that has none. */
function scratchType(dialect: Dialect, type: SqlType, index: number): SqlType {
  if (dialect.types.constraintOf(type) === null || typeOn(type, dialect.name).options.name !== undefined)
    return type;
  return withOptionsOn(type, dialect.name, { name: typeScratchName(index) });
}
