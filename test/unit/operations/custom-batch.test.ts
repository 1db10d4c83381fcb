import { describe, expect, test } from "vitest";
import type { BatchItem, Directive } from "../../../src/directives/index.ts";
import type { CustomDirective } from "../../../src/operations/custom-operations.ts";
import type { Operations } from "../../../src/operations/index.ts";
import type { BatchTarget } from "../../../src/operations/operation.ts";
import * as ops from "../../../src/operations/ops.ts";
import { column } from "../../../src/schema/column.ts";
import { nameText } from "../../../src/schema/names.ts";
import { integer } from "../../../src/schema/types/generic.ts";
import { captureDirectives } from "../../../src/testing/capture-directives.ts";

type Calls = Readonly<Record<string, (...args: readonly unknown[]) => PromiseLike<unknown>>>;
// Registered at run time; users merge the types into CustomBatchOperations.
const untyped = (batch: object): Calls => batch as Calls;

interface Note extends CustomDirective {
  readonly kind: "note";
  readonly text: string;
}

function register(op: Operations): void {
  op.registerOperation("note", {
    kind: "note",
    build: (text: string): Note => ({ kind: "note", text }),
    execute: (operations, { text }) => operations.execute(`NOTE ${text}`),
    // The directive is one of the block's own kinds or, as here, one that its definition runs.
    inBatch: ({ tableName }: BatchTarget): BatchItem => ({
      directive: { kind: "note", text: nameText(tableName) } as unknown as Directive,
    }),
  });
  op.registerOperation("stamps", {
    kind: "stamps",
    build: (): CustomDirective => ({ kind: "stamps" }),
    execute: () => undefined,
    inBatch: ({ tableName }: BatchTarget): readonly BatchItem[] =>
      ["made", "changed"].map((name) => ({ directive: ops.addColumnOp(tableName, column(name, integer())) })),
  });
}

/** What the last block of a function holds, and what ran before it. */
async function captured(run: (op: Operations) => unknown) {
  const directives = await captureDirectives(run);
  const block = directives.at(-1);
  if (block?.kind !== "batch_alter_table") throw new Error("The last directive is the block.");
  return {
    before: directives.slice(0, -1),
    changes: block.items.map(({ directive }) =>
      directive.kind === "add_column" ? nameText(directive.column.name) : directive.kind,
    ),
  };
}

describe("an operation of a third party in a batch block", () => {
  test("is the changes that it is made of, at the place of its call", async () => {
    const { changes } = await captured((op) => {
      register(op);
      return op.batchAlterTable("t", (batch) => {
        batch.dropColumn("a");
        untyped(batch).stamps?.();
        batch.dropColumn("b");
      });
    });
    expect(changes).toEqual(["drop_column", "made", "changed", "drop_column"]);
  });

  test("runs by its own definition right before the block when it changes no table", async () => {
    const { before, changes } = await captured((op) => {
      register(op);
      return op.batchAlterTable("t", async (batch) => {
        batch.dropColumn("a");
        await untyped(batch).note?.();
      });
    });
    expect(before).toEqual([{ kind: "execute", statement: "NOTE t", executionOptions: {} }]);
    expect(changes).toEqual(["drop_column"]);
  });

  test("does so too when the block is a directive", async () => {
    const { before, changes } = await captured((op) => {
      register(op);
      const note = { kind: "note", text: "data" } as unknown as Directive;
      return op.invoke(ops.batchAlterTableOp("t", [note, ops.dropColumnOp("t", "a")]));
    });
    expect(before).toMatchObject([{ statement: "NOTE data" }]);
    expect(changes).toEqual(["drop_column"]);
  });
});

describe("another way to run a kind of directive", () => {
  test("is asked in a batch block too; the original way keeps the place of the call", async () => {
    const seen: string[] = [];
    const { before, changes } = await captured((op) => {
      op.implementationFor("add_column", async (operations, { kind }, original) => {
        seen.push(kind);
        await operations.execute("LOOK");
        await original();
      });
      return op.batchAlterTable("t", (batch) => {
        batch.addColumn(column("new", integer()));
        batch.dropColumn("old");
      });
    });
    expect(seen).toEqual(["add_column"]);
    expect(before).toMatchObject([{ statement: "LOOK" }]);
    expect(changes).toEqual(["new", "drop_column"]);
  });

  test("can leave the change out", async () => {
    const { changes } = await captured((op) => {
      op.implementationFor("drop_column", () => undefined);
      return op.batchAlterTable("t", (batch) => {
        batch.dropColumn("a");
        batch.createIndex("ix", ["b"]);
      });
    });
    expect(changes).toEqual(["create_index"]);
  });
});
