import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PostgresDialect } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Connection, connectionFrom, createEngine, type Engine } from "../../../src/connection/index.ts";
import { defaultServers, testServers } from "../../support/servers.ts";
import { connectionContract } from "../connection-contract.ts";

const server = testServers().postgresql ?? defaultServers.postgresql;
const database = `at_connection_${process.pid}`;
const url = server.replace(/\/[^/]*$/, `/${database}`);
const placeholder = (position: number): string => `$${position}`;

beforeAll(() => createEngine(server).connect((admin) => admin.execute(`CREATE DATABASE ${database}`)));
afterAll(() =>
  createEngine(server).connect((admin) => admin.execute(`DROP DATABASE ${database} WITH (FORCE)`)),
);

const sessionsNamed = (label: string): Promise<number> =>
  createEngine(server).connect(async (admin) => {
    const sql = "SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = $1";
    return Number((await admin.execute(sql, [label])).rows[0]?.n);
  });

describe("pg", () => {
  connectionContract({ engine: () => createEngine(url), placeholder, hasTransactionalDdl: true });
});

const postgresjsUrl = url.replace(/^\w+:/, "postgresql+postgresjs:");

describe("postgres.js", () => {
  connectionContract({ engine: () => createEngine(postgresjsUrl), placeholder, hasTransactionalDdl: true });
});

describe("pg through Kysely's dialect", () => {
  const engine = (): Engine =>
    createEngine({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 1 }) }) });
  connectionContract({ engine, placeholder, hasTransactionalDdl: true });

  test("an engine makes one pool, which dispose() ends", async () => {
    const pools: pg.Pool[] = [];
    const pool = async (): Promise<pg.Pool> => {
      const made = new pg.Pool({ connectionString: url, max: 2 });
      pools.push(made);
      return made;
    };
    const own = createEngine({ dialect: new PostgresDialect({ pool }) });
    for (let time = 0; time < 3; time += 1) await own.connect((connection) => connection.execute("SELECT 1"));
    await own.connect((first) =>
      own.connect((second) => Promise.all([first.execute("SELECT 1"), second.execute("SELECT 1")])),
    );
    expect(pools).toHaveLength(1);
    await own.dispose();
    await own.dispose();
    expect(pools.map(({ ended }) => ended)).toEqual([true]);
  });
});

describe("the user's own pg pool", () => {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  afterAll(() => pool.end());
  connectionContract({ engine: () => createEngine(pool), placeholder, hasTransactionalDdl: true });
});

describe("PGlite", () => {
  const instance = new PGlite();
  afterAll(() => instance.close());
  connectionContract({ engine: () => createEngine(instance), placeholder, hasTransactionalDdl: true });

  test("all connections of an engine see one database, a file keeps it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "at-pglite-"));
    const engine = createEngine(`postgresql+pglite:///${folder}`);
    await engine.connect(async (first) => {
      await first.execute("CREATE TABLE t (a int)");
      await engine.connect((second) => second.execute("INSERT INTO t VALUES (1)"));
      expect(first.open()).toBeNull();
    });
    const { rows } = await engine.connect((connection) => connection.execute("SELECT a FROM t"));
    expect(rows).toEqual([{ a: 1 }]);
    await rm(folder, { recursive: true });
  });

  test("the user's own instance stays open", async () => {
    const own = await PGlite.create();
    const connection = await connectionFrom(own);
    expect([connection.dialectName, connection.driverName, connection.isOwned]).toEqual([
      "postgresql",
      "pglite",
      false,
    ]);
    await connection.close();
    expect((await own.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    await own.close();
  });
});

describe.each([
  ["pg", () => createEngine(url)],
  ["postgres.js", () => createEngine(postgresjsUrl)],
  ["pglite", () => createEngine("postgresql+pglite://")],
  [
    "kysely",
    () =>
      createEngine({
        dialect: new PostgresDialect({
          pool: new pg.Pool({ connectionString: url, max: 1, idleTimeoutMillis: 10 }),
        }),
      }),
  ],
])("PostgreSQL through %s", (_name, engine) => {
  test("catalog values are the server's text", async () => {
    const source = engine();
    const rows = await source.connect((connection) =>
      connection.executeArrays(
        "SELECT true AS a, 1::int2 AS b, 9007199254740993::int8 AS c, 1.50::numeric AS d, ARRAY['x','y z',NULL]::text[] AS e, 'q'::\"char\" AS f, 'n'::name AS g, 16::oid AS h, NULL AS i",
      ),
    );
    expect(rows).toEqual([["t", "1", "9007199254740993", "1.50", '{x,"y z",NULL}', "q", "n", "16", null]]);
    await source.dispose();
  });

  test("many rows are written once each, and none is on its way behind the error of one that is refused", async () => {
    const source = engine();
    await source.connect(async (connection) => {
      await connection.execute("CREATE TEMPORARY TABLE many (a int PRIMARY KEY)");
      const insert = "INSERT INTO many VALUES ($1)";
      const rows = Array.from({ length: 2500 }, (_, index) => [index]);
      expect(await connection.executeMany(insert, rows)).toBe(2500);
      const again = [[-1], [0], ...rows.map(([value = 0]) => [value + 5000])];
      await expect(connection.executeMany(insert, again)).rejects.toMatchObject({ driverCode: "23505" });
      const counted = await connection.executeArrays("SELECT count(*) FROM many");
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await connection.executeArrays("SELECT count(*) FROM many")).toEqual(counted);
    });
    await source.dispose();
  });

  test("a COMMIT that the server turns into a ROLLBACK is an error", async () => {
    const source = engine();
    await source.connect(async (connection) => {
      await connection.begin();
      await connection.execute("CREATE TABLE half (a int)");
      await expect(connection.execute("SELECT 1/0")).rejects.toMatchObject({ driverCode: "22012" });
      await expect(connection.commit()).rejects.toThrow("The transaction was rolled back, not committed");
      expect(connection.inTransaction()).toBe(false);
      await expect(connection.execute("SELECT * FROM half")).rejects.toMatchObject({ driverCode: "42P01" });
    });
    await source.dispose();
  });
});

describe("a session of ours", () => {
  test("carries its name, ends with its client and has no idle timeouts", async () => {
    await createEngine(url, { applicationName: "alembic-ts upgrade" }).connect(async (connection) => {
      const rows = await connection.executeArrays(
        "SELECT current_setting('application_name'), current_setting('client_connection_check_interval'), current_setting('idle_in_transaction_session_timeout')",
      );
      expect(rows).toEqual([["alembic-ts upgrade", "2s", "0"]]);
    });
  });

  test("options of the URL reach the server", async () => {
    const options =
      "?application_name=mine&options=-c%20geqo%3Doff&schema=a%20b&connect_timeout=5&sslmode=prefer&pgbouncer=true";
    await createEngine(url + options).connect(async (connection) => {
      const rows = await connection.executeArrays(
        "SELECT current_setting('application_name'), current_setting('geqo'), current_setting('search_path')",
      );
      expect(rows).toEqual([["mine", "off", '"a b"']]);
    });
  });

  test("an unknown option is named", async () => {
    await expect(createEngine(`${url}?sslmod=require`).connect()).rejects.toMatchObject({
      code: "URL",
      message: expect.stringContaining("'sslmod'"),
    });
  });

  test("opens a second one to the same database", async () => {
    await createEngine(url).connect(async (connection) => {
      const second = await connection.open();
      expect((await second?.execute("SELECT current_database() AS d"))?.rows).toEqual([{ d: database }]);
      await second?.close();
    });
  });

  describe.each([
    ["pg", url],
    ["postgres.js", postgresjsUrl],
  ])("through %s", (_name, own) => {
    test.each<readonly [string, (connection: Connection, sql: string) => Promise<unknown>]>([
      ["execute", (connection, sql) => connection.execute(sql)],
      ["executeArrays", (connection, sql) => connection.executeArrays(sql)],
      ["executeScript", (connection, sql) => connection.executeScript(sql)],
      ["executeMany", (connection, sql) => connection.executeMany(sql, [[]])],
    ])("cancel() ends what %s is waiting for, the connection goes on", async (_method, send) => {
      await createEngine(own).connect(async (connection) => {
        const running = send(connection, "SELECT pg_sleep(30)");
        setTimeout(() => void connection.cancel(), 100);
        await expect(running).rejects.toMatchObject({ driverCode: "57014" });
        expect((await connection.execute("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
      });
    });

    test("cancel() does not reach a statement that is sent after it", async () => {
      await createEngine(own).connect(async (connection) => {
        await connection.execute("SELECT 1");
        const cancelling = connection.cancel();
        await connection.execute("SELECT pg_sleep(0.5)");
        await cancelling;
      });
    });

    test("a setting that the server refuses leaves no session behind", async () => {
      const label = `refused_${Math.random().toString(36).slice(2)}`;
      const refused = createEngine(`${own}?application_name=${label}&statement_timeout=soon`).connect();
      await expect(refused).rejects.toMatchObject({ code: "CONNECTION" });
      await expect.poll(() => sessionsNamed(label), { timeout: 3000 }).toBe(0);
    });
  });

  test("a session that the server ends is noticed, and the next use says so", async () => {
    await createEngine(url).connect(async (connection) => {
      const { rows } = await connection.execute("SELECT pg_backend_pid() AS pid");
      const lost = new Promise<Error>((resolve) => connection.onLost(resolve));
      await createEngine(url).connect((admin) =>
        admin.execute("SELECT pg_terminate_backend($1)", [rows[0]?.pid]),
      );
      expect(await lost).toMatchObject({ code: "CONNECTION" });
      expect(connection.signal.aborted).toBe(true);
      const shown = url.replace(/:[^:@/]+@/, ":***@");
      await expect(connection.execute("SELECT 1")).rejects.toThrow(`The connection to ${shown} was lost`);
      await connection.rollback();
    });
  });
});

describe("a session that cannot be opened is explained without the password", () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ["nothing listens", "postgresql://me:hunter22@127.0.0.1:1/db", /nothing listens there.*ECONNREFUSED/s],
    ["the host is unknown", "postgresql://me:hunter22@no-such-host.invalid/db", /host name/],
    [
      "the database is missing",
      server.replace(/\/[^/]*$/, "/no_such_db"),
      /database "no_such_db" does not exist/,
    ],
    ["the role is missing", server.replace(/\/\/.*@/, "//nobody_here:hunter22@"), /nobody_here/],
  ];
  test.each(cases)("%s", async (_name, bad, words) => {
    const error: unknown = await createEngine(bad)
      .connect()
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      name: "DatabaseError",
      code: "CONNECTION",
      message: expect.stringMatching(words),
    });
    expect(error).toMatchObject({ hint: expect.any(String) });
    expect(String((error as Error).stack)).not.toContain("hunter22");
  });

  test("the password that a function fetched is in no error of a statement", async () => {
    const engine = createEngine({ url, password: async () => "hunter22" });
    const failed = engine.connect((connection) => connection.execute("SELECT 'hunter22'::int"));
    await expect(failed).rejects.toMatchObject({
      message: expect.not.stringContaining("hunter22"),
      sql: "SELECT '***'::int",
    });
  });

  test("the function that fetches the password is asked for each session", async () => {
    let asked = 0;
    const password = async (): Promise<string> => {
      asked += 1;
      return new URL(url).password || "token";
    };
    const engine = createEngine({ url, password });
    await engine.connect(() => undefined);
    await engine.connect(() => undefined);
    expect(asked).toBe(2);
  });
});

test("a statement that refuses transactions says where it belongs", async () => {
  await createEngine(url).connect(async (connection) => {
    await connection.execute("CREATE TABLE at_concurrently (a int)");
    await connection.begin();
    const refused = connection.execute("CREATE INDEX CONCURRENTLY ix ON at_concurrently (a)");
    await expect(refused).rejects.toMatchObject({ hint: expect.stringContaining("op.autocommitBlock") });
  });
});
