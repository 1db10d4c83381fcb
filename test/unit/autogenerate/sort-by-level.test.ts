import { expect, test } from "vitest";
import { sortByLevel } from "../../../src/autogenerate/sort-by-level.ts";
import { sa } from "../../../src/index.ts";

const table = (name: string, ...targets: readonly string[]) =>
  sa.table(name, [
    sa.column("id", sa.integer(), { primaryKey: true }),
    ...targets.map((target) =>
      sa.column(`${target}_id`, sa.integer(), { references: sa.references(`${target}.id`) }),
    ),
  ]);

const names = (...tables: readonly ReturnType<typeof table>[]) => sortByLevel(tables).map(({ name }) => name);

test("tables that refer to none come first, by name, then those that refer to these", () => {
  expect(
    names(table("f", "a", "b"), table("e", "d"), table("d", "f"), table("c"), table("b", "a"), table("a")),
  ).toEqual(["a", "c", "b", "f", "d", "e"]);
});

test("a circle does not keep tables from being sorted", () => {
  expect(names(table("b", "a"), table("a", "b"), table("c", "a"))).toHaveLength(3);
});

test("a table may refer to itself", () => {
  expect(names(table("a", "a"))).toEqual(["a"]);
});

test.each([
  ["child", null, "public.parent", null],
  ["child", null, "parent", "public"],
  ["child", "public", "public.parent", null],
  ["child", "public", "parent", null],
  ["child", "other", "public.parent", "public"],
  ["child", "other", "parent", "other"],
])("%s in %s stands behind %s, which it inherits from and which is in %s", (name, schema, inherits, its) => {
  const id = sa.column("id", sa.integer());
  const child = sa.table(name, [id], { schema, postgresql: { inherits } });
  const parent = sa.table("parent", [id], { schema: its });
  expect(sortByLevel([child, parent], "public")).toEqual([parent, child]);
});
