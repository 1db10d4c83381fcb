import type { ReflectedDatabase } from "../../dialect/reflection.ts";
import { SchemaError } from "../../errors/index.ts";
import type { ForeignKeyConstraint } from "../../schema/constraints.ts";
import { definitionOf } from "../../schema/meta-data.ts";
import { nameText } from "../../schema/names.ts";
import { type Table, tableKey } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";

/**
 * Refuses a foreign key of the models to a table or column that neither the models nor the database have: SQLite would
 * take it without a word. One that the database itself has is left alone. Databases differ in whether case matters;
 * here it does not. Throws SCHEMA.
 */
export async function refuseMissingReferences(
  context: AutogenContext,
  { defaultSchema, tables }: ReflectedDatabase,
): Promise<void> {
  const keyOf = (name: Table["name"], schema: string | null): string =>
    tableKey(name, schema, defaultSchema).toLowerCase();
  const existing = new Set(
    references(tables).map(
      ({ table, constraint }) => `${keyOf(table.name, table.schema)} ${shape(constraint)}`,
    ),
  );
  const models = new Map(context.sortedTables.map((table) => [keyOf(table.name, table.schema), table]));
  const outside: Reference[] = [];
  const declared = references(context.metadata.flatMap((each) => [...each.tables.values()]));
  for (const reference of declared) {
    const { table, constraint } = reference;
    if (existing.has(`${keyOf(table.name, table.schema)} ${shape(constraint)}`)) continue;
    const { referredTable, referredSchema } = constraint;
    const model = models.get(keyOf(referredTable, referredSchema));
    if (model === undefined) outside.push(reference);
    else refuseMissing(reference, [model]);
  }
  if (outside.length === 0) return;
  const others = await findInDatabase(context, outside);
  for (const reference of outside) {
    const { referredTable, referredSchema } = reference.constraint;
    const isMeant = ({ name, schema }: Table): boolean =>
      referredSchema === null
        ? isSameName(nameText(name), referredTable)
        : keyOf(name, schema) === keyOf(referredTable, referredSchema);
    refuseMissing(reference, others.filter(isMeant));
  }
}

/** A foreign key of the models' table. */
interface Reference {
  readonly table: Table;
  readonly constraint: ForeignKeyConstraint;
}

function references(tables: readonly Table[]): readonly Reference[] {
  return tables.flatMap((table) =>
    table.constraints
      .filter((constraint) => constraint.kind === "foreign_key")
      .map((constraint) => ({ table, constraint })),
  );
}

/** What a foreign key connects, by which it is known again. */
function shape({ columns, referredTable, referredColumns }: ForeignKeyConstraint): string {
  return JSON.stringify([columns, referredTable, referredColumns]).toLowerCase();
}

/** Tables that are not in the models: others made them. A name without schema may be one of any schema in the search path. */
async function findInDatabase(
  { connection, dialect: { reflector } }: AutogenContext,
  wanted: readonly Reference[],
): Promise<readonly Table[]> {
  if (reflector === undefined) return [];
  const named = new Set(wanted.map(({ constraint }) => constraint.referredSchema));
  const searched = named.has(null) ? await reflector.schemaNames(connection) : [];
  const names = new Set(wanted.map(({ constraint }) => constraint.referredTable.toLowerCase()));
  const schemas = [...new Set([...named, ...searched])];
  const only = (name: string): boolean => names.has(name.toLowerCase());
  return (await reflector.reflect(connection, { schemas, only })).tables;
}

function refuseMissing({ table, constraint }: Reference, found: readonly Table[]): void {
  const { columns, referredColumns, referredSchema } = constraint;
  const target = displayName(constraint.referredTable, referredSchema);
  const isMissing = (column: string, { columns: has }: Table): boolean =>
    !has.some(({ name, key }) => isSameName(nameText(name), column) || isSameName(key, column));
  const [first] = found;
  if (first === undefined) {
    throw missing(
      table,
      `Foreign key associated with column '${nameText(table.name)}.${columns[0]}' could not find table '${target}' with which to generate a foreign key to target column '${referredColumns[0]}'`,
      "Correct its name, or define the table in the models; neither they nor the database have it.",
    );
  }
  const column = referredColumns.find((name) => found.every((each) => isMissing(name, each)));
  if (column === undefined) return;
  throw missing(
    table,
    `Could not initialize target column for ForeignKey '${target}.${column}' on table '${nameText(table.name)}': table '${target}' has no column named '${column}'`,
    `Define the column, or correct the name. The table has: ${first.columns.map(({ name }) => nameText(name)).join(", ")}.`,
  );
}

/** An error that comes from where the models define the table. */
function missing(table: Table, message: string, hint: string): SchemaError {
  const error = new SchemaError(message, { hint, details: { table: nameText(table.name) } });
  const { stack } = definitionOf(table) ?? error;
  if (stack !== undefined) error.stack = stack.replace(/^.*/, () => `${error.name}: ${message}`);
  return error;
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
