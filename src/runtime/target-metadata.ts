import { SchemaError } from "../errors/index.ts";
import { isMetaData, type MetaData } from "../schema/meta-data.ts";
import { defaultNamingConvention, type NamingConvention } from "../schema/naming-convention.ts";

/** The key of the method with which a library's own object gives its models: `Symbol.for("alembic-ts.metadata")`. */
const metadataKey: unique symbol = Symbol.for("alembic-ts.metadata") as never;

/** An object that gives models; API.md §5. */
export interface MetaDataSource {
  [metadataKey](context: unknown): TargetMetadata | PromiseLike<TargetMetadata>;
}

/**
 * What `targetMetadata` takes: a `MetaData`, an array of them, or a {@link MetaDataSource}. The type is wider because a
 * library that writes `[Symbol.for("alembic-ts.metadata")]` without importing this package cannot state it.
 */
export type TargetMetadata = MetaData | readonly MetaData[] | MetaDataSource | object | null;

/**
 * The models that `targetMetadata` stands for. Throws SCHEMA when it gives no models, or the same table twice.
 */
export async function resolveTargetMetadata(given: unknown, context: unknown): Promise<readonly MetaData[]> {
  const found = await resolveOne(given, context);
  refuseRepeatedTables(found);
  return found;
}

async function resolveOne(given: unknown, context: unknown): Promise<readonly MetaData[]> {
  const value: unknown = await given;
  if (value === null || value === undefined) return [];
  if (isMetaData(value)) return [value];
  if (Array.isArray(value)) return (await Promise.all(value.map((each) => resolveOne(each, context)))).flat();
  if (isSource(value)) return resolveOne(await value[metadataKey](context), context);
  throw new SchemaError(`targetMetadata is ${describe(value)}, which gives no models.`, {
    hint: 'Pass a sa.MetaData, an array of them, what an adapter returns, or an object with the method [Symbol.for("alembic-ts.metadata")].',
  });
}

/** The naming convention of the only MetaData, which `op` applies too; the default one where there are several. */
export function namingConventionOf(metadata: readonly MetaData[]): NamingConvention {
  const [only] = metadata;
  return only !== undefined && metadata.length === 1 ? only.namingConvention : defaultNamingConvention;
}

function isSource(value: unknown): value is MetaDataSource {
  return (
    ((typeof value === "object" && value !== null) || typeof value === "function") &&
    typeof Reflect.get(value, metadataKey) === "function"
  );
}

function refuseRepeatedTables(metadata: readonly MetaData[]): void {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const key of metadata.flatMap((each) => [...each.tables.keys()])) {
    if (seen.has(key)) repeated.add(key);
    seen.add(key);
  }
  if (repeated.size === 0) return;
  const names = [...repeated].sort().map((key) => `"${key}"`);
  throw new SchemaError(`Duplicate table keys across multiple MetaData objects: ${names.join(", ")}`, {
    hint: "Define each table in one MetaData only.",
    details: { tables: [...repeated] },
  });
}

function describe(value: unknown): string {
  if (typeof value === "function") return `a function '${value.name}'`;
  if (typeof value !== "object" || value === null) return `${typeof value} '${String(value)}'`;
  return `an object of class ${value.constructor?.name ?? "unknown"}`;
}
