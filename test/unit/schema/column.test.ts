import { describe, expect, test } from "vitest";
import * as sa from "../../../src/sa/index.ts";
import { sql } from "../../../src/schema/sql-text.ts";

// Scripts are stripped of their types and not checked.
const untyped = sa as unknown as Record<string, (...args: unknown[]) => unknown>;

describe("what is no part of a column is refused", () => {
  test.each([
    ["a name", [undefined, sa.integer()], "The name of a column is a text; it was undefined."],
    ["a foreign key", ["c", sa.integer(), { references: "p.id" }], "Column 'c' has 'p.id' for a reference"],
    ["a CHECK", ["c", sa.integer(), { checks: ["c > 0"] }], "Column 'c' has 'c > 0' for a check"],
    ["a flag", ["c", sa.integer(), { nullable: "no" }], "'nullable' must be true or false; it was 'no'"],
    ["counting", ["c", sa.integer(), { autoincrement: "no" }], "'autoincrement' must be true or false"],
  ])("for %s", (_what, args, message) => {
    expect(() => untyped.column?.(...args)).toThrow(
      expect.objectContaining({ code: "SCHEMA", message: expect.stringContaining(message) }),
    );
  });

  test.each([null, {}, 5])("for the condition of a CHECK: %j", (condition) => {
    expect(() => untyped.check?.(condition)).toThrow("A CHECK has no condition");
  });
});

describe("what is no list where a list belongs is refused", () => {
  test.each([
    ["foreignKey", ["a", "x.a"], `sa.foreignKey: 'columns' must be an array of texts such as ["team_id"]`],
    ["foreignKey", [["a"], "x.a"], "sa.foreignKey: 'targets' must be an array"],
    ["primaryKey", ["id"], "sa.primaryKey: 'columns' must be an array"],
    ["unique", [[1]], "sa.unique: 'columns' must be an array of texts"],
    ["index", ["ix", "a"], "sa.index: 'parts' must be an array"],
    ["exclude", ["a"], "sa.exclude: 'elements' must be an array"],
    ["table", ["t", sa.column("a", sa.integer())], "sa.table: 'elements' must be an array"],
  ])("by sa.%s", (name, args, message) => {
    const call = (): unknown => untyped[name]?.(...args);
    expect(call).toThrow(
      expect.objectContaining({ code: "SCHEMA", message: expect.stringContaining(message) }),
    );
  });
});

describe("an option that is not what its name stands for is refused", () => {
  test.each([
    ["index", ["ix", ["a"], { unique: "no" }], "sa.index: 'unique' must be true or false; it was 'no'."],
    ["index", ["ix", [{}]], "sa.index: 'parts' must be columns and expressions"],
    ["desc", ["a", { nulls: "x" }], `sa.desc: 'nulls' must be "first" or "last"; it was 'x'.`],
    ["table", ["t", [], { prefixes: "TEMPORARY" }], "sa.table: 'prefixes' must be an array of texts"],
    ["table", ["t", [null]], "sa.table: 'elements' must be columns, constraints and indexes"],
    ["table", [5, []], "sa.table: 'name' must be a name"],
    ["unique", [["a"], { comment: 5 }], "sa.unique: 'comment' must be a text, or null; it was 5."],
    [
      "foreignKey",
      [["a"], ["t.b"], { match: {} }],
      "sa.foreignKey: 'match' must be a text, or null; it was {}.",
    ],
    ["exclude", [[["a"]]], `sa.exclude: 'elements' must be pairs such as ["room", "="]`],
    ["references", ["t.id", { name: 5 }], "sa.references: 'name' must be a name such as"],
    ["references", [5], `sa.references: 'target' must be a text such as "team.id"`],
    ["identity", [{ start: "no" }], "sa.identity: 'start' must be a whole number; it was 'no'."],
    ["sequence", ["s", { increment: 1.5 }], "sa.sequence: 'increment' must be a whole number; it was 1.5."],
    ["computed", [5], "sa.computed: 'text' must be SQL text"],
    ["computed", ["a", { persisted: "yes" }], "sa.computed: 'persisted' must be true or false"],
    ["check", ["a > 0", null], "sa.check: 'options' must be an object; it was null."],
  ])("by sa.%s: %j", (name, args, message) => {
    expect(() => untyped[name]?.(...args)).toThrow(
      expect.objectContaining({ code: "SCHEMA", message: expect.stringContaining(message) }),
    );
  });

  test.each([
    [{ comment: 5 }, "Column 'c': 'comment' must be a text, or null; it was 5."],
    [{ computed: "a + 1" }, `Column 'c': 'computed' must be what sa.computed("price * qty") makes`],
    [{ computed: sql`a + 1` }, "it was { kind: 'sql_text'"],
    [{ identity: true }, "Column 'c': 'identity' must be what sa.identity({ start: 1 }) makes"],
    [{ identity: "t" }, "it was 't'."],
  ])("by sa.column: %j", (options, message) => {
    expect(() => untyped.column?.("c", sa.integer(), options)).toThrow(
      expect.objectContaining({ code: "SCHEMA", message: expect.stringContaining(message) }),
    );
  });

  test("null is as good as nothing", () => {
    const none = { comment: null, schema: null, prefixes: null, info: null };
    expect(untyped.table?.("t", [], none)).toEqual(sa.table("t", []));
  });
});

describe("a column whose options contradict one another is refused", () => {
  const identity = sa.identity();
  const computed = sa.computed("a + 1");

  test.each([
    ["a default and a computed value", { serverDefault: 1, computed }, "serverDefault and computed"],
    ["a default and an identity", { serverDefault: 1, identity }, "serverDefault and identity"],
    ["an identity and a computed value", { identity, computed }, "identity and computed"],
    [
      "a computed value as default beside an identity",
      { serverDefault: computed, identity },
      "identity and computed",
    ],
  ])("%s", (_what, options, named) => {
    expect(() => sa.column("c", sa.integer(), options)).toThrow(
      `Column 'c' has ${named}, which exclude one another.`,
    );
  });

  test.each([sa.text(), sa.string(5), sa.boolean(), sa.dateTime(), sa.uuid(), sa.enum(["a"])])(
    "autoincrement on a type that does not count: $name",
    (type) => {
      expect(() => sa.column("c", type, { primaryKey: true, autoincrement: true })).toThrow(
        `Column 'c' cannot count up: its type is ${type.name}.`,
      );
    },
  );

  test.each([sa.integer(), sa.bigInteger(), sa.smallInteger(), sa.numeric(10, 0)])(
    "but not on one that does: $name",
    (type) => {
      expect(sa.column("c", type, { primaryKey: true, autoincrement: true }).autoincrement).toBe(true);
    },
  );
});
