import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const source = resolve(import.meta.dirname, "../src");

/** Which parts a part may import, besides itself. The order is the order of the layers. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  util: ["errors"],
  schema: ["errors", "util"],
  directives: ["errors", "util", "schema"],
  config: ["errors", "util", "templates"],
  templates: ["errors"],
  connection: ["errors", "util"],
  dialect: ["errors", "util", "schema", "directives", "connection"],
  operations: ["errors", "util", "schema", "directives", "connection", "dialect"],
  sa: ["errors", "util", "schema", "directives", "connection", "dialect"],
  autogenerate: ["errors", "util", "schema", "directives", "connection", "config", "dialect", "operations"],
  script: ["errors", "util", "config", "templates"],
  runtime: [
    "errors",
    "util",
    "schema",
    "directives",
    "config",
    "connection",
    "dialect",
    "operations",
    "autogenerate",
    "script",
  ],
  commands: [
    "errors",
    "util",
    "schema",
    "directives",
    "config",
    "templates",
    "connection",
    "dialect",
    "operations",
    "sa",
    "autogenerate",
    "script",
    "runtime",
  ],
  cli: ["errors", "util", "config", "commands"],
  testing: [
    "errors",
    "schema",
    "directives",
    "connection",
    "dialect",
    "operations",
    "sa",
    "autogenerate",
    "runtime",
  ],
};

interface Import {
  readonly file: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !name.startsWith(join("templates", "")))
  .map((name) => join(source, name));

const imports: readonly Import[] = files.flatMap((file) => {
  const text = readFileSync(file, "utf8");
  const statements = text.matchAll(
    /^(?:import|export)\s+(type\s)?[^;]*?from\s+"([^"]+)"|\bimport\("([^"]+)"\)/gm,
  );
  return [...statements].map(([, type, from, dynamic]) => ({
    file,
    specifier: from ?? dynamic ?? "",
    typeOnly: type !== undefined,
  }));
});

/** Codes that belong to an error class, which sets them. */
const codesOfClasses =
  /code: "(?:REVISION|MULTIPLE_HEADS|RESOLUTION|RANGE_NOT_ANCESTOR|LOOP|CYCLE|DEPENDENCY_LOOP|DEPENDENCY_CYCLE|REVISION_NOT_FOUND|DUPLICATE_LABEL|AUTOGENERATE_DIFFS|NOT_AT_HEAD|LOCK_TIMEOUT|DRIVER_MISSING|SCHEMA|UNSUPPORTED)"/;

const partOf = (file: string): string => relative(source, file).split("/")[0] ?? "";
const inside = imports.filter((each) => each.specifier.startsWith("."));
const show = (each: Import): string => `${relative(source, each.file)} → ${each.specifier}`;

describe("the layers", () => {
  test("a part imports only the parts below it", () => {
    const forbidden = inside.filter((each) => {
      const from = partOf(each.file);
      const to = partOf(resolve(dirname(each.file), each.specifier));
      const isEntry = from.endsWith(".ts");
      // The dialect options are listed by type in one interface of the schema.
      const isOptions = each.typeOnly && from === "schema" && each.specifier.endsWith("/options.ts");
      return !isEntry && !isOptions && from !== to && !mayImport[from]?.includes(to);
    });
    expect(forbidden.map(show)).toEqual([]);
  });

  test("a dialect does not import another one, but MariaDB builds on MySQL", () => {
    const dialects = new Set(["postgresql", "mysql", "mariadb", "sqlite", "mssql", "oracle"]);
    const forbidden = inside.filter((each) => {
      const [, from = ""] = relative(source, each.file).split("/");
      const [part, to = ""] = relative(source, resolve(dirname(each.file), each.specifier)).split("/");
      if (partOf(each.file) !== "dialect" || part !== "dialect") return false;
      return dialects.has(from) && dialects.has(to) && from !== to && !(from === "mariadb" && to === "mysql");
    });
    expect(forbidden.map(show)).toEqual([]);
  });

  test("no dialect's name is compared outside the dialects", () => {
    const comparison = /(?:===|!==|case)\s*"(?:postgresql|mysql|mariadb|sqlite|mssql|oracle)"/;
    const guilty = files.filter(
      (file) =>
        !["dialect", "connection"].includes(partOf(file)) && comparison.test(readFileSync(file, "utf8")),
    );
    expect(guilty.map((file) => relative(source, file))).toEqual([]);
  });

  test("only the connection part imports drivers and Kysely", () => {
    const drivers =
      /^(?:pg|mysql2|kysely|better-sqlite3|postgres|mariadb|tedious|oracledb|@electric-sql|libsql|node:sqlite)/;
    const guilty = imports.filter(
      (each) => drivers.test(each.specifier) && partOf(each.file) !== "connection" && !each.typeOnly,
    );
    expect(guilty.map(show)).toEqual([]);
  });

  test("only the command line writes to the console, exits or reads argv", () => {
    const outside = /\bconsole\.|process\.(?:exit\(|argv|exitCode)/;
    const guilty = files.filter((file) => partOf(file) !== "cli" && outside.test(readFileSync(file, "utf8")));
    expect(guilty.map((file) => relative(source, file))).toEqual([]);
  });

  test("a code that an error class has is set by that class alone", () => {
    const guilty = files.filter(
      (file) => partOf(file) !== "errors" && codesOfClasses.test(readFileSync(file, "utf8")),
    );
    expect(guilty.map((file) => relative(source, file))).toEqual([]);
  });

  test("only configuration and command line read the environment", () => {
    const guilty = files.filter(
      (file) =>
        !["cli", "config"].includes(partOf(file)) && /process\.env\b/.test(readFileSync(file, "utf8")),
    );
    expect(guilty.map((file) => relative(source, file))).toEqual([]);
  });
});
