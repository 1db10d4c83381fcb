import { describe, expect, test } from "vitest";
import type { Directive } from "../../../src/directives/index.ts";
import { isAlembicError } from "../../../src/errors/index.ts";
import * as builtIn from "../../../src/operations/built-in.ts";
import type { Operations } from "../../../src/operations/operations.ts";
import * as ops from "../../../src/operations/ops.ts";
import * as sa from "../../../src/sa/index.ts";
import { finalName } from "../../../src/schema/names.ts";
import { sql } from "../../../src/schema/sql-text.ts";
import { captureDirectives } from "../../../src/testing/capture-directives.ts";

const capture = captureDirectives;
const only = async (run: (op: Operations) => unknown): Promise<Directive | undefined> =>
  (await capture(run))[0];
const codeOf = (run: () => unknown): string | undefined => {
  try {
    run();
  } catch (error) {
    return isAlembicError(error) ? error.code : String(error);
  }
  return undefined;
};

describe("op", () => {
  test("runs what was called in call order, awaited or not", async () => {
    const directives = await capture(async (op) => {
      op.renameTable("a", "b");
      await op.dropTable("c");
      op.dropTable("d");
    });
    expect(directives.map((each) => each.kind)).toEqual(["rename_table", "drop_table", "drop_table"]);
  });

  test("gives a created table back, awaited or not", async () => {
    await capture(async (op) => {
      const made = op.createTable("t", [sa.column("id", sa.integer())]);
      expect(made.columns[0]?.name).toBe("id");
      const awaited = await made;
      expect(awaited).toEqual(sa.table("t", [sa.column("id", sa.integer())]));
      expect("then" in awaited).toBe(false);
    });
  });

  test("inserts into a table that was not awaited", async () => {
    const [, insert] = await capture((op) => {
      op.bulkInsert(op.createTable("t", [sa.column("id", sa.integer())]), [{ id: 1 }]);
    });
    expect(insert).toEqual(ops.bulkInsertOp(sa.table("t", [sa.column("id", sa.integer())]), [{ id: 1 }]));
  });

  test("leaves out of a row what is undefined, so that the column keeps its default", async () => {
    const account = sa.table("t", [sa.column("id", sa.integer()), sa.column("d", sa.integer())]);
    const [insert] = await capture((op) => {
      op.bulkInsert(account, [{ id: 1, d: undefined }]);
    });
    expect(insert).toStrictEqual(ops.bulkInsertOp(account, [{ id: 1 }]));
  });

  test("takes compiled queries of query builders as statements", async () => {
    const compiled = { sql: "select ?", parameters: [1] };
    const statements = [
      { compile: () => compiled },
      { toSQL: () => ({ sql: "select ?", params: [1] }) },
      compiled,
    ];
    for (const statement of statements) {
      expect(await only((op) => op.execute(statement))).toMatchObject({ statement: compiled });
    }
  });

  test("leaves absent changes of a column alone and takes null as removal", () => {
    const directive = ops.alterColumnOp("t", "c", { serverDefault: null, comment: null });
    expect(directive).toMatchObject({ modifyServerDefault: null, modifyComment: null });
    expect("modifyNullable" in directive).toBe(false);
  });

  test("invokes directives, and what containers hold", async () => {
    const inside = [ops.dropTableOp("a"), ops.batchAlterTableOp("b", [ops.dropColumnOp("b", "x")])];
    expect(await capture((op) => op.invoke(ops.upgradeOps([ops.modifyTableOps("a", inside)])))).toEqual(
      inside,
    );
  });

  test("says where parameters belong to whoever gives them behind the statement", async () => {
    const call = capture((op) => op.execute("update t set a = ?", JSON.parse("[7]")));
    await expect(call).rejects.toMatchObject({
      code: "OPERATION",
      hint: expect.stringContaining("Write parameters into the statement: sql`…"),
    });
  });

  test.each([
    ["op.execute", (op: Operations) => op.execute("x", JSON.parse("[]"))],
    [
      "batch.execute",
      (op: Operations) => op.batchAlterTable("t", (batch) => batch.execute("x", JSON.parse("[]"))),
    ],
  ])("takes no array for the options of %s", async (name, call) => {
    await expect(capture(call)).rejects.toThrow(`${name}: 'options' must be an options object; it was []`);
  });

  test("wants a function for an autocommit block", async () => {
    // Scripts are stripped of their types and not checked.
    const call = capture((op) => (op.autocommitBlock as () => unknown)());
    await expect(call).rejects.toThrow("op.autocommitBlock: 'run' must be a function");
  });

  test("refuses to invoke what nobody runs", async () => {
    await expect(capture((op) => op.invoke({ kind: "nonsense" }))).rejects.toThrow("'nonsense'");
    await expect(capture((op) => op.invoke(JSON.parse("null")))).rejects.toThrow(
      "op.invoke: 'directive' must be a directive such as",
    );
  });

  test.each([
    [{ kind: "create_table" }, "table"],
    [{ kind: "add_column", tableName: "t", column: {} }, "column"],
    [{ kind: "modify_table_ops", tableName: "t" }, "ops"],
  ])("refuses to invoke a directive that lacks what it is about: %j", async (directive, missing) => {
    await expect(capture((op) => op.invoke(directive))).rejects.toMatchObject({
      code: "OPERATION",
      message: expect.stringContaining(`op.invoke: the directive '${directive.kind}' has no '${missing}'.`),
    });
  });
});

describe("wrong arguments", () => {
  const t = sa.table("t", [sa.column("id", sa.integer())]);
  const untyped = ops as unknown as Record<string, (...args: unknown[]) => unknown>;

  test.each([
    ["createTableOp", ["", []], "'name' must be a name"],
    ["createTableOp", ["t", [{}]], "'elements' must be columns, constraints and indexes"],
    ["createTableOp", ["t", "id"], "'elements' must be an array of columns"],
    ["addColumnOp", ["t", "id"], "'column' must be a column"],
    ["addColumnOp", ["t", sa.column("c", sa.text()), { shema: "s" }], "there is no option 'shema'"],
    ["addColumnOp", ["t", sa.column("c", sa.text()), { type: sa.text() }], "there is no option 'type'"],
    ["alterColumnOp", ["t", "c", { type_: sa.text() }], "there is no option 'type_'"],
    ["alterColumnOp", ["t", "c", { server_default: sql`now()` }], "there is no option 'server_default'"],
    ["alterColumnOp", ["t", "c", { nullable: null }], "'nullable' must be true or false; it was null"],
    ["alterColumnOp", ["t", "c", { newColumnName: null }], "'newColumnName' must be a name"],
    ["alterColumnOp", ["t", "c"], "'options' must be an options object; it was undefined"],
    ["createIndexOp", ["ix", "t", "id"], "'columns' must be an array of"],
    ["createIndexOp", ["ix", "t", []], "'columns' must be an array of column names"],
    ["createIndexOp", ["ix", "t", [null]], "'columns' must be a name"],
    ["dropIndexOp", [null, "t"], "'name' must be a name such as"],
    ["dropTableOp", [finalName(JSON.parse("null"))], "'name' must be a name such as"],
    ["createPrimaryKeyOp", ["pk", "t", []], "'columns' must be an array of column names"],
    ["createUniqueConstraintOp", ["uq", "t", []], "'columns' must be an array of column names"],
    ["createForeignKeyOp", ["fk", "t", "u", [], []], "'localCols' must be an array of column names"],
    ["createCheckConstraintOp", ["ck", "t", " "], "'condition' must be SQL text"],
    ["createExcludeConstraintOp", ["ex", "t", []], "'elements' is empty"],
    ["createUniqueConstraintOp", ["uq", "t", [1]], "'columns' must be an array of column names"],
    ["createForeignKeyOp", ["fk", "t", "u", ["a", "b"], ["c"]], "'localCols' has 2 columns"],
    ["createCheckConstraintOp", ["ck", "t", 5], "'condition' must be SQL text"],
    ["createExcludeConstraintOp", ["ex", "t", ["c"]], "each of 'elements' must be [column"],
    [
      "dropConstraintOp",
      ["uq", "t", { type: "index" }],
      "'type' can be one of 'check', 'foreignkey', 'primary', 'unique', None",
    ],
    [
      "createTableOp",
      ["t", [], { schema: 5 }],
      "op.createTable: 'schema' must be a text, or null; it was 5.",
    ],
    ["createTableOp", ["t", [], { comment: ["x"] }], "'comment' must be a text, or null; it was [ 'x' ]"],
    ["createTableOp", ["t", [], { prefixes: [{}] }], "'prefixes' must be an array of texts"],
    ["createTableOp", ["t", [], { ifNotExists: "no" }], "'ifNotExists' must be true or false; it was 'no'"],
    ["dropTableOp", ["t", { ifExists: 1 }], "'ifExists' must be true or false; it was 1"],
    ["alterColumnOp", ["t", "c", { comment: 5 }], "'comment' must be a text, or null; it was 5"],
    ["createIndexOp", ["ix", "t", [{}]], "'columns' must be a name, sql`…` or sa.desc(\"name\"); it was {}"],
    ["createIndexOp", ["ix", "t", ["a"], { unique: "no" }], "'unique' must be true or false; it was 'no'"],
    [
      "createForeignKeyOp",
      ["fk", "t", "u", ["a"], ["b"], { match: {} }],
      "op.createForeignKey: 'match' must be a text, or null; it was {}",
    ],
    [
      "createForeignKeyOp",
      ["fk", "t", "u", ["a"], ["b"], { sourceSchema: 5 }],
      "'sourceSchema' must be a text, or null; it was 5",
    ],
    [
      "createUniqueConstraintOp",
      ["uq", "t", ["a"], { deferrable: "x" }],
      "'deferrable' must be true or false",
    ],
    ["createExcludeConstraintOp", ["ex", "t", [["a", "="]], { using: 5 }], "'using' must be a text, or null"],
    ["createExcludeConstraintOp", ["ex", "t", [["a", "="]], { where: 5 }], "'where' must be SQL text"],
    ["createExcludeConstraintOp", ["ex", "t", [["a", "="]], { ops: { a: 1 } }], "'ops' must be an object of"],
    [
      "batchAlterTableOp",
      ["t", [], { reflectColumns: ["a"] }],
      "op.batchAlterTable: 'reflectColumns' must be an array of columns",
    ],
    [
      "batchAlterTableOp",
      ["t", [], { tableElements: {} }],
      "'tableElements' must be an array of constraints",
    ],
    ["batchAlterTableOp", ["t", [], { partialReordering: ["a"] }], "'partialReordering' must be an array of"],
    ["batchAlterTableOp", ["t", [], { tableOptions: { prefixes: "x" } }], "'prefixes' must be an array of"],
    ["batchAlterTableOp", ["t", [], { namingConvention: "x" }], "'namingConvention' must be an object"],
    ["createTableCommentOp", ["t", 5], "'comment' must be a text or null"],
    ["bulkInsertOp", ["t", []], "'table' must be a table"],
    ["bulkInsertOp", [t, { id: 1 }], "List expected"],
    ["bulkInsertOp", [t, [[1]]], "List of dictionaries expected"],
    ["executeSqlOp", [5], "the statement is 5"],
    ["executeSqlOp", ["select ?", [7]], "'options' must be an options object; it was [ 7 ]"],
    ["executeSqlOp", ["select 1", { execution: 1 }], "there is no option 'execution'; it was 1"],
    ["executeSqlOp", ["select 1", { execution: {} }], "there is no option 'execution'; it was {}"],
    ["executeSqlOp", ["select 1", "all"], "'options' must be an options object; it was 'all'"],
    ["executeSqlOp", ["select 1", { executionOptions: 1 }], "'executionOptions' must be an object; it was 1"],
    ["renameTableOp", ["t", "u", { mysql: {} }], "there is no option 'mysql'"],
    [
      "batchAlterTableOp",
      ["t", [], { recreate: "maybe" }],
      "recreate may be one of 'auto', 'always', or 'never'.",
    ],
  ])("ops.%s(%j) is refused: %s", (factory, args, message) => {
    const call = () => untyped[factory]?.(...args);
    expect(call).toThrow(message);
    expect(codeOf(call)).toBe("OPERATION");
  });
});

describe("a batch block", () => {
  test("collects its operations for one table", async () => {
    const directive = await only((op) =>
      op.batchAlterTable("t", { schema: "s", recreate: "always" }, async (batch) => {
        await batch.addColumn(sa.column("c", sa.text()), { insertAfter: "id" });
        batch.createForeignKey(batch.f("fk"), "u", ["c"], ["id"]);
      }),
    );
    expect(directive).toMatchObject({
      kind: "batch_alter_table",
      tableName: "t",
      recreate: "always",
      items: [
        { directive: { kind: "add_column", tableName: "t", schema: "s" }, insertAfter: "id" },
        {
          directive: { kind: "create_foreign_key", constraint: { name: { kind: "final_name", text: "fk" } } },
        },
      ],
    });
  });

  test("runs its own statements and operations of op before its changes", async () => {
    const directives = await capture((op) =>
      op.batchAlterTable("t", (batch) => {
        batch.dropColumn("c");
        batch.execute("update t set a = 1");
        op.execute(sql`update t set b = 1`);
      }),
    );
    expect(directives.map((each) => each.kind)).toEqual(["execute", "execute", "batch_alter_table"]);
  });

  test("gives what its callback gives", async () => {
    await capture(async (op) => {
      expect(await op.batchAlterTable("t", async () => 5)).toBe(5);
    });
  });

  test.each(["createTable", "dropTable", "renameTable", "bulkInsert"])("has no %s", async (name) => {
    await expect(
      capture((op) =>
        op.batchAlterTable("t", (batch) => (batch as unknown as Record<string, () => void>)[name]?.()),
      ),
    ).rejects.toThrow(`batch.${name}() does not exist`);
  });

  test("refuses calls after its end", async () => {
    let late: () => unknown = () => undefined;
    await capture((op) =>
      op.batchAlterTable("t", (batch) => {
        late = () => batch.dropColumn("c");
      }),
    );
    expect(late).toThrow("after the batch block of table 't' had ended");
  });
});

describe("operations of third parties", () => {
  const createView = {
    kind: "create_view",
    build: (name: string) => ({ kind: "create_view", name }) as const,
    execute: (op: Operations, { name }: { readonly name: string }) => op.execute(`CREATE VIEW ${name}`),
  };
  const untyped = (op: Operations) => op as unknown as Record<string, (...args: unknown[]) => unknown>;

  test("run through operations of op, in their turn", async () => {
    const directives = await capture((op) => {
      op.registerOperation("createView", createView, { replace: true });
      op.dropTable("a");
      untyped(op).createView?.("v");
      op.dropTable("b");
    });
    expect(directives.map((each) => each.kind)).toEqual(["drop_table", "execute", "drop_table"]);
  });

  test("are refused twice in one environment, not in the next", async () => {
    const register = (op: Operations) =>
      op.registerOperation("createThing", { ...createView, kind: "create_thing" });
    await capture((op) => {
      register(op);
      expect(() => register(op)).toThrow("'createThing' is already registered");
    });
    await capture(register);
  });

  test("cannot take the name of a built-in one", async () => {
    await capture((op) => expect(() => op.registerOperation("f", createView)).toThrow("op.f is built in"));
  });

  test("can change how a kind of directive runs", async () => {
    const kinds: string[] = [];
    const directives = await capture((op) => {
      op.implementationFor("rename_table", (_op, directive, original) => {
        kinds.push(directive.kind);
        return original();
      });
      op.renameTable("a", "b");
    });
    expect(kinds).toEqual(["rename_table"]);
    expect(directives).toHaveLength(1);
  });
});

test("every operation has a factory in ops", () => {
  const factories = Object.keys(ops);
  const missing = Object.keys(builtIn).filter(
    (name) => !factories.includes(name === "execute" ? "executeSqlOp" : `${name}Op`),
  );
  expect(missing).toEqual([]);
});
