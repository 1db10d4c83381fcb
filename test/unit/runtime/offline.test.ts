import { describe, expect, test } from "vitest";
import { dialectNamed } from "../../../src/dialect/registry.ts";
import { column } from "../../../src/schema/column.ts";
import { integer } from "../../../src/schema/types/generic.ts";
import { scriptOf, type TestRevision } from "../../support/migrations.ts";

const revisions: readonly TestRevision[] = [
  {
    id: "a1aa",
    upgrade: (op) => op.createTable("t", [column("id", integer(), { nullable: false })]),
    downgrade: (op) => op.dropTable("t"),
  },
  {
    id: "b1bb",
    down: "a1aa",
    upgrade: async (op) => {
      await op.execute("UPDATE t SET id = 1");
      await op.autocommitBlock(() => op.execute("VACUUM t"));
      await op.execute("UPDATE t SET id = 2");
    },
    downgrade: (op) => op.execute("UPDATE t SET id = 0"),
  },
];

const create = (
  table: string,
  constraint = ",\n    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)",
): string => `CREATE TABLE ${table} (\n    version_num VARCHAR(32) NOT NULL${constraint}\n);\n\n`;
const createT = "CREATE TABLE t (\n    id INTEGER NOT NULL\n);\n\n";
const insert = "INSERT INTO alembic_version (version_num) VALUES ('a1aa');\n\n";
const update =
  "UPDATE alembic_version SET version_num='b1bb' WHERE alembic_version.version_num = 'a1aa';\n\n";
const first = "-- Running upgrade  -> a1aa\n\n";
const second = "-- Running upgrade a1aa -> b1bb\n\n";

describe("the terminator of a statement", () => {
  const script = (dialectName: string, statement: string): Promise<string> =>
    scriptOf(dialectName, { revisions: [{ id: "a1aa", upgrade: (op) => op.execute(statement) }] });

  test.each([
    ["postgresql", "SELECT 1 -- one"],
    ["sqlite", "-- two lines\nSELECT 1 -- one; "],
    ["mysql", "SELECT 1 # one"],
    ["mssql", "SELECT 1 -- one"],
  ])("stands on a line of its own behind a line comment (%s: %j)", async (dialectName, statement) => {
    expect(await script(dialectName, statement)).toContain(`${statement.trim()}\n;\n\n`);
  });

  test.each([
    ["postgresql", "SELECT '-- no comment'"],
    ["postgresql", "SELECT 1 /* one */"],
    ["postgresql", "-- one\nSELECT 1"],
    ["mysql", "SELECT 3--1"],
  ])("else at its end (%s: %j)", async (dialectName, statement) => {
    expect(await script(dialectName, statement)).toContain(`${statement};\n\n`);
  });

  test("is none where the dialect has none", async () => {
    expect(await script("oracle", "SELECT 1 FROM dual -- one")).toContain(
      "SELECT 1 FROM dual -- one\n\n/\n\n",
    );
  });
});

describe("a script for a dialect with transactional DDL", () => {
  test("is one transaction, which an autocommit block interrupts (PARITY P-11.24)", async () => {
    expect(await scriptOf("postgresql", { revisions })).toBe(
      `BEGIN;\n\n${create("alembic_version")}${first}${createT}${insert}${second}` +
        "UPDATE t SET id = 1;\n\nCOMMIT;\n\nVACUUM t;\n\nBEGIN;\n\nUPDATE t SET id = 2;\n\n" +
        `${update}COMMIT;\n\n`,
    );
  });

  test("has a transaction per migration where that is asked for (PARITY P-11.25)", async () => {
    const script = await scriptOf("postgresql", {
      revisions: revisions.map(({ id, down }) => ({ id, down })),
      opts: { transactionPerMigration: true },
    });
    expect(script).toBe(
      `BEGIN;\n\n${create("alembic_version")}${first}${insert}COMMIT;\n\nBEGIN;\n\n${second}${update}COMMIT;\n\n`,
    );
  });

  test("names the version table and its schema as configured", async () => {
    const script = await scriptOf("postgresql", {
      revisions: [{ id: "a1aa" }],
      opts: { versionTable: "vv", versionTableSchema: "sc", versionTablePk: false },
    });
    expect(script).toBe(
      `BEGIN;\n\n${create("sc.vv", "")}${first}INSERT INTO sc.vv (version_num) VALUES ('a1aa');\n\nCOMMIT;\n\n`,
    );
  });
});

describe("a script for a dialect without transactional DDL", () => {
  test("has no transactions, whatever is asked for", async () => {
    const expected = `${create("alembic_version")}${first}${createT}${insert}`;
    const only = revisions.slice(0, 1);
    expect(await scriptOf("sqlite", { revisions: only })).toBe(expected);
    expect(await scriptOf("sqlite", { revisions: only, opts: { transactionPerMigration: true } })).toBe(
      expected,
    );
  });

  test("has them when transactionalDdl is set", async () => {
    const script = await scriptOf("sqlite", {
      revisions: [{ id: "a1aa" }],
      opts: { transactionalDdl: true },
    });
    expect(script).toBe(`BEGIN;\n\n${create("alembic_version")}${first}${insert}COMMIT;\n\n`);
  });
});

describe("a script from an assumed revision on", () => {
  test("does not create the version table (PARITY P-1.103)", async () => {
    const script = await scriptOf("sqlite", { revisions, target: "b1bb", opts: { startingRev: "a1aa" } });
    expect(script).toBe(`${second}UPDATE t SET id = 1;\n\nVACUUM t;\n\nUPDATE t SET id = 2;\n\n${update}`);
  });

  test("down to base ends with a DELETE and never drops the version table (PARITY P-4.36)", async () => {
    const script = await scriptOf("sqlite", {
      revisions,
      direction: "downgrade",
      opts: { startingRev: "a1aa" },
    });
    expect(script).toBe(
      "-- Running downgrade a1aa ->\n\nDROP TABLE t;\n\n" +
        "DELETE FROM alembic_version WHERE alembic_version.version_num = 'a1aa';\n\n",
    );
  });
});

describe("while a script is written", () => {
  const running = (upgrade: TestRevision["upgrade"]): Promise<string> =>
    scriptOf("postgresql", { revisions: [{ id: "a1aa", upgrade }] });

  test("statements on the bound connection go into it", async () => {
    const script = await running((op) => op.getBind().execute("SELECT 1"));
    expect(script).toContain("SELECT 1;\n\n");
  });

  test("rows cannot be read, and the error says why", async () => {
    const reading = running(async (op) => (await op.getBind().execute("SELECT 1")).rows);
    await expect(reading).rejects.toThrow("There is no database to read the rows of SELECT 1");
  });

  test("parameters have no place", async () => {
    const sending = running((op) => op.getBind().execute("SELECT $1", [1]));
    await expect(sending).rejects.toThrow("SQL parameters not allowed with as_sql");
  });

  test("tabs become four blanks, and text is trimmed", async () => {
    expect(await running((op) => op.execute("\n  SELECT\t1 \n"))).toContain("\n\nSELECT    1;\n\n");
  });

  test("tabs in quotes are data and stay", async () => {
    const text = await running((op) =>
      op.execute("SELECT\t'a\tb', 'it''s\t' -- don't\t\n, \"c\td\", $$\t$$"),
    );
    expect(text).toContain("SELECT    'a\tb', 'it''s\t' -- don't    \n, \"c\td\", $$\t$$;");
  });
});

test.each(["postgresql", "mysql", "mariadb", "sqlite", "mssql", "oracle"])(
  "a script for %s ends each statement as its clients want it",
  async (name) => {
    const { script } = dialectNamed(name);
    const end = `${script.terminator}\n\n${script.batchSeparator === null ? "" : `${script.batchSeparator}\n\n`}`;
    const text = await scriptOf(name, {
      revisions: [{ id: "a1aa", upgrade: (op) => op.execute("SELECT 1") }],
    });
    expect(text).toContain(`SELECT 1${end}INSERT INTO alembic_version (version_num) VALUES ('a1aa')${end}`);
    expect(text.startsWith(script.begin)).toBe(["postgresql", "mssql"].includes(name));
  },
);
