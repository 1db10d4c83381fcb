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
 * take it without a word. Databases differ in whether case matters; here it does not. Throws SCHEMA.
 */
export async function refuseMissingReferences(
  context: AutogenContext,
  { defaultSchema }: ReflectedDatabase,
): Promise<void> {
  const keyOf = (name: Table["name"], schema: string | null): string =>
    tableKey(name, schema, defaultSchema).toLowerCase();
  const models = new Map(context.sortedTables.map((table) => [keyOf(table.name, table.schema), table]));
  for (const table of context.metadata.flatMap(({ tables }) => [...tables.values()])) {
    for (const constraint of table.constraints) {
      if (constraint.kind !== "foreign_key") continue;
      const model = models.get(keyOf(constraint.referredTable, constraint.referredSchema));
      refuseMissing(table, constraint, model ? [model] : await findInDatabase(context, constraint));
    }
  }
}

/** Tables that are not in the models: others made them. A name without schema may be one of any schema in the search path. */
async function findInDatabase(
  { connection, dialect: { reflector } }: AutogenContext,
  { referredTable, referredSchema }: ForeignKeyConstraint,
): Promise<readonly Table[]> {
  if (reflector === undefined) return [];
  const schemas =
    referredSchema === null ? [null, ...(await reflector.schemaNames(connection))] : [referredSchema];
  const only = (name: string): boolean => isSameName(name, referredTable);
  return (await reflector.reflect(connection, { schemas, only })).tables;
}

function refuseMissing(table: Table, constraint: ForeignKeyConstraint, found: readonly Table[]): void {
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
