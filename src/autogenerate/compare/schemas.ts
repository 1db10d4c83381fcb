import type { UpgradeOps } from "../../directives/index.ts";
import type { AutogenContext } from "../autogen-context.ts";

/** Schemas that belong to the database system and are never compared. */
const systemSchemas: ReadonlySet<string> = new Set(["information_schema"]);

/** Decides which schemas are compared; `null` is the default one. */
export async function compareSchemas(context: AutogenContext, upgradeOps: UpgradeOps): Promise<void> {
  const names = context.opts.includeSchemas ? await allSchemas(context) : [null];
  const schemas = new Set(names.filter((name) => context.runNameFilters(name, "schema", {})));
  await context.comparators.run("schema", context, upgradeOps, schemas);
}

/**
 * Without `includeSchemas` a model with a schema would be new at each comparison: looks for what the models name in
 * their schemas, and at nothing else there.
 */
export async function lookIntoModelSchemas(context: AutogenContext): Promise<void> {
  const { reflector } = context.dialect;
  const models = [
    ...context.sortedTables,
    ...context.metadata.flatMap(({ sequences }) => [...sequences.values()]),
  ];
  const named = new Set(models.flatMap(({ schema }) => (schema === null ? [] : [schema])));
  if (context.opts.includeSchemas || reflector === undefined || named.size === 0) return;
  const defaultSchema = await reflector.defaultSchemaName(context.connection);
  context.modelSchemas = new Set(
    [...named].filter((name) => name !== defaultSchema && context.runNameFilters(name, "schema", {})),
  );
}

async function allSchemas(context: AutogenContext): Promise<readonly (string | null)[]> {
  const { reflector } = context.dialect;
  if (reflector === undefined) return [null];
  const names = await reflector.schemaNames(context.connection);
  const defaultSchema = await reflector.defaultSchemaName(context.connection);
  return [null, ...names.filter((name) => !systemSchemas.has(name) && name !== defaultSchema)];
}
