import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Connection,
  createEngine,
  type DirectiveNode,
  MigrationContext,
  ops,
  produceMigrations,
  renderScriptBody,
  type sa,
} from "../../../src/index.ts";
import { databaseKinds } from "../../support/databases.ts";
import { buildSchema, mutated, mutation, schemaChoice } from "./random-schema.ts";

const runs = Number(process.env.ALEMBIC_TS_RANDOM_SCHEMAS ?? 60);
const seed = Number(process.env.ALEMBIC_TS_RANDOM_SEED ?? 20_261_121);

describe.each(databaseKinds())("random schemas on $name", (kind) => {
  test.skipIf(kind.missing !== null)(
    "show no difference right after they were created, by createAll or by our own upgrade, and go without a trace",
    async () => {
      const database = await kind.create("autogen");
      const engine = createEngine(database.url);
      await engine.connect(async (connection) => {
        await fc.assert(
          fc.asyncProperty(schemaChoice, async (choice) => {
            const metadata = buildSchema(choice, kind.name);
            await empty(connection);
            await metadata.createAll(connection);
            expect(await difference(connection, metadata)).toEqual([]);
            await empty(connection);
            const { upgradeOps, downgradeOps } = await produceMigrations(contextOf(connection), metadata);
            await apply(connection, upgradeOps);
            expect(await difference(connection, metadata)).toEqual([]);
            await apply(connection, downgradeOps);
            expect(await tableNames(connection)).toEqual([]);
          }),
          { numRuns: runs, seed, endOnFailure: false },
        );
      });
      await database.drop();
    },
    600_000,
  );

  test.skipIf(kind.missing !== null)(
    "follow one change of the models, and come back",
    async () => {
      const database = await kind.create("autogen");
      const engine = createEngine(database.url);
      await engine.connect(async (connection) => {
        await fc.assert(
          fc.asyncProperty(schemaChoice, mutation, async (choice, change) => {
            const old = buildSchema(choice, kind.name);
            const wanted = buildSchema(mutated(choice, change), kind.name);
            await empty(connection);
            await old.createAll(connection);
            const { upgradeOps, downgradeOps } = await produceMigrations(contextOf(connection), wanted);
            await apply(connection, upgradeOps);
            expect(await difference(connection, wanted)).toEqual([]);
            await apply(connection, downgradeOps);
            expect(await difference(connection, old)).toEqual([]);
          }),
          { numRuns: runs, seed, endOnFailure: false },
        );
      });
      await database.drop();
    },
    600_000,
  );
});

function contextOf(connection: Connection): MigrationContext {
  return MigrationContext.configure({ connection });
}

/** What is left to do, as the lines of a revision. */
async function difference(connection: Connection, metadata: sa.MetaData): Promise<readonly string[]> {
  const context = contextOf(connection);
  const { upgradeOps } = await produceMigrations(context, metadata);
  return renderScriptBody(upgradeOps, { migrationContext: context }).split("\n").slice(1, -1);
}

async function apply(connection: Connection, node: DirectiveNode): Promise<void> {
  const context = contextOf(connection);
  await context.beginTransaction(async () => {
    await context.operations.invoke(context.dialect.features.alterTable ? node : inBatches(node));
  });
}

function inBatches(node: DirectiveNode): DirectiveNode {
  if (node.kind !== "upgrade_ops" && node.kind !== "downgrade_ops") return node;
  return ops.upgradeOps(
    node.ops.map((each) =>
      each.kind === "modify_table_ops"
        ? ops.batchAlterTableOp(each.tableName, each.ops, { schema: each.schema })
        : each,
    ),
  );
}

async function tableNames(connection: Connection): Promise<readonly string[]> {
  const { tables, enums } = await reflect(connection);
  return [...tables.map(({ name }) => String(name)), ...enums.map(({ name }) => name)];
}

async function reflect(connection: Connection) {
  const { reflector } = contextOf(connection).dialect;
  if (reflector === undefined) throw new Error("The dialect cannot read a database.");
  return reflector.reflect(connection, { schemas: [null] });
}

async function empty(connection: Connection): Promise<void> {
  if (connection.inTransaction()) await connection.rollback();
  if (connection.dialectName === "postgresql") {
    await connection.executeScript(
      "SET client_min_messages = warning; DROP SCHEMA public CASCADE; CREATE SCHEMA public",
    );
    return;
  }
  const { dialect } = contextOf(connection);
  const { tables } = await reflect(connection);
  if (connection.dialectName === "mariadb") await connection.execute("SET foreign_key_checks = 0");
  for (const { name } of tables) await connection.execute(`DROP TABLE ${dialect.identifiers.quote(name)}`);
  if (connection.dialectName === "mariadb") await connection.execute("SET foreign_key_checks = 1");
}
