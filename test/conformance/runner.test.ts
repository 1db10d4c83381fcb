import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const main = join(import.meta.dirname, "main.ts");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "alembic-ts-runner-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, content: unknown): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
}

interface Outcome {
  readonly status: number | null;
  readonly lines: readonly string[];
}

function runWith(env: NodeJS.ProcessEnv, ...args: readonly string[]): Outcome {
  const options = { cwd: folder, encoding: "utf8", env: { ...process.env, ...env } } as const;
  const { status, stdout } = spawnSync(process.execPath, [main, ...args], options);
  return { status, lines: stdout.trimEnd().split("\n") };
}

const run = (...args: readonly string[]): Outcome => runWith({}, ...args);

const dropTable = (id: string, more: object = {}): object => ({
  id,
  title: "a table is dropped",
  dialect: "postgresql",
  ops: [{ op: "drop_table", args: { table_name: "t" } }],
  expected: ["DROP TABLE t;"],
  ...more,
});

describe("the runner of cases", () => {
  test("prints what failed and how many did, and writes verdicts and observations", () => {
    write("cases/deep/drop.json", {
      family: "ddl",
      cases: [dropTable("right"), dropTable("altered", { expected: ["DROP TABLE u;"] })],
    });
    const { status, lines } = run("--json", "verdicts.json", "--actual", "actual.json", "cases");
    expect({ status, lines }).toEqual({ status: 1, lines: ["altered", "1 passed, 1 failed, 0 skipped"] });
    const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), "utf8"));
    expect(read("verdicts.json")).toMatchObject([
      { id: "right", family: "ddl", verdict: "passed" },
      { id: "altered", family: "ddl", verdict: "failed", reason: expect.stringContaining("DROP TABLE u") },
    ]);
    expect(read("actual.json")).toEqual({
      right: { expected: ["DROP TABLE t;"] },
      altered: { expected: ["DROP TABLE t;"] },
    });
    expect(run("--only", "right", "cases")).toEqual({ status: 0, lines: ["1 passed, 0 failed, 0 skipped"] });
  });

  test.each<readonly [string, object]>([
    ["operation", { ops: [{ op: "split_table", args: { table_name: "t" } }], expected: [] }],
    ["argument", { ops: [{ op: "drop_table", args: { table_name: "t", cascade: true } }] }],
    ["option", { opts: { cascade: true } }],
    ["dialect", { dialect: "db2", ops: [], expected: [] }],
    [
      "member of a column",
      {
        ops: [{ op: "add_column", args: { table_name: "t", column: { name: "a", type: "Text", wide: 1 } } }],
        expected: ["ALTER TABLE t ADD COLUMN a TEXT;"],
      },
    ],
  ])("fails a case with an unknown %s", (_what, more) => {
    write("cases.json", { family: "ddl", cases: [dropTable("strange", more)] });
    expect(run("cases.json")).toEqual({ status: 1, lines: ["strange", "0 passed, 1 failed, 0 skipped"] });
  });

  test("fails cases of an unknown family and files that cannot be read, and runs the others", () => {
    write("cases/a.json", { family: "weather", cases: [{ id: "sunny", title: "" }] });
    write("cases/b.json", "{");
    write("cases/c.json", { family: "ddl" });
    write("cases/d.json", { family: "ddl", cases: [dropTable("right")] });
    write("cases/notes.json", { these: "are no cases" });
    const failed = ["sunny", join("cases", "b.json"), join("cases", "c.json")];
    expect(run("cases")).toEqual({ status: 1, lines: [...failed, "1 passed, 3 failed, 0 skipped"] });
  });

  test("compares the kind of each operation that autogenerate proposes, and the labels of enums", () => {
    const drop = { op: "drop_column", args: { table_name: "t", column_name: "b" } };
    const type = { type: "TEXT", sql: "TEXT" };
    const add = { op: "add_column", args: { table_name: "t", column: { name: "b", type, nullable: true } } };
    const found = {
      title: "",
      dialect: "sqlite",
      opts: {},
      setup: ["CREATE TABLE t (a INTEGER, b TEXT)"],
      metadata: { tables: [{ name: "t", columns: [{ name: "a", type: "Integer" }] }] },
      expected_upgrade: [drop],
      expected_downgrade: [add],
    };
    write("case.json", {
      family: "autogen",
      cases: [
        { ...found, id: "right" },
        { ...found, id: "kind", expected_upgrade: [{ ...drop, op: "drop_index" }] },
        {
          ...found,
          id: "labels",
          expected_downgrade: [
            {
              ...add,
              args: { ...add.args, column: { ...add.args.column, type: { ...type, values: ["x"] } } },
            },
          ],
        },
      ],
    });
    expect(run("case.json")).toEqual({
      status: 1,
      lines: ["kind", "labels", "1 passed, 2 failed, 0 skipped"],
    });
  });

  test("takes the queries of the catalogue from the folders of the cases", () => {
    write("catalogue_queries.json", { sqlite: { names: "SELECT name FROM sqlite_master" } });
    const ops = [
      { op: "create_table", args: { table_name: "t", columns: [{ name: "a", type: "Integer" }] } },
    ];
    const applied = { id: "named", title: "", dialect: "sqlite", ops, catalogue: { names: [["t"]] } };
    write("applied/case.json", { family: "applied", cases: [applied] });
    expect(run(".")).toEqual({ status: 0, lines: ["1 passed, 0 failed, 0 skipped"] });
  });

  test("names the server that a skipped case is missing", () => {
    const missing = { dialect: "postgresql", ops: [], catalogue: {} };
    write("catalogue_queries.json", {});
    write("applied/case.json", { family: "applied", cases: [{ id: "served", title: "", ...missing }] });
    const nobody = "postgresql://postgres@127.0.0.1:1/postgres";
    const env = { TEST_POSTGRES_URL: nobody, ALEMBIC_TS_TEST_POSTGRESQL: undefined };
    expect(runWith(env, "applied")).toEqual({
      status: 0,
      lines: ["served skipped: no postgresql server", "0 passed, 0 failed, 1 skipped"],
    });
  });

  test("has nothing to do in an empty folder, and says so when there is none", () => {
    mkdirSync(join(folder, "empty"));
    expect(run("empty")).toEqual({ status: 0, lines: ["0 passed, 0 failed, 0 skipped"] });
    expect(run("missing").status).toBe(2);
    expect(run().status).toBe(2);
  });
});
