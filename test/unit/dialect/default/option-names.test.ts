import { describe, expect, test } from "vitest";
import { dialectNamed } from "../../../../src/dialect/registry.ts";
import * as ops from "../../../../src/operations/ops.ts";
import { column, index } from "../../../../src/schema/index.ts";
import { integer } from "../../../../src/schema/types/generic.ts";
import { compiled, sqlOf } from "../compiled.ts";

const a = column("a", integer());

describe("an option that a dialect does not know", () => {
  test.each([
    ["postgresql", "index 'ix'", ops.createIndexOp("ix", "t", ["a"], { postgresql: { wher: "a > 1" } })],
    ["postgresql", "table 't'", ops.createTableOp("t", [a], { postgresql: { where: "a > 1" } })],
    [
      "postgresql",
      "unique 'u'",
      ops.createUniqueConstraintOp("u", "t", ["a"], { postgresql: { where: "a > 1" } }),
    ],
    ["postgresql", "table 't'", ops.dropTableOp("t", { postgresql: { cascade: true } })],
    ["sqlite", "index 'ix'", ops.createTableOp("t", [a, index("ix", ["a"], { sqlite: { using: "x" } })])],
    ["mysql", "column 'a'", ops.addColumnOp("t", column("a", integer(), { mysql: { first: true } }))],
    ["mariadb", "index 'ix'", ops.createIndexOp("ix", "t", ["a"], { mariadb: { where: "a > 1" } })],
    ["mssql", "drop_column of 'a'", ops.dropColumnOp("t", "a", { mssql: { dropDefaults: true } })],
    [
      "oracle",
      "alter_column of 'a'",
      ops.alterColumnOp("t", "a", { nullable: true, oracle: { online: true } }),
    ],
  ] as const)("is refused on %s, for %s", (name, place, directive) => {
    expect(() => sqlOf(dialectNamed(name), directive)).toThrow(
      expect.objectContaining({ code: "SCHEMA", message: expect.stringMatching(`for ${place}\\.$`) }),
    );
  });

  test("is refused where SQL Server itself answers too", () => {
    const directive = ops.dropColumnOp("t", "a", { mssql: { dropDefaults: true } });
    expect(() => compiled(dialectNamed("mssql"), directive, { serverVersion: [16, 0, 0] })).toThrow(
      expect.objectContaining({ code: "SCHEMA" }),
    );
  });

  test("is left alone where it is another dialect's", () => {
    const directive = ops.createIndexOp("ix", "t", ["a"], { postgresql: { wher: "a > 1" } });
    expect(sqlOf(dialectNamed("sqlite"), directive)).toEqual(["CREATE INDEX ix ON t (a)"]);
  });

  test.each([
    ["postgres", "postgresql"],
    ["sqlserver", "mssql"],
    ["sqlite3", "sqlite"],
  ])("is refused on every dialect where it stands under '%s'", (alias, name) => {
    const directive = ops.createIndexOp("ix", "t", ["a"], { [alias]: { where: "a > 1" } });
    for (const dialect of ["postgresql", "mariadb", "oracle"]) {
      expect(() => sqlOf(dialectNamed(dialect), directive)).toThrow(
        expect.objectContaining({ code: "SCHEMA", hint: `Write { ${name}: { … } }.` }),
      );
    }
  });

  test("is written where it is known", () => {
    const options = { postgresql: { notEnforced: true } };
    expect(
      sqlOf(dialectNamed("postgresql"), [
        ops.createCheckConstraintOp("ck", "t", "a > 0", options),
        ops.createForeignKeyOp("fk", "t", "p", ["a"], ["b"], options),
      ]),
    ).toEqual([
      "ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0) NOT ENFORCED",
      "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY(a) REFERENCES p (b) NOT ENFORCED",
    ]);
  });

  test("is passed on as an option of a table by MySQL", () => {
    const directive = ops.createTableOp("t", [a], { mysql: { pageCompressed: 1 } });
    expect(sqlOf(dialectNamed("mysql"), directive)).toEqual([
      "CREATE TABLE t ( a INTEGER )PAGE_COMPRESSED=1",
    ]);
  });
});
