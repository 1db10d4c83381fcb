import { warn } from "../../config/index.ts";
import type { ReflectedDatabase } from "../../dialect/reflection.ts";
import { UnsupportedError } from "../../errors/index.ts";
import type { Column } from "../../schema/column.ts";
import { nameText } from "../../schema/names.ts";
import type { AutogenContext } from "../autogen-context.ts";
import type { IsBookkeeping } from "../bookkeeping-tables.ts";
import { displayName } from "../diff-names.ts";

/** Reads the tables that are compared, with everything else in their schemas. Throws UNSUPPORTED where the dialect cannot. */
export async function reflectSchemas(
  context: AutogenContext,
  schemas: ReadonlySet<string | null>,
  isBookkeeping: IsBookkeeping,
): Promise<ReflectedDatabase> {
  const { reflector } = context.dialect;
  if (reflector === undefined) {
    throw new UnsupportedError(
      `The dialect '${context.dialect.name}' cannot read a database: autogenerate needs that.`,
    );
  }
  const { modelSchemas, tableKeyToTable } = context;
  const isNamed = (name: string, schema: string | null): boolean =>
    schema === null || !modelSchemas.has(schema) || tableKeyToTable.has(displayName(name, schema));
  const reflected = await reflector.reflect(context.connection, {
    schemas: [...schemas, ...modelSchemas],
    only: (name, schema) =>
      !isBookkeeping(name, schema) &&
      isNamed(name, schema) &&
      context.runNameFilters(name, "table", { schemaName: schema }),
  });
  for (const warning of reflected.warnings) context.warn(warning);
  return corrected(context, reflected);
}

function corrected(context: AutogenContext, reflected: ReflectedDatabase): ReflectedDatabase {
  const { comparison, declaredColumn } = context.dialect;
  const written = withColumns(reflected, comparison?.correctColumn);
  return context.namesDeclared ? withColumns(written, declaredColumn) : written;
}

function withColumns(
  reflected: ReflectedDatabase,
  correct: ((column: Column) => Column) | undefined,
): ReflectedDatabase {
  if (correct === undefined) return reflected;
  const tables = reflected.tables.map((table) => ({ ...table, columns: table.columns.map(correct) }));
  return { ...reflected, tables };
}

/** Switches on that a column is what it was declared as: the original loses what a type of that name brings along. */
export function nameDeclaredColumns(context: AutogenContext): void {
  context.namesDeclared = true;
}

/** Warns of a comparison that finds nothing but drops, which is hardly ever meant. */
export async function warnWithoutModels(
  { sortedTables, opts }: AutogenContext,
  { tables }: ReflectedDatabase,
): Promise<void> {
  if (sortedTables.length > 0 || tables.length === 0) return;
  const names = tables.slice(0, 3).map(({ name, schema }) => displayName(name, schema));
  const shown = `${names.join(", ")}${tables.length > names.length ? ", …" : ""}`;
  const [module] = (await opts.modelModules?.(tables.map(({ name }) => nameText(name)))) ?? [];
  const way =
    module === undefined
      ? "Does env.ts import the modules that define the tables?"
      : `${module} defines some of them: import it in env.ts.`;
  const all = tables.length === 1 ? "the table" : `all ${tables.length} tables`;
  const verb = tables.length === 1 ? "is" : "are";
  warn(`The models define no table, so ${all} of the database (${shown}) ${verb} to be dropped. ${way}`);
}
