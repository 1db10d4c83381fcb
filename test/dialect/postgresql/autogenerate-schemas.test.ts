import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type Connection,
  compareMetadata,
  createEngine,
  type Engine,
  MigrationContext,
  sa,
} from "../../../src/index.ts";
import type { MigrationOptions } from "../../../src/runtime/index.ts";
import { databaseKinds, type TestDatabase } from "../../support/databases.ts";

const server = databaseKinds().find(({ name }) => name === "postgresql");

function models(...columns: readonly string[]): sa.MetaData {
  const metadata = new sa.MetaData();
  metadata.table(
    "t",
    [
      sa.column("id", sa.integer(), { primaryKey: true }),
      ...columns.map((name) => sa.column(name, sa.integer(), { references: sa.references("public.u.id") })),
    ],
    { schema: "app" },
  );
  metadata.table("u", [sa.column("id", sa.integer(), { primaryKey: true })], { schema: "public" });
  metadata.sequence("numbers", { schema: "app" });
  return metadata;
}

describe.skipIf(server?.missing !== null)("models in schemas, without includeSchemas", () => {
  let database: TestDatabase;
  let engine: Engine;
  let connection: Connection;

  beforeEach(async () => {
    if (server === undefined) return;
    database = await server.create("schemas");
    engine = createEngine(database.url);
    connection = await engine.connect();
    await connection.executeScript(
      "CREATE SCHEMA app; CREATE TABLE app.foreign_table (a int); CREATE SEQUENCE app.foreign_numbers",
    );
  });

  afterEach(async () => {
    await connection.close();
    await engine.dispose();
    await database.drop();
  });

  const compare = async (metadata: sa.MetaData, opts: MigrationOptions = {}): Promise<readonly unknown[]> => {
    const diffs = await compareMetadata(MigrationContext.configure({ connection, opts }), metadata);
    return diffs.map(([first, second]) => (first === "execute" ? second : first));
  };

  test("are found in their schemas; what else is there is nobody's business", async () => {
    await models().createAll(connection);
    expect(await compare(models())).toEqual([]);
    expect(await compare(models("u_id"))).toEqual(["add_column", "add_fk"]);
  });

  test("are compared with nothing else when all schemas are looked at", async () => {
    await models().createAll(connection);
    expect(await compare(models(), { includeSchemas: true })).toEqual([
      "remove_table",
      "DROP SEQUENCE app.foreign_numbers",
    ]);
  });

  test("are new each time with the original's plugins alone", async () => {
    await models().createAll(connection);
    expect(await compare(models(), { autogeneratePlugins: ["alembic.autogenerate.*"] })).toEqual([
      "add_table",
    ]);
  });
});
