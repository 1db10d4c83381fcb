import { expect, test } from "vitest";
import { describeDiff } from "../../../src/autogenerate/describe-diff.ts";
import * as ops from "../../../src/operations/ops.ts";
import { sql } from "../../../src/schema/sql-text.ts";

test.each([
  ["a text", "ALTER TYPE a;\n  ALTER TYPE b", "execute ALTER TYPE a; ALTER TYPE b"],
  ["a template", sql`SELECT ${1}`, "execute SELECT 1"],
  ["a compiled query", { sql: "SELECT 1", parameters: [] }, "execute SELECT 1"],
])("%s is one line that belongs to no table", (_kind, statement, text) => {
  const diff = ops.toDiffTuple(ops.executeSqlOp(statement));
  expect(describeDiff(diff)).toEqual([{ operation: "execute", table: null, name: null, text }]);
});
