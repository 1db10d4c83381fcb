import { expect, test } from "vitest";
import { compareIndexes } from "../../../../src/dialect/postgresql/compare-indexes.ts";
import { postgresql } from "../../../../src/dialect/postgresql/index.ts";
import { index } from "../../../../src/schema/index-def.ts";
import { rawSql } from "../../../../src/schema/sql-text.ts";

test.each([
  ["(a) + (b)", "((a) + (b))", true],
  ["((a)) + (b)", "(a) + (b)", false],
  ["(a + b)", "a + b", true],
  ["(lower(')'))", "lower(')')", true],
])(
  "an expression is the same with parentheses around the whole of it only: %s and %s",
  (inspected, model, same) => {
    const [left, right] = [inspected, model].map((text) => index("ix", [rawSql(text)]));
    if (left === undefined || right === undefined) throw new Error("unreachable");
    expect(compareIndexes(left, right, postgresql).kind).toBe(same ? "equal" : "different");
  },
);
