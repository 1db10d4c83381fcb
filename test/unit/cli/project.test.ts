import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const bin = resolve(import.meta.dirname, "../../../src/cli/bin.ts");
const contextLines = [
  "INFO  [alembic.runtime.migration] Context impl SQLiteImpl.",
  "INFO  [alembic.runtime.migration] Will assume non-transactional DDL.",
];

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "at-project-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly log: readonly string[];
}

function alembic(...args: readonly string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, stdout, log: stderr.split("\n").filter((line) => line !== "") };
}

/** Replaces the first empty bodies of a revision by operations. */
function fill(revision: string, ...bodies: readonly string[]): void {
  const versions = join(folder, "alembic", "versions");
  const file = join(versions, readdirSync(versions).find((name) => name.startsWith(revision)) ?? "");
  const filled = bodies.reduce(
    (text, body) => text.replace("// nothing to do", body),
    readFileSync(file, "utf8"),
  );
  writeFileSync(file, filled);
}

const createTable = 'await op.createTable("t", [sa.column("id", sa.integer(), { primaryKey: true })]);';

describe.each([
  ["a package of ES modules", '{ "type": "module" }'],
  ["a CommonJS package", '{ "type": "commonjs" }'],
  ["a package without a type", "{}"],
])("in %s", (_kind, manifest) => {
  test("a new project is upgraded, inspected and downgraded with no edit but the operations", () => {
    writeFileSync(join(folder, "package.json"), manifest);
    alembic("init", "alembic");
    alembic("revision", "-m", "create t", "--rev-id", "aaa1");
    fill("aaa1", createTable, 'await op.dropTable("t");');
    expect(alembic("current")).toEqual({ status: 0, stdout: "", log: contextLines });
    expect(alembic("upgrade", "head")).toEqual({
      status: 0,
      stdout: "",
      log: [...contextLines, "INFO  [alembic.runtime.migration] Running upgrade  -> aaa1, create t"],
    });
    expect(alembic("current")).toEqual({ status: 0, stdout: "aaa1 (head)\n", log: contextLines });
    expect(alembic("history", "-i").stdout).toBe("<base> -> aaa1 (head) (current), create t\n");
    expect(alembic("downgrade", "-1").log).toContain(
      "INFO  [alembic.runtime.migration] Running downgrade aaa1 -> , create t",
    );
    expect(alembic("stamp", "head").log).toContain(
      "INFO  [alembic.runtime.migration] Running stamp_revision  -> aaa1",
    );
    expect(alembic("current", "--check-heads").status).toBe(0);
  });
});

test("the template 'multidb' migrates every database, and writes a script for each", () => {
  writeFileSync(join(folder, "package.json"), "{}");
  alembic("init", "-t", "multidb", "alembic");
  alembic("revision", "-m", "both", "--rev-id", "aaa1");
  fill("aaa1", createTable);
  expect(alembic("upgrade", "head").log).toEqual([
    "INFO  [alembic.env] Migrating database engine1",
    ...contextLines,
    "INFO  [alembic.runtime.migration] Running upgrade  -> aaa1, both",
    "INFO  [alembic.env] Migrating database engine2",
    ...contextLines,
    "INFO  [alembic.runtime.migration] Running upgrade  -> aaa1, both",
  ]);
  expect(alembic("current").stdout).toBe("aaa1 (head)\naaa1 (head)\n");
  alembic("upgrade", "head", "--sql");
  expect(readFileSync(join(folder, "engine1.sql"), "utf8")).toContain("CREATE TABLE t (");
  expect(readFileSync(join(folder, "engine2.sql"), "utf8")).not.toContain("CREATE TABLE t (");
});

test.each([
  ["engine1, nosuch", "The option 'databases' names [nosuch], and there is no such section"],
  ["engine1, alembic", "The option 'databases' names [alembic], and that section has no 'sqlalchemy.url'"],
  ["", "The option 'databases' names no database"],
])("the template 'multidb' says what is wrong with databases = %s", (databases, message) => {
  writeFileSync(join(folder, "package.json"), "{}");
  alembic("init", "-t", "multidb", "alembic");
  const ini = readFileSync(join(folder, "alembic.ini"), "utf8");
  writeFileSync(join(folder, "alembic.ini"), ini.replace(/^databases = .*/m, `databases = ${databases}`));
  for (const options of [[], ["--sql"]]) {
    const { status, stdout } = alembic("upgrade", "head", ...options);
    expect(status).toBe(255);
    expect(stdout.split("\n")[0]).toBe(`FAILED: ${message}`);
  }
});

test("the template 'package' works from the settings in package.json", () => {
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  alembic("init", "-t", "package", "alembic");
  alembic("revision", "--rev-id", "aaa1");
  alembic("upgrade", "head");
  expect(alembic("current").stdout).toBe("aaa1 (head)\n");
});

test("DATABASE_URL of a .env file is used and shown without its password, and -x url wins over it", () => {
  alembic("init", "alembic");
  writeFileSync(join(folder, ".env"), "DATABASE_URL=sqlite:///other.db?password=secret\n");
  const { log } = alembic("ensure_version", "--sql");
  expect(log[0]).toBe(
    "INFO  [alembic.env] Using DATABASE_URL for the database: sqlite:///other.db?password=***",
  );
  expect(alembic("-x", "url=sqlite:///third.db", "ensure_version").log).toEqual(contextLines);
  expect(readdirSync(folder)).toContain("third.db");
});

test("sqlalchemy.echo = true logs each statement as it would be logged at INFO", () => {
  alembic("init", "alembic");
  const ini = readFileSync(join(folder, "alembic.ini"), "utf8");
  writeFileSync(
    join(folder, "alembic.ini"),
    ini.replace(/^sqlalchemy\.url.*/m, (url) => `${url}\nsqlalchemy.echo = true`),
  );
  const { log } = alembic("ensure_version");
  expect(log).toContain("INFO  [sqlalchemy.engine] BEGIN IMMEDIATE");
  expect(log.join("\n")).not.toContain("Warning");
});

test("a password with a blank is shown neither where the URL is announced nor in errors of env.ts", () => {
  alembic("init", "alembic");
  writeFileSync(join(folder, ".env"), 'DATABASE_URL="mysql://me:my pass word@127.0.0.1/d"\n');
  writeFileSync(
    join(folder, "alembic/env.ts"),
    'import { context, environmentUrl, fileConfig } from "alembic-ts";\nfileConfig(context.config);\n' +
      'const url = environmentUrl(context.config, "DATABASE_URL");\n' +
      'throw new Error("no " + url, { cause: new Error("bad " + url) });\n',
  );
  const log = alembic("current").log.join("\n");
  expect(log).toContain("Using DATABASE_URL for the database: mysql://me:***@127.0.0.1/d\n");
  expect(log).toContain("no mysql://me:***@127.0.0.1/d");
  expect(log).not.toContain("my pass");
});

test("an error of env.ts is a stack that names its line, and status 1", () => {
  alembic("init", "alembic");
  writeFileSync(
    join(folder, "alembic", "env.ts"),
    '\nconst models: string[] = [];\nthrow new TypeError("bug" + models);\n',
  );
  const { status, stdout, log } = alembic("current");
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(log.join("\n")).toMatch(/TypeError: bug[\s\S]*alembic\/env\.ts:3/);
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s ends a migration that runs, rolls it back and gives status %i", async (signal, status) => {
  alembic("init", "alembic");
  alembic("revision", "--rev-id", "aaa1");
  fill(
    "aaa1",
    `${createTable}\n  process.stdout.write("running\\n");\n  for (let i = 0; i < 300; i += 1) { await new Promise((done) => setTimeout(done, 20)); await op.execute("select 1"); }`,
  );
  const child = spawn(process.execPath, [bin, "upgrade", "head"], { cwd: folder });
  // In the moment of a statement the signal itself ends the process, which a shell shows as the same status.
  const ended = new Promise((done) => child.once("exit", (code, by) => done(by === signal ? status : code)));
  await new Promise((seen) => child.stdout.once("data", seen));
  await setTimeout(100);
  child.kill(signal);
  expect(await ended).toBe(status);
  expect(alembic("current").stdout).toBe("");
});
