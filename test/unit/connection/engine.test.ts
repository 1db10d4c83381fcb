import { channel } from "node:diagnostics_channel";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SqliteDialect } from "kysely";
import { describe, expect, test } from "vitest";
import { packageImporter } from "../../../src/connection/import-package.ts";
import {
  createEngine,
  engineFromConfig,
  parseServerVersion,
  type QueryResult,
  type StatementMessage,
  statementChannelName,
} from "../../../src/connection/index.ts";

describe("createEngine", () => {
  test("opens nothing and shows no password", () => {
    const engine = createEngine("postgresql://me:hunter22@nowhere.invalid/db");
    expect(engine.url).toBe("postgresql://me:***@nowhere.invalid/db");
    expect(engine.dialectName).toBe("postgresql");
  });

  test.each([
    ["cobol://host/db", "Unknown dialect in the database URL: 'cobol'."],
    ["postgresql+odbc://host/db", "Unknown driver of dialect 'postgresql' in the database URL: 'odbc'."],
  ])("%s is refused with what is known", async (url, message) => {
    await expect(createEngine(url).connect()).rejects.toMatchObject({
      code: "URL",
      message,
      hint: expect.stringMatching(/^Use one of: /),
    });
  });

  test("a Kysely dialect is for the dialect that is named, else for one of this package's own", () => {
    const dialect = new SqliteDialect({ database: () => Promise.reject(new Error("Nothing is opened.")) });
    expect(createEngine({ dialect }).dialectName).toBe("sqlite");
    expect(createEngine({ dialect }, { dialectName: "duckdb" }).dialectName).toBe("duckdb");
  });

  test("an object that is no connection is refused by its class", () => {
    expect(() => createEngine(new Map())).toThrow("an object of class Map");
    expect(() => createEngine({ dialect: "postgresql" })).toThrow("no database connection that can be used");
  });

  test.each([
    [undefined, "undefined"],
    [null, "null"],
    [5, "number"],
  ])("%s is refused as what it is", (source, name) => {
    // A program without types passes a setting that is not there.
    expect(() => createEngine(source as unknown as string)).toThrow(`can be used: ${name}.`);
  });

  test("a client of pg that is not connected is refused, for it would wait for ever", async () => {
    const { default: pg } = await import("pg");
    const client = new pg.Client({ connectionString: "postgres://postgres@127.0.0.1:1/none" });
    await expect(createEngine(client).connect()).rejects.toThrow("The given pg Client is not connected.");
  });

  test("a missing driver names the package to install", async () => {
    const folder = mkdtempSync(join(tmpdir(), "at-engine-"));
    const missing = packageImporter([folder])("no-such-driver-package", "no-such");
    await expect(missing).rejects.toMatchObject({
      code: "DRIVER_MISSING",
      hint: "Install it: npm i no-such-driver-package",
    });
    rmSync(folder, { recursive: true });
  });
});

test("sessions that are opened together leave the process's warnings as they are", async () => {
  const { emitWarning } = process;
  const engines = [createEngine("sqlite://"), createEngine("sqlite://")];
  await Promise.all(engines.map((engine) => engine.connect(() => undefined)));
  expect(process.emitWarning).toBe(emitWarning);
  for (const engine of engines) await engine.dispose();
});

describe("engineFromConfig", () => {
  test("takes the keys with the prefix and leaves SQLAlchemy's pool settings alone", async () => {
    const section = {
      script_location: "x",
      "sqlalchemy.url": "sqlite://",
      "sqlalchemy.pool_size": "5",
      here: "/x",
    };
    const engine = engineFromConfig(section, { prefix: "sqlalchemy." });
    expect(
      await engine.connect(async (connection) => (await connection.execute("SELECT 1 AS a")).rows),
    ).toEqual([{ a: 1 }]);
    await engine.dispose();
  });

  test("the password may stand apart", () => {
    const engine = engineFromConfig({ "db.url": "mysql://me@host/x", "db.password": "p" }, { prefix: "db." });
    expect(engine.url).toBe("mysql://me@host/x");
  });

  test.each([
    [null, "The configuration has no 'sqlalchemy.url'"],
    [{ "sqlalchemy.url": " " }, "The configuration has no 'sqlalchemy.url'"],
    [{ "sqlalchemy.url": "sqlite://", "sqlalchemy.isolation_level": "x" }, "'sqlalchemy.isolation_level'"],
  ])("%j is refused", (section, message) => {
    expect(() => engineFromConfig(section)).toThrow(message);
    expect(() => engineFromConfig(section)).toThrow(expect.objectContaining({ code: "CONFIG" }));
  });

  test("echo is a yes or no", () => {
    expect(() => engineFromConfig({ "sqlalchemy.url": "sqlite://", "sqlalchemy.echo": "maybe" })).toThrow(
      expect.objectContaining({
        code: "CONFIG",
        message: "The setting 'sqlalchemy.echo' is 'maybe'; expected true or false.",
      }),
    );
  });
});

describe("echo", () => {
  test("a function receives each statement before it is sent", async () => {
    const seen: unknown[] = [];
    const engine = createEngine("sqlite://", { echo: (sql, parameters) => seen.push([sql, parameters]) });
    await engine.connect(async (connection) => {
      await connection.begin();
      await connection.execute("SELECT ?", [1]);
      await connection.rollback();
    });
    await engine.dispose();
    expect(seen).toEqual([
      ["BEGIN", []],
      ["SELECT ?", [1]],
      ["ROLLBACK", []],
    ]);
  });

  test("what it sends itself runs behind the statement that it hears of", async () => {
    const engine = createEngine("sqlite://", {
      echo: (sql) => {
        if (sql.startsWith("INSERT")) answer = connection.execute("SELECT count(*) AS n FROM t");
      },
    });
    let answer: Promise<QueryResult> | null = null;
    const connection = await engine.connect();
    await connection.execute("CREATE TABLE t (a)");
    await connection.execute("INSERT INTO t VALUES (1)");
    expect(await answer).toMatchObject({ rows: [{ n: 1 }] });
    await connection.close();
    await engine.dispose();
  });

  test("every statement is published on a diagnostics channel", async () => {
    const seen: StatementMessage[] = [];
    // What is published on this channel is a statement.
    const listener = (message: unknown): number => seen.push(message as StatementMessage);
    channel(statementChannelName).subscribe(listener);
    const engine = createEngine("sqlite://", { echo: true });
    await engine.connect((connection) => connection.execute("SELECT 1"));
    await engine.dispose();
    channel(statementChannelName).unsubscribe(listener);
    expect(seen).toEqual([
      { sql: "SELECT 1", parameters: [], driverName: "node:sqlite", echo: true, blocksThread: true },
    ]);
  });
});

test.each([
  ["15.20 (Debian 15.20-0+deb12u1)", [15, 20, 0]],
  ["5.5.5-10.11.19-MariaDB-0+deb12u1", [10, 11, 19]],
  ["8.0.36", [8, 0, 36]],
  ["18beta1", [18, 0, 0]],
])("the version %s is %j", (text, numbers) => {
  expect(parseServerVersion(text)).toEqual(numbers);
});
