import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Config, type ConfigOptions } from "../../../src/config/index.ts";
import { parseUrl } from "../../../src/connection/url.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "at-config-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function withIni(text: string, options: ConfigOptions = {}): Config {
  writeFileSync(join(folder, "alembic.ini"), text);
  return new Config(join(folder, "alembic.ini"), options);
}

function withPackage(alembic: unknown, ini: string | null = null): Config {
  const packageFile = join(folder, "package.json");
  writeFileSync(packageFile, JSON.stringify({ name: "app", alembic }));
  return ini === null ? new Config(null, { packageFile }) : withIni(ini, { packageFile });
}

test("%(here)s is the directory of the ini, and configuration arguments are values too", () => {
  const config = withIni("[alembic]\nscript_location = %(here)s/%(sub)s\n", {
    configArgs: { sub: "alembic" },
  });
  expect(config.getMainOption("script_location")).toBe(`${folder}/alembic`);
  expect(config.getSection("alembic")).toEqual({
    here: folder,
    sub: "alembic",
    script_location: `${folder}/alembic`,
  });
});

describe("a folder whose name is special elsewhere", () => {
  const name = "50%(x)s 100%41 a?b=c #d";
  beforeEach(() => mkdirSync(join(folder, name)));

  function nested(text: string): Config {
    writeFileSync(join(folder, name, "alembic.ini"), text);
    return new Config(join(folder, name, "alembic.ini"));
  }

  test("is what %(here)s stands for", () => {
    const config = nested("[alembic]\nscript_location = %(here)s/alembic\n");
    expect(config.getMainOption("here")).toBe(join(folder, name));
    expect(config.getMainOption("script_location")).toBe(join(folder, name, "alembic"));
  });

  test("is what %(here)s of package.json stands for", () => {
    const packageFile = join(folder, name, "package.json");
    writeFileSync(packageFile, JSON.stringify({ alembic: { script_location: "%(here)s/alembic" } }));
    const config = new Config(null, { packageFile });
    expect(config.getAlembicOption("script_location")).toBe(join(folder, name, "alembic"));
  });

  test.each([
    ["at once", "u = sqlite:///%(here)s/app.db?timeout=5"],
    ["through another option", "data = %(here)s/app.db\nu = sqlite:///%(data)s?timeout=5"],
  ])("is the folder of a URL, which keeps its options, named %s", (_how, lines) => {
    const url = parseUrl(nested(`[alembic]\n${lines}\n`).getMainOption("u") ?? "");
    expect(url.database).toBe(join(folder, name, "app.db"));
    expect(url.query).toEqual({ timeout: ["5"] });
  });
});

test("another section can be the main one", () => {
  const config = withIni("[alembic]\nx = 1\n[other]\nx = 2\n", { iniSection: "other" });
  expect(config.getMainOption("x")).toBe("2");
  expect(config.getSectionOption("alembic", "x")).toBe("1");
});

test("an option that is absent is null, or the fallback", () => {
  const config = withIni("[alembic]\n");
  expect(config.getMainOption("x")).toBeNull();
  expect(config.getMainOption("x", "y")).toBe("y");
  expect(config.getSection("nope")).toBeNull();
  expect(config.getSection("nope", {})).toEqual({});
});

test("an option of a missing file or section is an error that names both", () => {
  const config = new Config("missing.ini");
  const text = "No config file 'missing.ini' found, or file has no '[alembic]' section";
  expect(() => config.getMainOption("sqlalchemy.url")).toThrow(text);
  expect(config.getAlembicOption("script_location")).toBeNull();
});

test("a missing section of a configuration without a file is an error that speaks of no file", () => {
  const config = new Config(null);
  expect(() => config.getSectionOption("nope", "x")).toThrow(
    expect.objectContaining({
      code: "CONFIG",
      message: "There is no section '[nope]': the configuration has no ini file",
      hint: "Name an ini file that has the section, or set its options with setSectionOption().",
    }),
  );
});

test("a configuration without a file can be filled by a program", () => {
  const config = new Config();
  expect(config.getMainOption("script_location")).toBeNull();
  config.setMainOption("script_location", "%(here)s/x");
  config.setMainOptionRaw("sqlalchemy.url", "pg://u:p%40w@h/db");
  config.setSectionOption("logger_x", "level", "INFO");
  expect(config.getMainOption("script_location")).toBe("./x");
  expect(config.getMainOption("sqlalchemy.url")).toBe("pg://u:p%40w@h/db");
  expect(config.getSectionOption("logger_x", "level")).toBe("INFO");
  config.removeMainOption("script_location");
  expect(config.getMainOption("script_location")).toBeNull();
});

test.each([
  ["os", `a${delimiter} b`],
  [":", "a: b"],
  [";", "a;b;"],
  ["space", "a  b"],
  ["newline", "\n  a\n  b"],
])("path_separator = %s splits the version locations", (separator, text) => {
  const config = withIni(`[alembic]\npath_separator = ${separator}\nversion_locations = ${text}\n`);
  expect(config.getVersionLocationsList()).toEqual(["a", "b"]);
});

test("an unknown path_separator is refused", () => {
  const config = withIni("[alembic]\npath_separator = |\nprepend_sys_path = .\n");
  expect(() => config.getPrependSysPathsList()).toThrow(
    "'|' is not a valid value for path_separator; expected 'space', 'newline', 'os', ':', ';'",
  );
});

test("without a separator paths are split as old files meant it, with a warning", () => {
  const warnings: string[] = [];
  const config = withIni("[alembic]\nversion_locations = a, b c\nprepend_sys_path = .:src\n");
  config.logging.subscribe((record) => warnings.push(record.message));
  config.logging.run(() => {
    expect(config.getVersionLocationsList()).toEqual(["a", "b", "c"]);
    expect(config.getPrependSysPathsList()).toEqual([".", "src"]);
  });
  expect(warnings.join()).toContain("No path_separator found in configuration");
});

test.each([
  ["true", true],
  ["Yes", true],
  ["1", true],
  ["off", false],
])("the text %s is the boolean %s", (text, value) => {
  expect(withIni(`[alembic]\nsourceless = ${text}\n`).getAlembicBooleanOption("sourceless")).toBe(value);
});

test.each(["maybe", "constructor", "__proto__"])("the text %s is no boolean", (text) => {
  const config = withIni(`[alembic]\nsourceless = ${text}\n`);
  expect(() => config.getAlembicBooleanOption("sourceless")).toThrow(`'${text}', which is not a boolean`);
});

test("hooks are read in the order of their list", () => {
  const config = withIni(
    "[post_write_hooks]\nhooks = b, a\na.type = exec\nb.type = module\nb.options = x y\n",
  );
  expect(config.getHooksList()).toEqual([
    { _hook_name: "b", type: "module", options: "x y" },
    { _hook_name: "a", type: "exec" },
  ]);
});

test("package.json stands in for absent options, and the ini wins where both speak", () => {
  const settings = {
    script_location: "%(here)s/db",
    timezone: "utc",
    truncate_slug_length: 20,
    sourceless: true,
  };
  const config = withPackage(settings, "[alembic]\ntimezone = Europe/Paris\n");
  expect(config.getAlembicOption("script_location")).toBe(`${folder}/db`);
  expect(config.getAlembicOption("timezone")).toBe("Europe/Paris");
  expect(config.getAlembicOption("truncate_slug_length")).toBe("20");
  expect(config.getAlembicBooleanOption("sourceless")).toBe(true);
});

test("lists of package.json are JSON lists", () => {
  const config = withPackage({
    version_locations: ["%(here)s/a b", "c"],
    prepend_sys_path: ["."],
    post_write_hooks: [{ name: "lint", type: "exec", executable: "%(here)s/lint" }],
  });
  expect(config.getVersionLocationsList()).toEqual([`${folder}/a b`, "c"]);
  expect(config.getPrependSysPathsList()).toEqual(["."]);
  expect(config.getHooksList()).toEqual([{ _hook_name: "lint", type: "exec", executable: `${folder}/lint` }]);
});

test.each(["%(here)s/a", 1, [{ name: "a" }]])(
  "a value that is no list of texts is refused in package.json: %j",
  (value) => {
    const config = withPackage({ version_locations: value, prepend_sys_path: value });
    const message = (name: string): string => `list of texts expected for package.json parameter '${name}'`;
    expect(() => config.getVersionLocationsList()).toThrow(message("version_locations"));
    expect(() => config.getPrependSysPathsList()).toThrow(message("prepend_sys_path"));
  },
);

test("the hooks of the ini hide those of package.json altogether", () => {
  const config = withPackage({ post_write_hooks: [{ name: "a", type: "exec" }] }, "[post_write_hooks]\n");
  expect(config.getHooksList()).toEqual([]);
});

test.each([
  ["not an object", "x", 'the key "alembic" is not an object'],
  ["an object where a value is expected", { timezone: {} }, '"alembic" key "timezone" is neither'],
])("refused in package.json: %s", (_rule, settings, message) => {
  expect(() => withPackage(settings).getAlembicOption("timezone")).toThrow(message);
});

test("a boolean in quotes is refused in package.json", () => {
  const config = withPackage({ sourceless: "true" });
  expect(() => config.getAlembicBooleanOption("sourceless")).toThrow(
    "boolean value expected for package.json parameter 'sourceless'",
  );
});

test("a package.json that is no JSON is named", () => {
  writeFileSync(join(folder, "package.json"), "{");
  const config = new Config(null, { packageFile: join(folder, "package.json") });
  expect(() => config.getAlembicOption("x")).toThrow("package.json: not valid JSON");
});

test("output goes to the given sink, quietly nowhere, and never with a password", () => {
  const lines: string[] = [];
  const stdout = { write: (text: string) => lines.push(text) };
  new Config(null, { stdout }).printStdout("at %s", "pg://u:secret@h/db");
  new Config(null, { stdout, cmdOpts: { quiet: true } }).printStdout("hidden");
  expect(lines).toEqual(["at pg://u:***@h/db\n"]);
});
