import { describe, expect, test } from "vitest";
import { builtInTypeSource } from "../../../../src/autogenerate/render/type-sources.ts";
import * as mssql from "../../../../src/dialect/mssql/public.ts";
import * as mysql from "../../../../src/dialect/mysql/public.ts";
import * as oracle from "../../../../src/dialect/oracle/public.ts";
import * as postgresql from "../../../../src/dialect/postgresql/public.ts";
import * as sqlite from "../../../../src/dialect/sqlite/public.ts";

const entries: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ["postgresql", postgresql],
  ["mysql", mysql],
  ["sqlite", sqlite],
  ["mssql", mssql],
  ["oracle", oracle],
];
const notTypes = new Set(["exclude", "enumType"]);

describe.each(entries)("the types of %s", (family, module) => {
  test("are all known to the renderer, and no others", () => {
    const exported = Object.keys(module).filter((name) => !notTypes.has(name));
    expect(Object.keys(builtInTypeSource(family)?.constructors ?? {}).sort()).toEqual(exported.sort());
  });

  test("take their arguments where the renderer puts them", () => {
    for (const [name, { args, options }] of Object.entries(builtInTypeSource(family)?.constructors ?? {})) {
      const given = Object.fromEntries([...args, ...options].map((key) => [key, sampleOf(key)]));
      const members = Object.fromEntries(options.map((key) => [key, sampleOf(key)]));
      const make = module[name] as (...values: unknown[]) => { name: string; options: object };
      const made = make(...args.map(sampleOf), ...(options.length > 0 ? [members] : []));
      expect(made).toMatchObject({ name, family, options: given });
    }
  });
});

/** A value that shows up unchanged in the type's data. */
function sampleOf(key: string): unknown {
  if (key === "values") return ["a"];
  if (key === "item" || key === "dataType") return sqlite.integer();
  return 3;
}
