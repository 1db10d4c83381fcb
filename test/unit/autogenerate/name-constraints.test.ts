import { describe, expect, test } from "vitest";
import { nameConstraints } from "../../../src/autogenerate/name-constraints.ts";
import { dialectNamed } from "../../../src/dialect/registry.ts";
import type { Directive } from "../../../src/directives/index.ts";
import * as ops from "../../../src/operations/ops.ts";
import { nameText } from "../../../src/schema/names.ts";

const { identifiers } = dialectNamed("postgresql");

const adding: readonly (readonly [what: string, Directive, name: string])[] = [
  [
    "a unique constraint",
    ops.createUniqueConstraintOp(null, "users", ["email", "team"]),
    "users_email_team_key",
  ],
  ["a foreign key", ops.createForeignKeyOp(null, "users", "team", ["team_id"], ["id"]), "users_team_id_fkey"],
  ["a primary key", ops.createPrimaryKeyOp(null, "users", ["id"]), "users_pkey"],
  ["a check", ops.createCheckConstraintOp(null, "users", "age > 0"), "users_check_"],
];

function nameOf(directive: Directive | undefined): string | null {
  const name =
    directive?.kind === "drop_constraint"
      ? directive.constraintName
      : directive !== undefined && "constraint" in directive
        ? directive.constraint.name
        : null;
  return name === null ? null : nameText(name);
}

describe("unnamed constraints of a generated file", () => {
  test.each(adding)("%s gets the same name on the way up and on the way back", (_what, directive, name) => {
    const up = ops.modifyTableOps("users", [directive]);
    const [upgrade] = nameConstraints([up], { identifiers, drops: false });
    const [downgrade] = nameConstraints([ops.reverse(up)], { identifiers, drops: true });
    const [added, dropped] = [upgrade, downgrade].map((each) =>
      nameOf(each?.kind === "modify_table_ops" ? each.ops[0] : undefined),
    );
    expect(added).toContain(name);
    expect(dropped).toBe(added);
  });

  test("names that are given stay", () => {
    const directive = ops.createUniqueConstraintOp("uq", "users", ["email"]);
    expect(nameConstraints([directive], { identifiers, drops: false })).toEqual([directive]);
  });

  test("what the database has without a name is dropped without one", () => {
    const directive = ops.reverse(ops.createUniqueConstraintOp(null, "users", ["email"]));
    expect(nameConstraints([directive], { identifiers, drops: false })).toEqual([directive]);
  });

  test("long names are cut to what the database takes", () => {
    const directive = ops.createUniqueConstraintOp(null, "t".repeat(60), ["email"]);
    const [named] = nameConstraints([directive], { identifiers, drops: false });
    expect(nameOf(named)).toHaveLength(60);
  });
});
