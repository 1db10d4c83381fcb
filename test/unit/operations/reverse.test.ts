import { describe, expect, test } from "vitest";
import type { Directive } from "../../../src/directives/index.ts";
import * as ops from "../../../src/operations/ops.ts";
import * as sa from "../../../src/sa/index.ts";

const column = sa.column("email", sa.string(50), { nullable: false });
const account = sa.table("account", [sa.column("id", sa.integer(), { primaryKey: true })], { schema: "s" });
const onAccount = { tableName: "account", schema: "s" };
const unique = sa.unique(["id"], { name: "uq" });
const foreignKey = sa.foreignKey(["id"], ["team.id"], { name: "fk", onDelete: "CASCADE" });
const index = sa.index("ix", ["id"], { unique: true });

const reversible: readonly (readonly [string, Directive, Directive])[] = [
  [
    "create and drop of a table",
    ops.createTableOpFrom(account, { ifNotExists: true }),
    ops.dropTableOpFrom(account, { ifExists: true }),
  ],
  [
    "add and drop of a column",
    ops.addColumnOpFrom(onAccount, column, { ifNotExists: true }),
    ops.dropColumnOpFrom(onAccount, column, { ifExists: true }),
  ],
  [
    "create and drop of an index",
    ops.createIndexOpFrom(onAccount, index),
    ops.dropIndexOpFrom(onAccount, index),
  ],
  [
    "create and drop of a unique constraint",
    ops.addConstraintOpFrom(onAccount, unique),
    ops.dropConstraintOpFrom(onAccount, unique),
  ],
  [
    "create and drop of a foreign key",
    ops.addConstraintOpFrom(onAccount, foreignKey),
    ops.dropConstraintOpFrom(onAccount, foreignKey),
  ],
  ["a rename and its way back", ops.renameTableOp("a", "b"), ops.renameTableOp("b", "a")],
  [
    "a comment where none was",
    ops.createTableCommentOp("a", "x"),
    ops.dropTableCommentOp("a", { existingComment: "x" }),
  ],
  [
    "a comment that replaces another",
    ops.createTableCommentOp("a", "new", { existingComment: "old" }),
    ops.createTableCommentOp("a", "old", { existingComment: "new" }),
  ],
  [
    "changes of a column and what was before",
    ops.alterColumnOp("t", "c", {
      type: sa.text(),
      existingType: sa.string(5),
      nullable: false,
      existingNullable: true,
      serverDefault: null,
      existingServerDefault: "x",
      newColumnName: "d",
      existingComment: "kept",
    }),
    ops.alterColumnOp("t", "d", {
      type: sa.string(5),
      existingType: sa.text(),
      nullable: true,
      existingNullable: false,
      serverDefault: "x",
      existingServerDefault: null,
      newColumnName: "c",
      existingComment: "kept",
    }),
  ],
];

describe("reverse", () => {
  test.each(reversible)("%s are each other's step back", (_rule, forth, back) => {
    expect(ops.reverse(forth)).toEqual(back);
    expect(ops.reverse(back)).toEqual(forth);
  });

  test("takes containers back from the last step to the first", () => {
    const changes = ops.modifyTableOps("t", [ops.renameTableOp("a", "b"), ops.renameTableOp("b", "c")]);
    expect(ops.reverse(ops.upgradeOps([changes]))).toEqual(
      ops.downgradeOps([ops.modifyTableOps("t", [ops.renameTableOp("c", "b"), ops.renameTableOp("b", "a")])]),
    );
  });

  test("leaves alone what was not known before", () => {
    const back = ops.reverse(ops.alterColumnOp("t", "c", { type: sa.text() }));
    expect(back).toEqual(ops.alterColumnOp("t", "c", { existingType: sa.text() }));
  });

  test.each([
    ["a dropped table", ops.dropTableOp("t"), "original table is not present"],
    [
      "a dropped column",
      ops.dropColumnOp("t", "c"),
      "operation is not reversible; original column is not present",
    ],
    [
      "a dropped constraint",
      ops.dropConstraintOp("uq", "t"),
      "constraint cannot be produced; original constraint is not present",
    ],
    ["a dropped index", ops.dropIndexOp("ix", "t"), "original index is not present"],
    ["a statement", ops.executeSqlOp("x"), "execute is not reversible"],
    ["inserted rows", ops.bulkInsertOp(account, []), "is not reversible"],
  ])("cannot bring back %s that nobody knows", (_what, directive: Directive, message) => {
    expect(() => ops.reverse(directive)).toThrow(message);
  });
});

describe("toDiffTuple", () => {
  test.each([
    ["add_table", ops.createTableOpFrom(account), ["add_table", account]],
    ["remove_table", ops.dropTableOpFrom(account), ["remove_table", account]],
    ["add_column", ops.addColumnOpFrom(onAccount, column), ["add_column", "s", "account", column]],
    ["remove_column", ops.dropColumnOpFrom(onAccount, column), ["remove_column", "s", "account", column]],
    ["add_index", ops.createIndexOpFrom(onAccount, index), ["add_index", { ...index, ...onAccount }]],
    ["remove_index", ops.dropIndexOpFrom(onAccount, index), ["remove_index", { ...index, ...onAccount }]],
    [
      "add_constraint",
      ops.addConstraintOpFrom(onAccount, unique),
      ["add_constraint", { ...unique, ...onAccount }],
    ],
    [
      "remove_constraint",
      ops.dropConstraintOpFrom(onAccount, unique),
      ["remove_constraint", { ...unique, ...onAccount }],
    ],
    ["add_fk", ops.addConstraintOpFrom(onAccount, foreignKey), ["add_fk", { ...foreignKey, ...onAccount }]],
    [
      "remove_fk",
      ops.dropConstraintOpFrom(onAccount, foreignKey),
      ["remove_fk", { ...foreignKey, ...onAccount }],
    ],
    [
      "add_table_comment",
      ops.createTableCommentOp("t", "x", { existingComment: "o" }),
      ["add_table_comment", sa.table("t", [], { comment: "x" }), "o"],
    ],
    ["remove_table_comment", ops.dropTableCommentOp("t"), ["remove_table_comment", sa.table("t", [])]],
    ["execute", ops.executeSqlOp("x"), ["execute", "x"]],
  ])("%s", (_word, directive: Directive, tuple) => {
    expect(ops.toDiffTuple(directive)).toEqual(tuple);
  });

  test("of a changed column is a list, one tuple a change, each with what else is known", () => {
    const directive = ops.alterColumnOp("t", "c", {
      type: sa.text(),
      existingType: sa.integer(),
      nullable: false,
      existingNullable: true,
      comment: "x",
      existingServerDefault: "d",
    });
    const serverDefault = { kind: "literal_default", value: "d" };
    expect(ops.toDiffTuple(directive)).toEqual([
      [
        "modify_type",
        null,
        "t",
        "c",
        { existingNullable: true, existingServerDefault: serverDefault },
        sa.integer(),
        sa.text(),
      ],
      [
        "modify_nullable",
        null,
        "t",
        "c",
        { existingType: sa.integer(), existingServerDefault: serverDefault },
        true,
        false,
      ],
      [
        "modify_comment",
        null,
        "t",
        "c",
        { existingType: sa.integer(), existingNullable: true, existingServerDefault: serverDefault },
        undefined,
        "x",
      ],
    ]);
  });
});

test("a script with several upgrade containers names the list to use", () => {
  const script = ops.migrationScript({ revId: "a", upgradeOps: [ops.upgradeOps(), ops.upgradeOps()] });
  expect(() => script.upgradeOps).toThrow("upgradeOpsList");
  expect(script.downgradeOps.ops).toEqual([]);
});
