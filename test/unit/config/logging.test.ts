import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  Config,
  fileConfig,
  formatRecord,
  getLogger,
  type LogRecord,
  warn,
} from "../../../src/config/index.ts";

const usualSections = `
[loggers]
keys = root, sqlalchemy, alembic
[handlers]
keys = console
[formatters]
keys = generic
[logger_root]
level = WARNING
handlers = console
[logger_sqlalchemy]
level = WARNING
handlers =
qualname = sqlalchemy.engine
[logger_alembic]
level = INFO
handlers =
qualname = alembic
[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = NOTSET
formatter = generic
[formatter_generic]
format = %(levelname)-5.5s [%(name)s] %(message)s
datefmt = %H:%M:%S
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "at-logging-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function environment(
  ini: string,
  name = "alembic.ini",
): { config: Config; stderr: string[]; stdout: string[] } {
  writeFileSync(join(folder, name), ini);
  const stderr: string[] = [];
  const stdout: string[] = [];
  const logSinks = {
    stderr: { write: (text: string) => stderr.push(text) },
    stdout: { write: (text: string) => stdout.push(text) },
  };
  return { config: new Config(join(folder, name), { logSinks }), stderr, stdout };
}

const migration = getLogger("alembic.runtime.migration");

test("the usual sections write the tool's INFO and other loggers' warnings to stderr", () => {
  const { config, stderr } = environment(usualSections);
  fileConfig(config);
  config.logging.run(() => {
    migration.info("Context impl SQLiteImpl.");
    migration.debug("hidden");
    getLogger("app").info("hidden");
    getLogger("app").warn("careful");
    getLogger("sqlalchemy.engine.base").info("hidden");
    getLogger("sqlalchemy.engine").error("broken");
  });
  expect(stderr).toEqual([
    "INFO  [alembic.runtime.migration] Context impl SQLiteImpl.\n",
    "WARNI [app] careful\n",
    "ERROR [sqlalchemy.engine] broken\n",
  ]);
});

test("nothing is logged before fileConfig was called, but a warning for people is shown", () => {
  const { config, stderr } = environment(usualSections);
  config.logging.run(() => {
    migration.info("hidden");
    migration.error("hidden");
    warn("File a.ts loaded twice!");
  });
  expect(stderr).toEqual(["Warning: File a.ts loaded twice!\n"]);
});

test("what was asked for by echo is logged below the logger's level too, and without handlers on stderr", () => {
  const record = {
    name: "sqlalchemy.engine",
    levelName: "INFO",
    message: "SELECT 1",
    time: new Date(),
  } as const;
  const { config, stderr } = environment(usualSections.replace("%(message)s", "| %(message)s"));
  config.logging.echo(record);
  fileConfig(config);
  config.logging.echo(record);
  expect(stderr).toEqual(["INFO  [sqlalchemy.engine] SELECT 1\n", "INFO  [sqlalchemy.engine] | SELECT 1\n"]);
});

test("without logging sections fileConfig does nothing", () => {
  const { config, stderr } = environment("[alembic]\n");
  fileConfig(config);
  fileConfig(new Config());
  config.logging.run(() => migration.info("hidden"));
  expect(stderr).toEqual([]);
});

test("a library's configuration writes nowhere, and a listener hears what the levels let through", () => {
  writeFileSync(join(folder, "alembic.ini"), usualSections);
  const config = new Config(join(folder, "alembic.ini"));
  const heard: LogRecord[] = [];
  config.logging.subscribe((record) => heard.push(record));
  fileConfig(config);
  config.logging.run(() => {
    migration.debug("hidden");
    migration.info("seen");
  });
  expect(heard.map(({ levelName, name, message }) => [levelName, name, message])).toEqual([
    ["INFO", "alembic.runtime.migration", "seen"],
  ]);
});

test("two environments at once do not mix", async () => {
  const quiet = environment(usualSections.replace("level = INFO", "level = ERROR"), "quiet.ini");
  const loud = environment(usualSections.replace("(sys.stderr,)", "(sys.stdout,)"), "loud.ini");
  const work = async ({ config }: { config: Config }): Promise<void> => {
    fileConfig(config);
    await setTimeout(1);
    migration.info("step");
  };
  await Promise.all([quiet, loud].map((one) => one.config.logging.run(() => work(one))));
  expect([quiet.stderr, quiet.stdout, loud.stderr]).toEqual([[], [], []]);
  expect(loud.stdout).toEqual(["INFO  [alembic.runtime.migration] step\n"]);
});

test("a handler has a level of its own, and propagate = 0 keeps a record from the parents' handlers", () => {
  const { config, stderr } = environment(
    usualSections
      .replace("level = NOTSET", "level = ERROR")
      .replace(
        "[handler_console]",
        "[handler_out]\nclass = StreamHandler\nargs = (sys.stdout,)\n[handler_console]",
      )
      .replace("qualname = sqlalchemy.engine", "qualname = sqlalchemy.engine\npropagate = 0"),
  );
  fileConfig(config);
  config.logging.run(() => {
    migration.info("hidden");
    migration.error("seen");
    getLogger("sqlalchemy.engine").error("hidden");
  });
  expect(stderr).toEqual(["ERROR [alembic.runtime.migration] seen\n"]);
});

test.each([
  ["a section that is missing", "[loggers]\nkeys = root\n", "[logger_root]: the section is missing"],
  [
    "a handler without a section that no logger has",
    "[loggers]\nkeys = root\n[handlers]\nkeys = console, nosuch\n[logger_root]\n[handler_console]\n",
    "[handler_nosuch]: the section is missing",
  ],
  ["an unknown level", "[loggers]\nkeys = root\n[logger_root]\nlevel = LOUD\n", "level 'LOUD' is none of"],
  [
    "an unknown handler class",
    "[loggers]\nkeys = root\n[logger_root]\nhandlers = h\n[handler_h]\nclass = Pigeon\n",
    "handler class 'Pigeon' is not known",
  ],
])("refused: %s", (_rule, ini, message) => {
  expect(() => fileConfig(environment(ini).config)).toThrow(message);
});

test("passwords in log messages are masked", () => {
  const { config, stderr } = environment(usualSections);
  fileConfig(config);
  config.logging.run(() => migration.info("postgresql://me:p@ss@host/db?password=x&y=1"));
  expect(stderr.join()).toContain("postgresql://me:***@host/db?password=***&y=1");
});

test.each([
  ["%(levelname)-5.5s|", "WARNI|"],
  ["%(levelname)8s|%(levelno)05d|", " WARNING|00030|"],
  ["%(asctime)s", "2026-01-02 03:04:05,006"],
  ["100%% %(nope)s", "100% %(nope)s"],
])("the format %s writes %s", (format, text) => {
  const time = new Date(2026, 0, 2, 3, 4, 5, 6);
  expect(
    formatRecord({ name: "n", levelName: "WARNING", message: "m", time }, { format, dateFormat: null }),
  ).toBe(text);
});
