import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Config, fileConfig } from "../../../src/config/index.ts";
import { createEngine } from "../../../src/connection/index.ts";
import { CommandError, UnsupportedError } from "../../../src/errors/index.ts";
import { context, EnvironmentContext, op } from "../../../src/runtime/index.ts";
import * as sa from "../../../src/sa/index.ts";
import { planDowngrade, planUpgrade } from "../../../src/script/plan/plan-migration.ts";
import { ScriptDirectory } from "../../../src/script/script-directory.ts";

const source = (path: string): string =>
  JSON.stringify(pathToFileURL(join(import.meta.dirname, "../../../src", path)).href);

const imports = `
import { context, op } from ${source("runtime/index.ts")};
import { createEngine } from ${source("connection/index.ts")};
import { column } from ${source("schema/column.ts")};
import { integer } from ${source("schema/types/generic.ts")};
`;

const env = (url: string, rest = ""): string => `${imports}
${rest}
if (context.isOfflineMode()) {
  context.configure({ url: ${JSON.stringify(url)}, literalBinds: true });
  await context.beginTransaction(() => context.runMigrations());
} else {
  await createEngine(${JSON.stringify(url)}).connect(async (connection) => {
    context.configure({ connection });
    await context.beginTransaction(() => context.runMigrations({ engineName: "main" }));
  });
}
`;

const revision = (id: string, down: string | null, upgrade: string): string => `/** revision ${id} */
${imports}
export const revision = ${JSON.stringify(id)};
export const downRevision = ${JSON.stringify(down)};
export async function upgrade({ engineName }) {
  ${upgrade}
}
export async function downgrade() {
  await op.dropTable("t_${id}");
}
`;

let folder: string;
let url: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "alembic-ts-env-"));
  url = `sqlite:///${join(folder, "app.db")}`;
  mkdirSync(join(folder, "alembic/versions"), { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "alembic.ini"), iniText);
  write("env.ts", env(url));
  write(
    "versions/a.ts",
    revision("aaa1", null, 'await op.createTable("t_aaa1", [column("id", integer())]);'),
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const iniText = `[alembic]
script_location = %(here)s/alembic
path_separator = os
[loggers]
keys = root,alembic
[handlers]
keys =
[formatters]
keys =
[logger_root]
level = WARNING
handlers =
qualname =
[logger_alembic]
level = DEBUG
handlers =
qualname = alembic
`;

const write = (name: string, text: string): void => writeFileSync(join(folder, "alembic", name), text);

async function environment(options: ConstructorParameters<typeof EnvironmentContext>[2] = {}) {
  const lines: string[] = [];
  let sql = "";
  const config = new Config(join(folder, "alembic.ini"), {
    outputBuffer: { write: (text) => (sql += text) },
    cmdOpts: { x: ["a=1", "flag", "b=x=y"] },
  });
  config.logging.subscribe(({ levelName, name, message }) => lines.push(`${levelName} [${name}] ${message}`));
  config.logging.run(() => fileConfig(config));
  const script = await ScriptDirectory.fromConfig(config);
  const fn = (rows: readonly string[]) => planUpgrade(script.revisionMap, "head", rows);
  return {
    config,
    script,
    lines,
    sql: () => sql,
    environment: new EnvironmentContext(config, script, { fn, ...options }),
  };
}

const tables = (): Promise<readonly unknown[]> =>
  createEngine(url).connect(async (connection) =>
    (await connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")).rows.map(
      (row) => row.name,
    ),
  );

describe("an environment", () => {
  test("runs env.ts, which runs the migrations, and logs what the original logs", async () => {
    const run = await environment();
    await run.environment.run();
    expect(await tables()).toEqual(["alembic_version", "t_aaa1"]);
    expect(run.lines).toEqual([
      "INFO [alembic.runtime.migration] Context impl SQLiteImpl.",
      "INFO [alembic.runtime.migration] Will assume non-transactional DDL.",
      "INFO [alembic.runtime.migration] Running upgrade  -> aaa1, revision aaa1",
      "DEBUG [alembic.runtime.migration] new branch insert aaa1",
    ]);
  });

  test("can be run again in the same process, and down again", async () => {
    await (await environment()).environment.run();
    const again = await environment();
    await again.environment.run();
    expect(again.lines).toHaveLength(2);
    const down = await environment({ fn: (rows) => planDowngrade(again.script.revisionMap, "base", rows) });
    await down.environment.run();
    expect(await tables()).toEqual(["alembic_version"]);
    expect(down.lines.at(-2)).toBe(
      "INFO [alembic.runtime.migration] Running downgrade aaa1 -> , revision aaa1".trimEnd(),
    );
  });

  test("writes a script in offline mode", async () => {
    const run = await environment({ asSql: true });
    await run.environment.run();
    expect(run.sql()).toContain(
      "-- Running upgrade  -> aaa1\n\nCREATE TABLE t_aaa1 (\n    id INTEGER\n);\n\n",
    );
    expect(run.lines[1]).toBe("INFO [alembic.runtime.migration] Generating static SQL");
    expect(await tables()).toEqual([]);
  });

  test("hands what runMigrations was given to upgrade()", async () => {
    write(
      "versions/a.ts",
      revision("aaa1", null, 'await op.createTable(engineName, [column("id", integer())]);'),
    );
    await (await environment()).environment.run();
    expect(await tables()).toEqual(["alembic_version", "main"]);
  });

  test("tells onVersionApply of each step, with the rows behind it", async () => {
    const seen: unknown[] = [];
    const run = await environment({
      onVersionApply: ({ step, heads, runArgs, ctx }) =>
        seen.push([
          step.isUpgrade,
          step.upRevisionId,
          step.downRevisionIds,
          [...heads],
          runArgs,
          ctx.dialect.name,
        ]),
    });
    await run.environment.run();
    expect(seen).toEqual([[true, "aaa1", [], ["aaa1"], { engineName: "main" }, "sqlite"]]);
  });

  test("does not mix with another one at the same time", async () => {
    const [one, two] = [await environment(), await environment({ asSql: true })];
    await Promise.all([one.environment.run(), two.environment.run()]);
    expect(await tables()).toEqual(["alembic_version", "t_aaa1"]);
    expect(two.sql()).toContain("CREATE TABLE t_aaa1");
    expect([one.lines.length, two.lines.length]).toEqual([4, 5]);
  });

  test("answers for the command line", async () => {
    const run = await environment({ tag: "t1", destinationRev: "head", startingRev: "base", asSql: true });
    expect(run.environment.getXArgument()).toEqual(["a=1", "flag", "b=x=y"]);
    expect(run.environment.getXArgument({ asDictionary: true })).toEqual({ a: "1", flag: "", b: "x=y" });
    expect(run.environment.getTagArgument()).toBe("t1");
    expect(run.environment.getHeadRevision()).toBe("aaa1");
    expect(run.environment.getHeadRevisions()).toEqual(["aaa1"]);
    expect(run.environment.getRevisionArgument()).toBe("aaa1");
    expect(run.environment.getStartingRevisionArgument()).toBe(null);
    expect(() => run.environment.getContext()).toThrow("No context has been configured yet.");
  });
});

describe("an env.ts that does not do its work is named", () => {
  test("when it configures nothing", async () => {
    write("env.ts", "export {};");
    const run = (await environment()).environment.run();
    await expect(run).rejects.toMatchObject({
      code: "ENV_FILE",
      message: `${join(folder, "alembic/env.ts")} ended without having called context.configure().`,
    });
  });

  test("when it runs no migrations", async () => {
    write("env.ts", `${imports}\ncontext.configure({ dialectName: "sqlite" });`);
    await expect((await environment()).environment.run()).rejects.toThrow(
      "ended without having called context.runMigrations()",
    );
  });

  test("when it names no database", async () => {
    write("env.ts", `${imports}\ncontext.configure({});`);
    await expect((await environment()).environment.run()).rejects.toThrow(
      "Connection, url, or dialect_name is required.",
    );
  });

  test("when it passes an engine", async () => {
    write("env.ts", `${imports}\ncontext.configure({ connection: createEngine(${JSON.stringify(url)}) });`);
    await expect((await environment()).environment.run()).rejects.toThrow(
      "expected to be a connection, got an engine",
    );
  });

  test("with the line, when it makes an engine of nothing", async () => {
    write("env.ts", `${imports}\ncreateEngine(process.env.AT_TEST_UNSET as string);`);
    await expect((await environment()).environment.run()).rejects.toThrow(
      /^This is no database connection that can be used: undefined\.\n {2}at .*env\.ts:\d+:\d+$/,
    );
  });

  test.each(['"mine"', "null"])("which is named where %s is thrown, that names nothing", async (thrown) => {
    write("env.ts", `throw ${thrown};`);
    await expect((await environment()).environment.run()).rejects.toThrow(
      /env\.ts, or a module that it imports, threw (?:'mine'|null), which is no Error\.$/,
    );
  });

  test("with the line, when it passes a word that an option does not have", async () => {
    write("env.ts", `${imports}\ncontext.configure({ dialectName: "sqlite", lock: "foo" });`);
    const error: unknown = await (await environment()).environment.run().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CommandError);
    expect(error).toMatchObject({
      code: "ENV_FILE",
      message: expect.stringMatching(/it must be "session".*\n {2}at .*env\.ts:\d+:\d+$/),
    });
  });

  test("with the line, when it passes options that cannot go together", async () => {
    write("env.ts", connecting(url, "").replace("{ connection }", "{ connection, literalBinds: true }"));
    await expect((await environment()).environment.run()).rejects.toThrow(
      /^Can't use literal_binds setting without as_sql mode\n {2}at .*env\.ts:\d+:\d+$/,
    );
  });

  test("when it begins a transaction without a function", async () => {
    write("env.ts", `${imports}\ncontext.configure({ dialectName: "sqlite" }).beginTransaction();`);
    await expect((await environment()).environment.run()).rejects.toThrow(
      "context.beginTransaction() takes the function that runs in the transaction.",
    );
  });

  test("when it gives a statement parameters that it does not take", async () => {
    write("env.ts", env(url, "").replaceAll("await context.begin", 'await context.execute("x ?", [7]);\n$&'));
    await expect((await environment()).environment.run()).rejects.toThrow(
      "op.execute: 'options' must be an options object; it was [ 7 ].",
    );
  });

  test("when it throws", async () => {
    write("env.ts", env(url, 'throw new TypeError("not my day");'));
    await expect((await environment()).environment.run()).rejects.toThrow("not my day");
  });
});

const connecting = (url: string, body: string): string => `${imports}
await createEngine(${JSON.stringify(url)}).connect(async (connection) => {
  context.configure({ connection });
  ${body}
});
`;

describe("an env.ts that does not await its run", () => {
  test.each([
    "await context.beginTransaction(() => { context.runMigrations(); });",
    "await context.beginTransaction(() => { context.runMigrations(); }); await new Promise((go) => setTimeout(go, 50));",
    "context.beginTransaction(() => { context.runMigrations(); }); await new Promise((go) => setTimeout(go, 50));",
  ])("has the run waited for, in its transaction, and its error thrown: %s", async (body) => {
    write("versions/b.ts", revision("bbb2", "aaa1", 'await op.execute("SELECT * FROM nowhere");'));
    write("env.ts", connecting(url, body));
    await expect((await environment()).environment.run()).rejects.toThrow(/no such table: nowhere/);
    expect(await tables()).toEqual(["alembic_version", "t_aaa1"]);
    rmSync(join(folder, "alembic/versions/b.ts"));
    await (await environment({ fn: () => [] })).environment.run();
  });

  test.each([
    ["beginTransaction", "context.beginTransaction(() => context.runMigrations());"],
    ["runMigrations", "context.runMigrations();"],
  ])("and closes the connection under it is told so: %s", async (name, body) => {
    write("env.ts", connecting(url, body));
    await expect((await environment()).environment.run()).rejects.toMatchObject({
      code: "ENV_FILE",
      message: expect.stringContaining(`env.ts does not await context.${name}(), which failed: `),
    });
    expect(await tables()).toEqual([]);
  });

  test("may catch the error of a run that it awaits", async () => {
    write("versions/b.ts", revision("bbb2", "aaa1", 'await op.execute("SELECT * FROM nowhere");'));
    write(
      "env.ts",
      connecting(url, "await context.beginTransaction(() => context.runMigrations()).catch(() => {});"),
    );
    await (await environment()).environment.run();
    expect(await tables()).toEqual(["alembic_version", "t_aaa1"]);
  });
});

test("an env.ts that forgets to await its run is waited for", async () => {
  write(
    "env.ts",
    `${imports}
    const connection = await createEngine(${JSON.stringify(url)}).connect();
    context.configure({ connection });
    context.beginTransaction(() => context.runMigrations({})).finally(() => connection.close());`,
  );
  await (await environment()).environment.run();
  expect(await tables()).toEqual(["alembic_version", "t_aaa1"]);
});

describe("a failure in a revision file", () => {
  test("names file and line, operation, SQL, and what the database said", async () => {
    write("versions/a.ts", revision("aaa1", null, 'op.execute("SELECT * FROM absent");'));
    const path = join(folder, "alembic/versions/a.ts").replaceAll(/[.\\]/g, "\\$&");
    await expect((await environment()).environment.run()).rejects.toThrow(
      new RegExp(
        `^op\\.execute\\(\\) failed in upgrade\\(\\) of revision aaa1 \\(${path}:\\d+:\\d+\\): no such table: absent\\n\\[SQL: SELECT \\* FROM absent\\]$`,
      ),
    );
    expect(await tables()).toEqual(["alembic_version"]);
  });

  test("names the line of a query builder's statement, not the builder's own", async () => {
    const query = 'await kysely(op.getBind()).selectFrom("absent").selectAll().execute();';
    const imported = `import { kysely } from ${source("connection/kysely.ts")};\n`;
    write("versions/a.ts", imported + revision("aaa1", null, query));
    await expect((await environment()).environment.run()).rejects.toThrow(
      /^op\.getBind\(\)\.execute\(\) failed in upgrade\(\) of revision aaa1 \(.*versions\/a\.ts:\d+:\d+\): no such table: absent/,
    );
  });

  test("keeps its class", async () => {
    const upgrade = 'op.createForeignKey("fk", "a", "b", ["x"], ["y"]);';
    write("versions/a.ts", revision("aaa1", null, upgrade));
    const error: unknown = await (await environment()).environment.run().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnsupportedError);
    expect(error).toMatchObject({
      details: { revision: "aaa1", at: expect.stringMatching(/versions\/a\.ts:\d+:\d+$/) },
      stack: expect.stringContaining("in upgrade() of revision aaa1"),
    });
  });

  test("that exports no upgrade is named", async () => {
    write("versions/a.ts", 'export const revision = "aaa1";\nexport const downRevision = null;\n');
    await expect((await environment()).environment.run()).rejects.toMatchObject({ code: "REVISION_FILE" });
  });

  test("a mistyped name keeps its stack with file and line", async () => {
    write("versions/a.ts", revision("aaa1", null, 'od.dropTable("x");'));
    const error: unknown = await (await environment()).environment.run().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ReferenceError);
    expect((error as Error).stack).toMatch(/versions\/a\.ts.*:\d+:\d+/);
  });
});

describe("outside of a migration", () => {
  test.each([
    ["op", () => op.createTable("t", []), "createTable", "Operations"],
    ["context", () => context.configure({}), "configure", "EnvironmentContext"],
    ["context.config", () => context.config, "config", "EnvironmentContext"],
  ])("%s says that there is none", (_, use, name, className) => {
    expect(use).toThrow(
      `Can't invoke function '${name}', as the proxy object has not yet been established for the Alembic '${className}' class.  Try placing this code inside a callable.`,
    );
  });

  test("models can say names and values with op", () => {
    const metadata = new sa.MetaData({ namingConvention: { ck: "ck_%(table_name)s_%(constraint_name)s" } });
    const table = metadata.table("account", [
      sa.column("state", sa.text(), { serverDefault: op.inlineLiteral("new", sa.text) }),
      sa.check("state <> ''", { name: op.f("has_state") }),
    ]);
    expect(table.columns[0]?.serverDefault).toEqual({
      kind: "inline_literal",
      value: "new",
      type: sa.text(),
    });
    expect(String(table.constraints[0]?.name)).toBe("has_state");
  });

  test("a function taken out of op finds the migration when it is called", async () => {
    const { execute } = op;
    const run = await environment({ asSql: true, fn: () => [] });
    write("env.ts", env(url));
    await run.environment.run();
    expect(() => execute("SELECT 1")).toThrow("has not yet been established");
  });
});
