import { sql as kyselySql } from "kysely";
import { describe, expect, test } from "vitest";
import type { Operations } from "../../../src/operations/operations.ts";
import { MigrationContext, Operations as OperationsEntry } from "../../../src/runtime/index.ts";

/** What the operations write into an offline script. */
async function scriptOf(run: (op: Operations) => unknown): Promise<string> {
  const pieces: string[] = [];
  const outputBuffer = { write: (piece: string) => void pieces.push(piece) };
  const context = MigrationContext.configure({
    dialectName: "postgresql",
    opts: { asSql: true, outputBuffer },
  });
  await OperationsEntry.context(context, run);
  return pieces.join("").trim();
}

describe("fragments of Kysely's sql tag are taken wherever SQL text is", () => {
  test.each<readonly [string, (op: Operations) => unknown, string]>([
    ["a statement", (op) => op.execute(kyselySql`UPDATE t SET a = ${"it's"}`), "UPDATE t SET a = 'it''s';"],
    [
      "a condition",
      (op) => op.createCheckConstraint("ck", "t", kyselySql`${kyselySql.ref("a")} > ${1}`),
      "ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 1);",
    ],
    [
      "a part of an index",
      (op) => op.createIndex("ix", "t", [kyselySql`lower(${kyselySql.ref("a")})`]),
      "CREATE INDEX ix ON t (lower(a));",
    ],
  ])("%s", async (_where, run, expected) => {
    expect(await scriptOf(run)).toBe(expected);
  });
});
