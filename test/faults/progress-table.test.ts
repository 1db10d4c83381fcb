import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Connection, createEngine } from "../../src/connection/index.ts";
import { inspect } from "../../src/dialect/inspect.ts";
import { isAlembicError } from "../../src/errors/index.ts";
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

  test.skipIf(kind.name === "sqlite")(
    "holds what the catalogue said, too: a script sees it as it was",
    async () => {
      const revisions = (type: string): readonly TestRevision[] => [
        {
          id: "aaa1",
          upgrade: (op) =>
            op.autocommitBlock(async () => {
              const names = await inspect(op.getBind()).getTableNames();
              if (!names.includes("one")) await op.execute("CREATE TABLE one (id INT)");
              const columns = await inspect(op.getBind()).getColumns("one");
              if (columns.every(({ name }) => name !== "c"))
                await op.execute("ALTER TABLE one ADD COLUMN c INT");
              await op.execute(`ALTER TABLE one ADD COLUMN d ${type}`);
            }),
        },
      ];
      await expect(migrate(connection, { revisions: revisions("BADTYPE") })).rejects.toThrow(/badtype/i);
      expect(await migrate(connection, { revisions: revisions("INT") })).toEqual(["aaa1"]);
      expect(await connection.executeArrays("SELECT id, c, d FROM one")).toEqual([]);
    },
  );

  test("tells values that each run makes anew from changed ones, and takes them as done when told so", async () => {
    const revisions = (last: string): readonly TestRevision[] => [
      {
        id: "aaa1",
        upgrade: (op) =>
          op.autocommitBlock(async () => {
            await op.createTable("one", [column("id", integer())]);
            await op
              .getBind()
              .execute(`INSERT INTO one (id) VALUES (${mark})`, [Math.floor(Math.random() * 1e9)]);
            await op.execute("ALTER TABLE one ADD COLUMN c INT");
            await op.execute(last);
          }),
      },
    ];
    const mark = kind.name === "postgresql" ? "$1" : "?";
    await expect(migrate(connection, { revisions: revisions("THIS IS NO SQL") })).rejects.toThrow("NO SQL");
    const error: unknown = await migrate(connection, { revisions: revisions("UPDATE one SET c = 1") }).catch(
      (reason: unknown) => reason,
    );
    if (!isAlembicError(error)) throw error;
    expect(error.message).toContain("the values of its statement 2 are others now: INSERT INTO one");
    await connection.execute(/UPDATE [^;]*/.exec(error.hint ?? "")?.[0] ?? "no statement");
    expect(await migrate(connection, { revisions: revisions("UPDATE one SET c = 1") })).toEqual(["aaa1"]);
    expect(await connection.executeArrays("SELECT count(*) FROM one WHERE c = 1")).toEqual([
      [kind.name === "postgresql" ? "1" : 1],
    ]);
  });

  test("says which answer was too large for it", async () => {
    const revisions = (last: string): readonly TestRevision[] => [
      {
        id: "aaa1",
        upgrade: async (op) => {
          await op.createTable("one", [column("id", integer())]);
          await op.autocommitBlock(async () => {
            const { rows } = await op
              .getBind()
              .execute(`SELECT ${long} AS text, (SELECT count(*) FROM one) AS n`);
            await op.execute(`INSERT INTO one (id) VALUES (${Number(rows[0]?.n)})`);
            await op.execute("ALTER TABLE one ADD COLUMN c INT");
            await op.execute(last);
          });
        },
      },
    ];
    const long = kind.name === "sqlite" ? "hex(zeroblob(2100000))" : "repeat('x', 4100000)";
    const first: unknown = await migrate(connection, { revisions: revisions("THIS IS NO SQL") }).catch(
      (reason: unknown) => reason,
    );
    if (isOfMysql(kind.name))
      expect(String(first)).toContain("too large to be recorded; the next run reads it again: SELECT");
    await expect(migrate(connection, { revisions: revisions("UPDATE one SET c = 1") })).rejects.toThrow(
      /its statement 3 has changed since(?:.|\n)*The answer of its statement 2 was too large to be recorded and was read again/,
    );
  });
});
