import { expect } from "vitest";
import * as mysql from "../../src/dialect/mysql/public.ts";
import * as postgresql from "../../src/dialect/postgresql/public.ts";
import * as sqlite from "../../src/dialect/sqlite/public.ts";
import {
  type Connection,
  type DirectiveNode,
  MigrationContext,
  produceMigrations,
  renderScriptBody,
  sa,
  sql,
} from "../../src/index.ts";
import type { MigrationOptions } from "../../src/runtime/index.ts";
import { difference } from "./difference.ts";

/** Fills an empty MetaData. */
export type Models = (metadata: sa.MetaData) => void;

/** The bodies of the generated functions. */
export interface Revision {
  readonly upgrade: string;
  readonly downgrade: string;
}

export interface Journey {
  readonly before: Models;
  readonly after: Models;
  /** Runs on the old schema, before the comparison. */
  readonly rows?: string | undefined;
  /** What the user says was renamed. */
  readonly renames?: MigrationOptions["renames"];
  /** Looks at the new schema. */
  readonly look?: ((connection: Connection) => Promise<void>) | undefined;
}

const modules = { sa, sql, postgresql, mysql, sqlite };

/** The models that a function describes. */
function modelsOf(models: Models): sa.MetaData {
  const metadata = new sa.MetaData();
  models(metadata);
  return metadata;
}

/**
 * Creates the old schema in an empty database, runs the generated text to the new one and back, and expects that the
 * comparison finds nothing at either end.
 */
export async function thereAndBack(connection: Connection, journey: Journey): Promise<Revision> {
  const [old, wanted] = [modelsOf(journey.before), modelsOf(journey.after)];
  await old.createAll(connection);
  if (journey.rows !== undefined) await connection.executeScript(journey.rows);
  const revision = await revisionTo(connection, wanted, { renames: journey.renames });
  await runBody(connection, revision.upgrade);
  expect(await difference(connection, wanted)).toEqual([]);
  await journey.look?.(connection);
  await runBody(connection, revision.downgrade);
  expect(await difference(connection, old)).toEqual([]);
  return revision;
}

/** What a revision file would hold that makes the database what the models say. */
export async function revisionTo(
  connection: Connection,
  metadata: sa.MetaData,
  opts: MigrationOptions = {},
): Promise<Revision> {
  const migrationContext = contextOf(connection, opts);
  const { upgradeOps, downgradeOps } = await produceMigrations(migrationContext, metadata);
  const render = (ops: DirectiveNode): string =>
    renderScriptBody(ops, { migrationContext, renderAsBatch: "auto" });
  return { upgrade: render(upgradeOps), downgrade: render(downgradeOps) };
}

/** Runs generated statements as a revision file would. */
export async function runBody(connection: Connection, body: string): Promise<void> {
  const AsyncFunction = (async () => undefined).constructor as FunctionConstructor;
  const run = new AsyncFunction("op", ...Object.keys(modules), body);
  const context = contextOf(connection);
  await context.beginTransaction(async () => {
    await run(context.operations, ...Object.values(modules));
  });
}

function contextOf(connection: Connection, opts: MigrationOptions = {}): MigrationContext {
  return MigrationContext.configure({ connection, opts });
}
