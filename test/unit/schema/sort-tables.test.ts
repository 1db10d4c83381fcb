import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { column, references } from "../../../src/schema/column.ts";
import { foreignKey } from "../../../src/schema/constraints.ts";
import { sortTables, sortTablesAndConstraints } from "../../../src/schema/sort-tables.ts";
import { type Table, table } from "../../../src/schema/table.ts";
import { integer } from "../../../src/schema/types/generic.ts";

/** A table `name` that refers to the others. */
const to = (name: string, ...others: readonly string[]): Table =>
  table(name, [
    column("id", integer(), { primaryKey: true }),
    ...others.map((other, at) => column(`r${at}`, integer(), { references: references(`${other}.id`) })),
  ]);
const names = (tables: readonly Table[]): readonly string[] => tables.map((each) => String(each.name));

describe("the creation order of tables", () => {
  test("a table stands behind those that it refers to", () => {
    expect(names(sortTables([to("c", "b"), to("b", "a"), to("a")]))).toEqual(["a", "b", "c"]);
  });

  test("declaration order holds where nothing else decides", () => {
    expect(names(sortTables([to("z"), to("m"), to("a")]))).toEqual(["z", "m", "a"]);
  });

  test("references to itself and to tables elsewhere do not count", () => {
    expect(sortTablesAndConstraints([to("a", "a", "elsewhere")])).toMatchObject({ later: [], cycles: [] });
  });

  test("in a circle the foreign keys that point forwards come later", () => {
    const { tables, later, cycles } = sortTablesAndConstraints([to("a", "b"), to("b", "a"), to("c", "a")]);
    expect(names(tables)).toEqual(["a", "b", "c"]);
    expect(later.map(({ table: owner, constraint }) => [owner.name, constraint.referredTable])).toEqual([
      ["a", "b"],
    ]);
    expect(cycles.map(names)).toEqual([["a", "b"]]);
  });

  test("a foreign key with useAlter comes later and breaks a circle", () => {
    const a = table("a", [column("id", integer()), foreignKey(["id"], ["b.id"], { useAlter: true })]);
    const { tables, later, cycles } = sortTablesAndConstraints([a, to("b", "a")]);
    expect([names(tables), later.length, cycles]).toEqual([["a", "b"], 1, []]);
  });

  test("a table stands behind those that it inherits from", () => {
    const child = table("a", [], { postgresql: { inherits: ["c", "b"] } });
    expect(names(sortTables([child, to("b"), to("c")]))).toEqual(["c", "b", "a"]);
  });

  test("a chain of 10,000 tables is no problem", () => {
    const chain = Array.from({ length: 10_000 }, (_, at) =>
      at === 9_999 ? to(`t${at}`) : to(`t${at}`, `t${at + 1}`),
    );
    expect(names(sortTables(chain)).slice(0, 2)).toEqual(["t9999", "t9998"]);
  });

  test("after creation in order and the later keys, nothing refers to what is missing", () => {
    const edges = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 25 });
    fc.assert(
      fc.property(edges, (pairs) => {
        const tables = Array.from({ length: 10 }, (_, at) =>
          to(`t${at}`, ...new Set(pairs.filter(([from]) => from === at).map(([, target]) => `t${target}`))),
        );
        const sorted = sortTablesAndConstraints(tables);
        const made = new Set<string>();
        for (const each of sorted.tables) {
          made.add(String(each.name));
          const now = each.constraints
            .filter((constraint) => constraint.kind === "foreign_key")
            .filter((constraint) => !sorted.later.some((entry) => entry.constraint === constraint));
          expect(now.every((constraint) => made.has(constraint.referredTable))).toBe(true);
        }
        expect(made.size).toBe(10);
      }),
    );
  });
});
