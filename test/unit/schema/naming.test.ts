import { describe, expect, test } from "vitest";
import { column } from "../../../src/schema/column.ts";
import { check, foreignKey, primaryKey, unique } from "../../../src/schema/constraints.ts";
import { index } from "../../../src/schema/index-def.ts";
import { finalName } from "../../../src/schema/names.ts";
import { type Nameable, resolveName } from "../../../src/schema/naming.ts";
import { defaultNamingConvention, type NamingConvention } from "../../../src/schema/naming-convention.ts";
import { sql } from "../../../src/schema/sql-text.ts";
import { table } from "../../../src/schema/table.ts";
import { integer } from "../../../src/schema/types/generic.ts";

const owner = table("w", [column("a", integer(), { key: "keyA" }), column("b", integer())], {
  schema: "s.x",
});
const key = foreignKey(["a", "b"], ["par.x", "par.y"]);

function named(item: Nameable, convention: NamingConvention): string | null {
  const name = resolveName(item, owner, convention);
  return name === null ? null : typeof name === "string" ? name : `${name.kind}:${name.text}`;
}

describe("the tokens of a naming convention", () => {
  test.each<readonly [string, Nameable, string]>([
    ["%(table_name)s", unique(["a"]), "w"],
    ["%(column_0_name)s", unique(["b", "a"]), "b"],
    ["%(column_1_name)s", unique(["b", "a"]), "a"],
    ["%(column_5_name)s", unique(["a"]), ""],
    ["%(column_0_key)s", unique(["a"]), "keyA"],
    ["%(column_0_label)s", unique(["a"]), "s_x_w_a"],
    ["%(column_0N_name)s", unique(["a", "b"]), "ab"],
    ["%(column_0_N_name)s", unique(["a", "b"]), "a_b"],
    ["%(column_0_N_label)s", unique(["a", "b"]), "s_x_w_a_s_x_w_b"],
    ["%(column_0N_key)s", unique(["a", "b"]), "keyAb"],
    ["100%%_%(table_name)s", unique(["a"]), "100%_w"],
  ])("%s", (pattern, item, expected) => {
    expect(named(item, { uq: pattern })).toBe(`final_name:${expected}`);
  });

  test.each<readonly [string, string]>([
    ["%(referred_table_name)s", "par"],
    ["%(referred_column_0_name)s", "x"],
    ["%(referred_column_0_N_name)s", "x_y"],
  ])("%s of a foreign key", (pattern, expected) => {
    expect(named(key, { fk: pattern })).toBe(`final_name:${expected}`);
  });

  test("an own token is a function of the constraint and its table", () => {
    const convention = {
      uq: "uq_%(shout)s",
      shout: (_item: Nameable, of: typeof owner) => String(of.name).toUpperCase(),
    };
    expect(named(unique(["a"]), convention)).toBe("final_name:uq_W");
  });

  test("no token is one because every object has a member of its name", () => {
    expect(() => named(unique(["a"]), { uq: "%(toString)s" })).toThrow("%(toString)s, which nothing defines");
    expect(() => named(unique(["a"]), { uq: "%(constructor)s" })).toThrow("which nothing defines");
  });

  test("a whole pattern may be a function", () => {
    expect(named(unique(["a"]), { uq: () => "mine" })).toBe("final_name:mine");
  });
});

describe("when a convention applies", () => {
  const wrapping = {
    ck: "ck_%(table_name)s_%(constraint_name)s",
    uq: "uq_%(table_name)s",
    pk: "pk_%(table_name)s",
  };

  test.each<readonly [string, Nameable, string | null]>([
    [
      "a given name is wrapped in %(constraint_name)s",
      check("a > 0", { name: "pos" }),
      "final_name:ck_w_pos",
    ],
    ["a final name is left alone", check("a > 0", { name: finalName("pos") }), "final_name:pos"],
    ["a given name wins over a pattern without %(constraint_name)s", unique(["a"], { name: "mine" }), "mine"],
    ["an unnamed constraint is named", primaryKey(["a"]), "final_name:pk_w"],
    ["without a pattern it stays unnamed", foreignKey(["a"], ["par.x"]), null],
  ])("%s", (_title, item, expected) => {
    expect(named(item, wrapping)).toBe(expected);
  });

  test("an index is named by default", () => {
    expect(named(index(null, ["a", "b"]), defaultNamingConvention)).toBe("final_name:ix_s_x_w_a");
  });
});

describe("what a convention cannot name", () => {
  test.each<readonly [string, Nameable, NamingConvention, RegExp]>([
    [
      "an unnamed check under %(constraint_name)s",
      check("a > 0"),
      { ck: "ck_%(constraint_name)s" },
      /requires that constraint is explicitly named/,
    ],
    ["an unknown token", unique(["a"]), { uq: "%(nope)s" }, /%\(nope\)s/],
    [
      "a referred table of a unique constraint",
      unique(["a"]),
      { uq: "%(referred_table_name)s" },
      /no foreign key/,
    ],
    ["an index over expressions", index(null, [sql`lower(a)`]), defaultNamingConvention, /names no column/],
  ])("%s", (_title, item, convention, message) => {
    expect(() => named(item, convention)).toThrow(
      expect.objectContaining({ code: "SCHEMA", message: expect.stringMatching(message) }),
    );
  });
});
