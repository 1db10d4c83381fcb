import {
  type Connection,
  MigrationContext,
  produceMigrations,
  renderScriptBody,
  type sa,
} from "../../src/index.ts";
import type { MigrationOptions } from "../../src/runtime/index.ts";

/** What is left to do until a database is as the models say, as the lines of a revision. */
export async function difference(
  connection: Connection,
  metadata: sa.MetaData,
  opts: MigrationOptions = {},
): Promise<readonly string[]> {
  const migrationContext = MigrationContext.configure({ connection, opts });
  const { upgradeOps } = await produceMigrations(migrationContext, metadata);
  return renderScriptBody(upgradeOps, { migrationContext }).split("\n").slice(1, -1);
}
