import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const library = pathToFileURL(resolve(import.meta.dirname, "../../../src/index.ts")).href;

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "at-registrations-")));
  write("package.json", '{ "type": "module" }');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

interface ProjectFiles {
  /** What `env.ts` begins with. */
  readonly env?: string;
  /** What `env.ts` gives to `context.configure`. */
  readonly options?: string;
  readonly imports?: string;
  /** Stands before the identifiers of the revision. */
  readonly before?: string;
  readonly upgrade?: string;
}

function project(
  name: string,
  { env = "", options = "", imports = "", before = "", upgrade = "" }: ProjectFiles,
) {
  write(
    `${name}/alembic.ini`,
    `[alembic]\nscript_location = %(here)s/alembic\nsqlalchemy.url = sqlite:///%(here)s/app.db\n`,
  );
  write(
    `${name}/alembic/env.ts`,
    `// @ts-nocheck
import { context, engineFromConfig, op, sa, Plugin, comparators, renderers } from "alembic-ts";
${env}
const { config } = context;
const engine = engineFromConfig(config.getSection(config.configIniSection), { prefix: "sqlalchemy." });
await engine.connect(async (connection) => {
  context.configure({ connection, targetMetadata: new sa.MetaData(), ${options} });
  await context.beginTransaction(() => context.runMigrations());
});
`,
  );
  write(
    `${name}/alembic/versions/first.ts`,
    `// @ts-nocheck
import { op, sa } from "alembic-ts";
${imports}
${before}
export const revision = "first";
export const downRevision = null;
export async function upgrade() { ${upgrade} }
export async function downgrade() {}
`,
  );
}

/** What a program that uses the library prints as JSON. */
function program(body: string): unknown {
  write(
    "host.ts",
    `// @ts-nocheck
import { command, Config, createEngine, MigrationContext, Operations, sa } from ${JSON.stringify(library)};
const config = (name) => new Config(name + "/alembic.ini");
const tablesIn = (connection) => connection.executeArrays(
  "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version' ORDER BY 1").then((rows) => rows.flat());
const tables = (name) => createEngine("sqlite:///" + process.cwd() + "/" + name + "/app.db").connect(tablesIn);
const failure = (run) => run.then(() => null, (error) => error.message);
const run = async () => { ${body} };
console.log(JSON.stringify(await run()));
`,
  );
  const { stdout, stderr } = spawnSync(process.execPath, ["host.ts"], { cwd: folder, encoding: "utf8" });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

const creating = (table: string): string => `
import { op } from "alembic-ts";
op.registerOperation("createThing", {
  kind: "create_thing",
  build: () => ({ kind: "create_thing" }),
  execute: (operations) => operations.execute("CREATE TABLE ${table} (x int)"),
});`;

const thing = { imports: 'import "../../thing.ts";', upgrade: "await op.createThing();" };

test.each([
  ["one after the other", 'for (const name of ["c", "d"]) await command.upgrade(config(name), "head");'],
  ["at once", 'await Promise.all(["c", "d"].map((name) => command.upgrade(config(name), "head")));'],
])("two projects have operations of their own under one name, %s", (_order, run) => {
  for (const name of ["c", "d"]) {
    project(name, thing);
    write(`${name}/thing.ts`, creating(`of_${name}`));
  }
  const twice = `await command.downgrade(config("c"), "base"); await command.upgrade(config("c"), "head");`;
  const body = `${run} await createEngine("sqlite:///c/app.db").connect((c) => c.execute("DROP TABLE of_c")); ${twice}
    return [await tables("c"), await tables("d")];`;
  expect(program(body)).toEqual([["of_c"], ["of_d"]]);
});

test("two projects share what a module outside of both registers", () => {
  for (const name of ["c", "d"]) project(name, { ...thing, imports: 'import "../../../shared.ts";' });
  write("shared.ts", creating("shared"));
  expect(
    program(`for (const name of ["c", "d"]) await command.upgrade(config(name), "head");
    return [await tables("c"), await tables("d")];`),
  ).toEqual([["shared"], ["shared"]]);
});

test("an implementation in env.ts holds for the runs of that env.ts", () => {
  const env = `op.implementationFor("create_table", async (operations, directive, original) => {
    await original();
    await operations.execute("CREATE TABLE also (x int)");
  });`;
  const upgrade = 'await op.createTable("t", [sa.column("id", sa.integer())]);';
  project("c", { env, upgrade });
  project("d", { upgrade });
  expect(
    program(`for (const name of ["c", "d"]) await command.upgrade(config(name), "head");
    const alone = await createEngine("sqlite://").connect(async (connection) => {
      const operations = Operations.context(MigrationContext.configure({ connection }));
      await operations.createTable("t", [sa.column("id", sa.integer())]);
      return tablesIn(connection);
    });
    return [await tables("c"), await tables("d"), alone];`),
  ).toEqual([["also", "t"], ["t"], ["t"]]);
});

test("a file that has to be executed to be read may register operations, as often as it is read", () => {
  project("c", {
    before: creating("made").replace(/^\s*import.*\n/, ""),
    upgrade: "await op.createThing();",
  });
  expect(
    program(`await command.heads(config("c")); await command.heads(config("c")); await command.upgrade(config("c"), "head");
    return tables("c");`),
  ).toEqual(["made"]);
});

const plugin = (name: string): string => `
import { ops, Plugin } from "alembic-ts";
new Plugin("app.${name}").addAutogenerateComparator((context, upgradeOps) => {
  upgradeOps.ops.push(ops.dropTableOp("of_${name}"));
}, "schema");`;

test("a plugin in a module that env.ts imports is there in each run, and in no other project", () => {
  for (const name of ["c", "d"]) {
    project(name, { env: 'import "../plug.ts";', options: 'autogeneratePlugins: ["alembic.*", "app.*"]' });
    write(`${name}/plug.ts`, plugin(name));
  }
  const check = (name: string): string => `await failure(command.check(config("${name}")))`;
  expect(
    program(`for (const name of ["c", "d"]) await command.upgrade(config(name), "head");
    return [${check("c")}, ${check("d")}, ${check("c")}];`),
  ).toEqual(["c", "d", "c"].map((name) => expect.stringContaining(`of_${name}`)));
});

test("a comparator that env.ts registers runs once in each run", () => {
  const env = `globalThis.calls = 0;
comparators.dispatchFor("schema", () => { globalThis.calls += 1; });`;
  project("c", { env });
  expect(
    program(`await command.upgrade(config("c"), "head");
    const calls = [];
    for (let time = 0; time < 3; time += 1) { await command.check(config("c")); calls.push(globalThis.calls); }
    return calls;`),
  ).toEqual([1, 1, 1]);
});

test("a hook that env.ts registers runs for the files that are written behind its run", () => {
  project("c", {
    env: 'import { writeHooks } from "alembic-ts"; writeHooks.register("note", (file) => { globalThis.noted = file; });',
  });
  write(
    "c/alembic.ini",
    `[alembic]
script_location = %(here)s/alembic
sqlalchemy.url = sqlite:///%(here)s/app.db
revision_environment = true
[post_write_hooks]
hooks = n
n.type = note
`,
  );
  write(
    "c/alembic/script.ts.eta",
    "export const revision = <%= JSON.stringify(it.upRevision) %>;\nexport const downRevision = null;\n",
  );
  expect(
    program(`await command.upgrade(config("c"), "head");
    await command.revision(config("c"), { message: "m", revId: "second", head: "base", splice: true });
    return globalThis.noted;`),
  ).toMatch(/second_m\.ts$/);
});

test.each([
  ["env.ts", { env: "RENDERER" }],
  ["a module", { env: 'import "../render.ts";' }],
])("a renderer of %s writes the files of its runs, and of no other project", (_where, { env }) => {
  const renderer = `renderers.dispatchFor("create_table", (r) => r.operation("createTable", [r.value("mine")]));`;
  const options = `targetMetadata: (() => { const m = new sa.MetaData(); m.table("t", [sa.column("id", sa.integer())]); return m; })()`;
  project("c", { env: env.replace("RENDERER", renderer), options });
  project("d", { options });
  write("c/render.ts", `import { renderers } from "alembic-ts";\n${renderer}`);
  for (const name of ["c", "d"]) {
    write(
      `${name}/alembic/script.ts.eta`,
      'export const revision = "second"; export const downRevision = "first";\n<%= it.upgrades %>\n',
    );
  }
  expect(
    program(`const { readFileSync } = await import("node:fs");
    const texts = [];
    for (const name of ["c", "d"]) {
      await command.upgrade(config(name), "head");
      const { path } = await command.revision(config(name), { message: "m", revId: "second", autogenerate: true });
      texts.push(readFileSync(path, "utf8").includes('op.createTable("mine")'));
    }
    return texts;`),
  ).toEqual([true, false]);
});
