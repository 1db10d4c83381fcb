import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const library = pathToFileURL(resolve(import.meta.dirname, "../../../src/index.ts")).href;

/** A program that uses the library, and writes what it finds to result.json. */
const host = `import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { AlembicError, command, Config, createEngine, getLogger } from ${JSON.stringify(library)};

const host = () => ({
  listeners: ["SIGINT", "SIGTERM", "exit", "beforeExit", "uncaughtException", "unhandledRejection", "warning"]
    .map((name) => process.listenerCount(name)),
  console: Object.values(console).filter((each) => typeof each === "function").length,
  write: process.stdout.write === originalWrite,
  cwd: process.cwd(),
  env: JSON.stringify(process.env),
});
const originalWrite = process.stdout.write;
const before = host();

const tablesOf = (name) => createEngine("sqlite:///" + process.cwd() + "/" + name + "/app.db").connect(async (connection) =>
  (await connection.executeArrays("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")).map(([table]) => table));

const failure = async (run) => {
  try { await run(); return "no error"; } catch (error) {
    return error instanceof AlembicError ? error.code + ": " + error.message.split("\\n")[0] : String(error);
  }
};

const result = {};
const configs = {};
const records = {};
for (const name of ["one", "two"]) {
  const config = new Config(name + "/alembic.ini");
  configs[name] = config;
  await command.init(config, name + "/alembic");
  const first = await command.revision(config, { message: "first", revId: name + "1" });
  const text = readFileSync(first.path, "utf8").replace("// nothing to do",
    'await op.createTable("of_' + name + '", [sa.column("id", sa.integer())]);\\n  await new Promise((done) => setTimeout(done, 20));\\n  await op.execute("INSERT INTO of_' + name + ' VALUES (1)");');
  writeFileSync(first.path, text);
  await command.revision(config, { message: "second", revId: name + "2" });
  records[name] = [];
  config.logging.subscribe((record) => records[name].push(record.message));
}
const { one, two } = configs;

result.plan = (await command.upgrade(one, "head", { plan: true }))[0].steps.map((step) => step.revision);
const runs = await Promise.all([command.upgrade(one, "head"), command.upgrade(two, "head")]);
result.applied = runs.map(([run]) => run.steps.map((step) => step.revision));
result.tables = { one: await tablesOf("one"), two: await tablesOf("two") };
result.records = { one: records.one.filter((text) => text.startsWith("Running")), two: records.two.filter((text) => text.startsWith("Running")) };

const ids = (scripts) => scripts.map((script) => script.revision);
result.heads = ids(await command.heads(one));
result.current = ids(await command.current(one, { verbose: true }));
result.history = ids(await command.history(one, { indicateCurrent: true }));
result.branches = ids(await command.branches(one));
result.show = ids(await command.show(one, "head"));
result.graph = ids(await command.graph(one));
result.json = [];
for (const ask of [command.heads, command.current, command.history, command.branches]) {
  let printed = "";
  const config = new Config("one/alembic.ini", { stdout: { write: (text) => (printed += text) } });
  result.json.push({ given: JSON.parse(JSON.stringify(await ask(config, { json: true }))), printed: JSON.parse(printed) });
}
result.shown = JSON.parse(JSON.stringify([await command.show(one, "head"), await command.graph(one)]));
result.templates = (await command.listTemplates(one)).map((template) => template.name).includes("generic");
result.stamped = (await command.stamp(one, "one1"))[0].rowsAfter;
result.downgraded = (await command.downgrade(one, "base"))[0].steps.map((step) => step.direction);
await command.ensureVersion(one);
await command.revision(one, { message: "side", revId: "side", head: "one1", splice: true });
result.rebased = ids(await command.rebase(one, "one2", { head: "side" }));
await command.revision(one, { message: "again", revId: "again", head: "one2", splice: true });
result.merged = (await command.merge(one, "heads", { message: "join", revId: "join" })).downRevisions;

let script = "";
await command.upgrade(new Config("one/alembic.ini", { outputBuffer: { write: (text) => (script += text) } }), "one1", { sql: true });
result.script = script.includes("CREATE TABLE of_one");

result.failures = [
  await failure(() => command.upgrade(one, "nope")),
  await failure(() => command.upgrade(new Config("missing.ini"), "head")),
  await failure(() => command.check(two)),
  await failure(() => command.init(one, "one")),
];
getLogger("alembic").error("said outside of any command");
result.unchanged = JSON.stringify(host()) === JSON.stringify(before);
writeFileSync("result.json", JSON.stringify(result));
`;

describe("a program that uses the library", () => {
  let folder: string;
  let outcome: { status: number | null; stdout: string; stderr: string };
  let result: Readonly<Record<string, unknown>>;

  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "at-library-")));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(join(folder, "host.ts"), `// @ts-nocheck\n${host}`);
    mkdirSync(join(folder, "one"));
    mkdirSync(join(folder, "two"));
    const { status, stdout, stderr } = spawnSync(process.execPath, ["host.ts"], {
      cwd: folder,
      encoding: "utf8",
    });
    outcome = { status, stdout, stderr };
    result = status === 0 ? JSON.parse(readFileSync(join(folder, "result.json"), "utf8")) : {};
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("hears nothing on its console, and ends by itself", () => {
    expect(outcome).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  test("finds its signal handlers, console, folder and environment as they were", () => {
    expect(result.unchanged).toBe(true);
  });

  test("runs two environments at once, which do not mix", () => {
    expect(result).toMatchObject({
      plan: ["one1", "one2"],
      applied: [
        ["one1", "one2"],
        ["two1", "two2"],
      ],
      tables: { one: ["alembic_version", "of_one"], two: ["alembic_version", "of_two"] },
      records: {
        one: ["Running upgrade  -> one1, first", "Running upgrade one1 -> one2, second"],
        two: ["Running upgrade  -> two1, first", "Running upgrade two1 -> two2, second"],
      },
    });
  });

  test("gets data from every command", () => {
    expect(result).toMatchObject({
      heads: ["one2"],
      current: ["one2"],
      history: ["one2", "one1"],
      branches: [],
      show: ["one2"],
      graph: ["one2", "one1"],
      templates: true,
      stamped: ["one1"],
      downgraded: ["downgrade"],
      rebased: ["side"],
      script: true,
    });
    expect(new Set(result.merged as readonly string[])).toEqual(new Set(["side", "again"]));
  });

  test("gets revisions whose JSON is what the command line prints with --json", () => {
    const answers = result.json as readonly { readonly given: unknown; readonly printed: unknown }[];
    expect(answers).toHaveLength(4);
    for (const { given, printed } of answers) expect(given).toEqual(printed);
    expect(answers[0]?.given).toEqual([
      {
        revision: "one2",
        downRevisions: ["one1"],
        dependsOn: [],
        branchLabels: [],
        nextRevisions: [],
        message: "second",
        path: expect.stringMatching(/one2_second\.ts$/),
        isHead: true,
        isEffectiveHead: true,
        isBase: false,
        isBranchPoint: false,
        isMergePoint: false,
      },
    ]);
    expect(result.shown).toMatchObject([
      [{ revision: "one2" }],
      [{ revision: "one2" }, { revision: "one1", isBase: true }],
    ]);
  });

  test("gets errors as objects", () => {
    const [unknown, missing, check, init] = result.failures as readonly string[];
    expect(unknown).toMatch(/^REVISION_NOT_FOUND: /);
    expect(missing).toMatch(/^CONFIG: /);
    expect(check).toContain("does not provide a MetaData object");
    expect(init).toMatch(/^COMMAND: Directory one already exists/);
  });
});
