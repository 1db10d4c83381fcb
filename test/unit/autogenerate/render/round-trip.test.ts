import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderScriptBody } from "../../../../src/autogenerate/render/index.ts";
import * as mssql from "../../../../src/dialect/mssql/public.ts";
import * as mysql from "../../../../src/dialect/mysql/public.ts";
import * as oracle from "../../../../src/dialect/oracle/public.ts";
import * as postgresql from "../../../../src/dialect/postgresql/public.ts";
import * as sqlite from "../../../../src/dialect/sqlite/public.ts";
import type { Directive } from "../../../../src/directives/index.ts";
import type { Operations } from "../../../../src/operations/operations.ts";
import * as ops from "../../../../src/operations/ops.ts";
import * as sa from "../../../../src/sa/index.ts";
import { sql } from "../../../../src/schema/sql-text.ts";
import { captureDirectives } from "../../../../src/testing/capture-directives.ts";
import { arbitraryBatchable, arbitraryDirectives } from "./arbitrary-directives.ts";

const modules = { sa, sql, postgresql, mysql, mssql, oracle, sqlite };

/** Runs generated statements as a revision file would. */
async function evaluate(body: string): Promise<readonly Directive[]> {
  const AsyncFunction = (async () => undefined).constructor as FunctionConstructor;
  const upgrade = new AsyncFunction("op", ...Object.keys(modules), body);
  return captureDirectives((op: Operations) => upgrade(op, ...Object.values(modules)));
}

/** What the rendered call does not carry: notes of the model that never reach the database. */
function asWritten(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, function (this: Record<string, unknown>, key, each) {
      // In JSON a name is its text alone; here op.f and quotes have to come back too.
      if (isNameObject(this[key])) return { ...this[key] };
      if (["nullableGiven", "clientDefault", "info"].includes(key)) return undefined;
      if (each instanceof Uint8Array) return { bytes: [...each] };
      if (Object.is(each, -0)) return "-0";
      if (typeof each === "number" && !Number.isFinite(each)) return String(each);
      return typeof each === "bigint" ? `${each}n` : each;
    }),
    (_key, each) => mergedRaw(each),
  );
}

function isNameObject(value: unknown): value is Exclude<sa.Name, string> {
  const isKind = typeof value === "object" && value !== null && "kind" in value;
  return isKind && (value.kind === "final_name" || value.kind === "quoted_name");
}

/** Neighbouring raw pieces of SQL text are one piece in a template, and empty ones none. */
function mergedRaw(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("kind" in value) || value.kind !== "sql_text")
    return value;
  const { parts } = value as unknown as { parts: { kind: string; text?: string }[] };
  const merged: { kind: string; text?: string }[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.kind === "raw" && part.text === "") continue;
    if (part.kind === "raw" && last?.kind === "raw") last.text = `${last.text}${part.text}`;
    else merged.push({ ...part });
  }
  return { ...value, parts: merged };
}

describe("rendered source, evaluated, gives the directives back", () => {
  test.each(Object.entries(arbitraryDirectives))("%s", async (_kind, arbitrary) => {
    await fc.assert(
      fc.asyncProperty(arbitrary, async (directive) => {
        const source = renderScriptBody(ops.upgradeOps([directive]));
        expect(asWritten(await evaluate(source))).toEqual(asWritten([directive]));
      }),
      { numRuns: 60 },
    );
  });

  test("a batch block", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryBatchable, { minLength: 1, maxLength: 3 }), async (directives) => {
        const target = { tableName: "account", schema: null };
        const block = ops.batchAlterTableOp(
          "account",
          directives.map((each) => ({ ...each, ...target })),
          { recreate: "always", partialReordering: [["b", "a"]] },
        );
        const source = renderScriptBody(ops.upgradeOps([block]));
        expect(asWritten(await evaluate(source))).toEqual(asWritten([block]));
      }),
      { numRuns: 60 },
    );
  });

  test("changes of a table as a batch block", async () => {
    const changes = ops.modifyTableOps(
      "account",
      [
        ops.addColumnOp("account", sa.column("email", sa.string(50), { nullable: true }), { schema: "s" }),
        ops.dropConstraintOp("uq", "account", { type: "unique", schema: "s" }),
      ],
      { schema: "s" },
    );
    const source = renderScriptBody(ops.upgradeOps([changes]), { renderAsBatch: true });
    const block = ops.batchAlterTableOp("account", changes.ops, { schema: "s" });
    expect(await evaluate(source)).toEqual([block]);
  });
});
