import type { MigrationScript } from "../directives/index.ts";
import { migrationScript } from "../operations/containers.ts";
import type { Diff } from "../operations/diff-tuple.ts";
import { asDiffs } from "../operations/to-diff-tuple.ts";
import { isMetaData, type MetaData } from "../schema/meta-data.ts";
import { type AutogenerateHost, createAutogenContext } from "./autogen-context.ts";
import { fillMigrationScript } from "./fill-migration-script.ts";

/** The models to compare with: one MetaData, or several that share no table. */
type Models = MetaData | readonly MetaData[];

/**
 * The operations that turn the context's database into what the models say, and back.
 * Rejects with COMMAND in offline mode, SCHEMA when two MetaData define the same table, and DATABASE.
 *
 * @example
 * const script = await produceMigrations(MigrationContext.configure({ connection }), metadata);
 */
export async function produceMigrations(
  context: AutogenerateHost,
  metadata: Models,
): Promise<MigrationScript> {
  const script = migrationScript({ revId: "" });
  await fillMigrationScript(
    createAutogenContext(context, isMetaData(metadata) ? [metadata] : metadata),
    script,
  );
  return script;
}

/**
 * The differences between the context's database and the models, in Alembic's tuple shapes; none when they agree.
 * Rejects as {@link produceMigrations} does.
 */
export async function compareMetadata(context: AutogenerateHost, metadata: Models): Promise<readonly Diff[]> {
  return asDiffs((await produceMigrations(context, metadata)).upgradeOps);
}
