import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEngine } from "../../src/connection/index.ts";
import { databaseKinds, type TestDatabase } from "../support/databases.ts";
import { CliProject, type Ended } from "./cli-project.ts";

const kinds = databaseKinds().filter((kind) => kind.missing === null);

/** Longer than any of these tests may take. */
const waiting = (promise: string): string =>
  `if (process.env.WAITS) { process.stdout.write("AT WORK\\n"); await ${promise}; }`;
const forLong = waiting("new Promise((resolve) => setTimeout(resolve, 60_000))");
const forEver = waiting("new Promise(() => {})");
const createTable = 'await op.createTable("account", [sa.column("id", sa.integer())]);';

let database: TestDatabase;
let project: CliProject;
afterEach(async () => {
  project.remove();
  await database.drop();
});

const addRevision = (upgrade: string): void => project.addRevision({ id: "aaa1", down: null, upgrade });

const writeEnv = (inConnection: string): void =>
  project.write(
    "alembic/env.ts",
    `import { context, engineFromConfig } from "alembic-ts";
const engine = engineFromConfig(context.config.getSection("alembic"), { prefix: "sqlalchemy." });
await engine.connect(async (connection) => {
  context.configure({ connection });
  ${inConnection}
});
`,
  );

const versions = (): Promise<unknown> =>
  createEngine(database.url).connect(async (connection) => {
    const { rows } = await connection.execute("SELECT version_num FROM alembic_version");
    return rows.map((row) => row.version_num);
  });

async function interrupt(signal: NodeJS.Signals): Promise<Ended> {
  const run = project.start(["upgrade", "head"], { WAITS: "yes" });
  await run.said("AT WORK");
  await delay(200);
  run.process.kill(signal);
  const began = performance.now();
  const ended = await run.ended;
  expect(performance.now() - began).toBeLessThan(10_000);
  return ended;
}

describe.each(kinds)("on $name, a signal", (kind) => {
  beforeEach(async () => {
    database = await kind.create("signal");
    project = new CliProject(database.url);
    addRevision(createTable);
  });

  test.each([
    ["SIGINT", 130, "a timer", forLong],
    ["SIGTERM", 143, "what never happens", forEver],
    ["SIGHUP", 129, "a callback", `await op.batchAlterTable("account", async () => { ${forLong} });`],
    ["SIGTERM", 143, "an autocommit block", `await op.autocommitBlock(async () => { ${forLong} });`],
  ] as const)("%s ends with status %i a revision that waits for %s", async (signal, status, _what, wait) => {
    if (kind.name === "sqlite" && wait === forEver) return;
    addRevision(`${createTable}\n  ${wait}`);
    const ended = await interrupt(signal);
    expect(ended).toMatchObject({ status, stderr: expect.stringContaining(`${signal}: cancelling`) });
    expect(ended.stdout).toMatch(
      /FAILED: The run was interrupted.*\n {2}at .*upgrade\(\) of revision aaa1 \(.*aaa1\.ts/,
    );
    if (kind.name === "mariadb") {
      expect(ended.stdout).toMatch(/\n {2}done {5}op\.createTable\(\)/);
      expect(ended.stdout).toContain("\n  Type 'alembic upgrade aaa1': it goes on behind what is done.");
    }
    expect((await project.run(["upgrade", "head"])).status).toBe(0);
    expect(await versions()).toEqual(["aaa1"]);
  });

  test.each([
    ["before the run", forLong],
    [
      "in the transaction",
      `await context.beginTransaction(async () => { await context.runMigrations(); ${forLong} });`,
    ],
    ["behind the run", `await context.runMigrations(); ${forLong}`],
  ])("ends an env.ts that waits %s", async (_where, text) => {
    writeEnv(text);
    expect(await interrupt("SIGTERM")).toMatchObject({ status: 143 });
    writeEnv("await context.runMigrations();");
    expect((await project.run(["upgrade", "head"])).status).toBe(0);
    expect(await versions()).toEqual(["aaa1"]);
  });
});

describe.each(kinds.filter(({ name }) => name === "sqlite"))("on $name", (kind) => {
  beforeEach(async () => {
    database = await kind.create("signal");
    project = new CliProject(database.url);
    addRevision(createTable);
  });

  test("a signal during a statement, which blocks the process, ends it at once", async () => {
    const count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    addRevision(`${createTable}\n  process.stdout.write("AT WORK\\n");\n  await op.execute("${count}");`);
    expect(await interrupt("SIGINT")).toMatchObject({ status: null, signal: "SIGINT" });
    addRevision(createTable);
    expect((await project.run(["upgrade", "head"])).status).toBe(0);
    expect(await versions()).toEqual(["aaa1"]);
  });

  test("a revision that waits for what never happens is named, and rolled back, with status 255", async () => {
    addRevision(`${createTable}\n  ${forEver}`);
    const { status, stdout, stderr } = await project.run(["upgrade", "head"], { WAITS: "yes" });
    expect([status, stderr]).toEqual([255, expect.not.stringContaining("Warning")]);
    expect(stdout).toMatch(
      /^FAILED: The command waits for something that never happens.*\n {2}at upgrade\(\) of revision aaa1\n/m,
    );
    addRevision(createTable);
    expect((await project.run(["upgrade", "head"])).status).toBe(0);
  });

  test("so is a revision file that does while it is loaded", async () => {
    project.write(
      "alembic/versions/bbb2.ts",
      `export const revision = "bbb2";\nexport const downRevision = "aaa1";\n${forEver}\nexport async function upgrade() {}\n`,
    );
    const { status, stdout } = await project.run(["upgrade", "head"], { WAITS: "yes" });
    expect([status, stdout]).toEqual([255, expect.stringContaining("\n  at the file of revision bbb2\n")]);
  });

  test.each([
    ["by itself", forEver],
    [
      "in the transaction",
      `await context.beginTransaction(async () => { await context.runMigrations(); ${forEver} });`,
    ],
  ])("so is an env.ts that does %s", async (_where, text) => {
    writeEnv(text);
    const { status, stdout } = await project.run(["upgrade", "head"], { WAITS: "yes" });
    expect(status).toBe(255);
    expect(stdout).toMatch(
      /FAILED: .* never happens.*\n {2}at (?:\/.*\/env\.ts|the function .*beginTransaction)/,
    );
    writeEnv("await context.runMigrations();");
    expect((await project.run(["upgrade", "head"])).status).toBe(0);
  });

  test("even one that takes the error for itself", async () => {
    writeEnv(`await context.runMigrations().catch(() => {});`);
    addRevision(forEver);
    expect(await project.run(["upgrade", "head"], { WAITS: "yes" })).toMatchObject({
      status: 255,
      stdout: expect.stringContaining("FAILED: The command waits for something that never happens"),
    });
  });

  test.each([
    ["process.exit()", 1],
    ["process.exit(0)", 1],
    ["process.exit(7)", 7],
  ])("a revision that calls %s is named, and the status is %i", async (exit, status) => {
    addRevision(`${createTable}\n  ${exit};`);
    expect(await project.run(["upgrade", "head"], { WAITS: "yes" })).toMatchObject({
      status,
      stderr: expect.stringContaining(
        "upgrade() of revision aaa1 ended the process (process.exit) before the command had finished.\n",
      ),
    });
    addRevision(createTable);
    expect((await project.run(["upgrade", "head"])).status).toBe(0);
  });

  test("so is an env.ts that ends the process behind its migrations", async () => {
    writeEnv("await context.runMigrations(); process.exit(0);");
    expect(await project.run(["upgrade", "head"], { WAITS: "yes" })).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/env\.ts ended the process/),
    });
  });
});

describe.each(kinds.filter(({ name }) => name === "mariadb"))(
  "on $name, a revision that has done something",
  (kind) => {
    beforeEach(async () => {
      database = await kind.create("ends");
      project = new CliProject(database.url);
      project.addRevision({ id: "aaa0", down: null, upgrade: "" });
    });

    test.each([
      [
        "throws what is no error",
        'throw "mine";',
        1,
        /Error: upgrade\(\) of revision aaa1 \(.*aaa1\.ts\) threw 'mine'/,
      ],
      ["ends the process", "process.exit(0);", 1, /ended the process/],
      [
        "fails behind its end",
        '(async () => { await op.execute("select 1"); throw new Error("inner"); })();',
        1,
        /FAILED: The run was interrupted \(inner\)/,
      ],
      [
        "deletes its version row",
        'await op.execute("delete from alembic_version");',
        255,
        /expected to match one row/,
      ],
    ])("and then %s, says what it did and what to type", async (_what, end, status, reason) => {
      project.addRevision({ id: "aaa1", down: "aaa0", upgrade: `${createTable}\n  ${end}` });
      const ended = await project.run(["upgrade", "head"]);
      const said = ended.stdout + ended.stderr;
      expect(ended.status).toBe(status);
      expect(said).toMatch(reason);
      expect(said).toMatch(/\n {2}done {5}op\.createTable\(\)/);
      expect(said).toContain("The version table still says aaa0.");
      expect(said).toContain("ype 'alembic upgrade aaa1': it goes on behind what is done.");
      project.addRevision({ id: "aaa1", down: "aaa0", upgrade: createTable });
      expect((await project.run(["upgrade", "head"])).status).toBe(0);
    });
  },
);
