import { describe, expect, test } from "vitest";
import { dialectNamed } from "../../../../src/dialect/registry.ts";
import * as ops from "../../../../src/operations/ops.ts";
import { column, identity, references } from "../../../../src/schema/index.ts";
import { integer } from "../../../../src/schema/types/generic.ts";
import { compiled } from "../compiled.ts";

const warningsOf = (dialect: string, directive: Parameters<typeof compiled>[1]): readonly string[] =>
  compiled(dialectNamed(dialect), directive).warnings;

describe("what a column asks for and does not get is said", () => {
  const counted = column("n", integer(), { identity: identity() });
  test.each(["sqlite", "mysql", "mariadb"])("an identity on %s", (dialect) => {
    for (const directive of [ops.addColumnOp("t", counted), ops.createTableOp("t", [counted])]) {
      expect(warningsOf(dialect, directive)).toEqual([
        expect.stringContaining("Column 't.n' gets no values by itself"),
      ]);
    }
  });

  test("but not on a key that SQLite counts up", () => {
    const key = column("id", integer(), { primaryKey: true, identity: identity() });
    expect(warningsOf("sqlite", ops.createTableOp("t", [key]))).toEqual([]);
  });

  test.each(["postgresql", "mssql", "oracle"])(
    "a primary key that an added column is not yet, on %s",
    (dialect) => {
      const key = column("id", integer(), { primaryKey: true });
      expect(warningsOf(dialect, ops.addColumnOp("t", key))).toEqual([
        expect.stringContaining(
          "Adding column 't.id' does not make it the primary key: give inlinePrimaryKey",
        ),
      ]);
      expect(warningsOf(dialect, ops.addColumnOp("t", key, { inlinePrimaryKey: true }))).toEqual([]);
    },
  );

  test.each(["postgresql", "mariadb", "sqlite"])("the name of an inline foreign key on %s", (dialect) => {
    const named = column("c", integer(), { references: references("p.id", { name: "fk" }) });
    const unnamed = column("c", integer(), { references: references("p.id") });
    const inline = { inlineReferences: true };
    expect(warningsOf(dialect, ops.addColumnOp("t", named, inline))).toHaveLength(1);
    expect(warningsOf(dialect, ops.addColumnOp("t", unnamed, inline))).toEqual([]);
  });
});
