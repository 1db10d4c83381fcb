import { describe, expect, test } from "vitest";
import { dialectNamed, registerDialect } from "../../../src/dialect/registry.ts";

describe("the dialects", () => {
  test("are known by their names and by other names of theirs", () => {
    const names = ["postgresql", "mysql", "mariadb", "sqlite", "mssql", "oracle"];
    expect(names.map((name) => dialectNamed(name).name)).toEqual(names);
    expect(dialectNamed("postgres")).toBe(dialectNamed("postgresql"));
  });

  test("an unknown one is an error that lists the known ones", () => {
    expect(() => dialectNamed("db2")).toThrow(
      expect.objectContaining({
        code: "URL",
        message: "There is no dialect 'db2'.",
        hint: expect.stringContaining("sqlite"),
      }),
    );
  });

  test("a third party's can be added", () => {
    const own = { ...dialectNamed("sqlite"), name: "at_own" };
    registerDialect(own);
    expect(dialectNamed("at_own")).toBe(own);
  });
});
