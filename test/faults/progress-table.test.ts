import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Connection, createEngine } from "../../src/connection/index.ts";
import { column } from "../../src/schema/column.ts";
import { integer } from "../../src/schema/types/generic.ts";
import { databaseKinds, isOfMysql, type TestDatabase } from "../support/databases.ts";
import { migrate, type TestRevision } from "../support/migrations.ts";

const progressTables: Readonly<Record<string, string>> = {
  sqlite: "SELECT name FROM sqlite_master WHERE name LIKE 'alembic_ts_progress%' ORDER BY 1",
  postgresql:
    "SELECT schemaname || '.' || tablename FROM pg_tables WHERE tablename LIKE 'alembic_ts_progress%' ORDER BY 1",
  mariadb: "SHOW TABLES LIKE 'alembic_ts_progress%'",
  mysql: "SHOW TABLES LIKE 'alembic_ts_progress%'",
};

const kinds = databaseKinds().filter((kind) => kind.missing === null);

describe.each(kinds)("the record of half done revisions on $name", (kind) => {
  let database: TestDatabase;
  let connection: Connection;
  beforeEach(async () => {
    database = await kind.create("fixpr_table");
    connection = await createEngine(database.url).connect();
  });
  afterEach(async () => {
    await connection.close();
    await database.drop();
  });

  const tables = async (): Promise<readonly string[]> =>
    (await connection.executeArrays(progressTables[kind.name] ?? "")).map(([name]) => String(name));

  const half = (name: string): readonly TestRevision[] => [
    {
      id: "aaa1",
      upgrade: (op) =>
        op.autocommitBlock(async () => {
          await op.createTable(name, [column("id", integer())]);
          await op.execute("THIS IS NO SQL");
        }),
    },
  ];

  test("is not left behind by a run that has done nothing", async () => {
    const revisions: readonly TestRevision[] = [
      { id: "aaa1", upgrade: (op) => op.autocommitBlock(() => op.execute("THIS IS NO SQL")) },
    ];
    await expect(migrate(connection, { revisions })).rejects.toThrow("THIS IS NO SQL");
    expect(await tables()).toEqual([]);
  });

  test("belongs to its version table: the end of another project's run leaves it", async () => {
    const other = { versionTable: "other_version" };
    await expect(migrate(connection, { revisions: half("one") })).rejects.toThrow("THIS IS NO SQL");
    await expect(migrate(connection, { revisions: half("two"), opts: other })).rejects.toThrow(
      "THIS IS NO SQL",
    );
    expect(await tables()).toHaveLength(2);
    const create: readonly TestRevision[] = [
      {
        id: "aaa1",
        upgrade: (op) => op.autocommitBlock(() => op.createTable("two", [column("id", integer())])),
      },
    ];
    expect(await migrate(connection, { revisions: create, opts: other })).toEqual(["aaa1"]);
    expect((await tables()).map((name) => name.replace("public.", ""))).toEqual(["alembic_ts_progress"]);
  });

  test.runIf(kind.name === "postgresql")(
    "stays where it is when the script goes to another schema",
    async () => {
      await connection.execute("CREATE SCHEMA app");
      const revisions = (type: string): readonly TestRevision[] => [
        {
          id: "aaa1",
          upgrade: async (op) => {
            await op.execute("SET search_path TO app");
            await op.autocommitBlock(async () => {
              await op.execute("CREATE TABLE one (id INT)");
              await op.execute(`ALTER TABLE one ADD COLUMN c ${type}`);
            });
            await op.execute("SET search_path TO public");
          },
        },
      ];
      await expect(migrate(connection, { revisions: revisions("BADTYPE") })).rejects.toThrow("badtype");
      expect(await tables()).toEqual(["public.alembic_ts_progress"]);
      await connection.execute("SET search_path TO public");
      expect(await migrate(connection, { revisions: revisions("INT") })).toEqual(["aaa1"]);
      expect(await connection.executeArrays("SELECT id, c FROM app.one")).toEqual([]);
    },
  );

  test.runIf(isOfMysql(kind.name))("stays where it is when the script goes to another database", async () => {
    const other = await kind.create("fixpr_other");
    const nameOf = ({ url }: TestDatabase): string => new URL(url).pathname.slice(1);
    const revisions = (type: string): readonly TestRevision[] => [
      {
        id: "aaa1",
        upgrade: async (op) => {
          await op.execute(`USE ${nameOf(other)}`);
          await op.execute("CREATE TABLE one (id INT)");
          await op.execute(`ALTER TABLE one ADD COLUMN c ${type}`);
          await op.execute(`USE ${nameOf(database)}`);
        },
      },
    ];
    await expect(migrate(connection, { revisions: revisions("BADTYPE") })).rejects.toThrow("BADTYPE");
    await connection.execute(`USE ${nameOf(database)}`);
    expect(await tables()).toEqual(["alembic_ts_progress"]);
    expect(await migrate(connection, { revisions: revisions("INT") })).toEqual(["aaa1"]);
    expect(await tables()).toEqual([]);
    await other.drop();
  });
});
