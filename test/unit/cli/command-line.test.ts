import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CommandDefinition } from "../../../src/cli/command-definition.ts";
import { CommandLine } from "../../../src/cli/command-line.ts";
import { type Config, fileConfig, getLogger } from "../../../src/config/index.ts";
import { CommandError, DatabaseError } from "../../../src/errors/index.ts";

let folder: string;
let stdout: string;
let stderr: string;
const here = process.cwd();

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "at-cli-")));
  process.chdir(folder);
  stdout = "";
  stderr = "";
});
afterEach(() => {
  process.chdir(here);
  for (const name of ["ALEMBIC_CONFIG", "AT_ONE", "AT_TWO"]) delete process.env[name];
  rmSync(folder, { recursive: true, force: true });
});

type Run = CommandDefinition["run"];

async function type(argv: readonly string[], run: Run = async () => 0): Promise<number> {
  const program = new CommandLine({
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  });
  const revision = { names: ["revision"], kind: "positional", help: "", optional: true } as const;
  program.registerCommand({ name: "try", help: "Try.", example: "try", arguments: [revision], run });
  return program.main(argv);
}

const logging = `
[loggers]
keys = root
[handlers]
keys = console
[formatters]
keys = generic
[logger_root]
level = INFO
handlers = console
[handler_console]
class = StreamHandler
args = (sys.stderr,)
formatter = generic
[formatter_generic]
format = %(levelname)-5.5s [%(name)s] %(message)s
`;

test("--version prints the program and its version", async () => {
  expect(await type(["--version"])).toBe(0);
  expect(stdout).toMatch(/^alembic \d+\.\d+\.\d+\S*\n$/);
});

test("a command that succeeds gives 0, or the number it returns", async () => {
  expect(await type(["try"])).toBe(0);
  expect(await type(["try"], async () => 1)).toBe(1);
});

test("a refused command prints FAILED on stdout with a hint and gives 255", async () => {
  const refused: Run = async () => {
    throw new CommandError("Range revision not allowed", { hint: "Add --sql." });
  };
  expect(await type(["try"], refused)).toBe(255);
  expect({ stdout, stderr }).toEqual({
    stdout: "FAILED: Range revision not allowed\n  Add --sql.\n",
    stderr: "",
  });
});

test("once logging is configured a refused command is also an ERROR line on stderr", async () => {
  writeFileSync("alembic.ini", logging);
  const refused: Run = async (config) => {
    fileConfig(config);
    getLogger("alembic.runtime.migration").info("Context impl SQLiteImpl.");
    throw new DatabaseError("no such table: pg://u:secret@h/d", { sql: "SELECT 1" });
  };
  expect(await type(["try"], refused)).toBe(255);
  expect(stdout).toBe("FAILED: no such table: pg://u:***@h/d\n");
  expect(stderr).toBe(
    "INFO  [alembic.runtime.migration] Context impl SQLiteImpl.\n" +
      "ERROR [alembic.util.messaging] no such table: pg://u:***@h/d\n",
  );
});

test("-q hides everything on stdout but not the log, and keeps the status", async () => {
  writeFileSync("alembic.ini", logging);
  const refused: Run = async (config) => {
    fileConfig(config);
    config.printStdout("result");
    throw new CommandError("no");
  };
  expect(await type(["-q", "try"], refused)).toBe(255);
  expect({ stdout, stderr }).toEqual({ stdout: "", stderr: "ERROR [alembic.util.messaging] no\n" });
});

test("a foreign exception is a stack on stderr and status 1", async () => {
  const broken: Run = async () => {
    throw new TypeError("bug in env.ts");
  };
  expect(await type(["try"], broken)).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^TypeError: bug in env\.ts\n\s+at .*command-line\.test/);
});

test("--raiseerr throws the error", async () => {
  const refused: Run = async () => {
    throw new CommandError("no");
  };
  await expect(type(["--raiseerr", "try"], refused)).rejects.toThrow("no");
});

async function configOf(argv: readonly string[]): Promise<Config> {
  let seen: Config | null = null;
  await type([...argv], async (config) => {
    seen = config;
  });
  if (seen === null) throw new Error(stdout);
  return seen;
}

test("the configuration is alembic.ini and package.json of the current directory", async () => {
  const config = await configOf(["try"]);
  expect([config.configFileName, config.packageFileName, config.configIniSection]).toEqual([
    "alembic.ini",
    "package.json",
    "alembic",
  ]);
});

test.each([
  ["an ini", "prod.ini", ["prod.ini", "package.json"]],
  ["a package.json", "sub/package.json", ["alembic.ini", "sub/package.json"]],
])("ALEMBIC_CONFIG may name %s", async (_what, value, files) => {
  process.env.ALEMBIC_CONFIG = value;
  const config = await configOf(["try"]);
  expect([config.configFileName, config.packageFileName]).toEqual(files);
});

test("-c wins over ALEMBIC_CONFIG, and -n names the section", async () => {
  process.env.ALEMBIC_CONFIG = "prod.ini";
  const config = await configOf(["-c", "dev.ini", "-n", "other", "try"]);
  expect([config.configFileName, config.configIniSection]).toEqual(["dev.ini", "other"]);
});

test.each([
  [["-c", "a.ini", "-c", "b.ini", "try"], "only one ini file may be indicated"],
  [["-c", "package.json", "-c", "x/package.json", "try"], "package.json indicated more than once"],
])("%j is refused", async (argv, message) => {
  expect(await type(argv)).toBe(255);
  expect(stdout).toContain(`FAILED: ${message}\n`);
});

test("env.ts sees the parsed options in camelCase", async () => {
  const config = await configOf(["-x", "a=1", "try", "head"]);
  expect(config.cmdOpts).toMatchObject({
    cmd: "try",
    name: "alembic",
    revision: "head",
    x: ["a=1"],
    raiseerr: false,
    quiet: false,
  });
});

test("a .env file beside alembic.ini is loaded, and set variables stay", async () => {
  writeFileSync("alembic.ini", "[alembic]\n[other]\n");
  writeFileSync(".env", "AT_ONE=file\nAT_TWO=file\n");
  process.env.AT_TWO = "shell";
  await configOf(["-n", "other", "try"]);
  expect(process.env.AT_ONE).toBeUndefined();
  await configOf(["try"]);
  expect([process.env.AT_ONE, process.env.AT_TWO]).toEqual(["file", "shell"]);
});
