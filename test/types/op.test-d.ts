import { type Connection, type OpResult, op, type StatementOutcome, sa, sql } from "../../src/index.ts";
import type * as builtIn from "../../src/operations/built-in.ts";
import type { Expect, Same } from "./support.ts";

/** Every signature of `op`, as users call it. Nothing here runs: the type checker reads it. */
export async function signatures(maybe: boolean | undefined, text: string | undefined): Promise<void> {
  const made = op.createTable(
    "account",
    [
      sa.column("id", sa.integer(), { primaryKey: true }),
      sa.unique(["id"]),
      sa.check("id > 0"),
      sa.index("ix", ["id"]),
      sa.foreignKey(["id"], ["team.id"]),
    ],
    {
      schema: text,
      comment: text,
      ifNotExists: maybe,
      prefixes: ["TEMPORARY"],
      info: { a: 1 },
      mysql: { engine: "InnoDB", rowFormat: "DYNAMIC" },
      mariadb: { engine: "Aria" },
      sqlite: { strict: true, withRowid: false },
    },
  );
  const table: sa.Table = made;
  const awaited: sa.Table = await made;
  op.dropTable(sa.quotedName("Account", true), { schema: text, ifExists: maybe });
  op.renameTable("a", "b", { schema: text });
  op.addColumn("t", sa.column("c", sa.integer), {
    schema: text,
    ifNotExists: maybe,
    inlineReferences: maybe,
    inlinePrimaryKey: maybe,
  });
  op.dropColumn("t", "c", {
    ifExists: maybe,
    existingType: sa.boolean({ createConstraint: true, name: op.f("ck") }),
    mssql: { dropCheck: maybe, dropDefault: maybe, dropForeignKey: maybe },
  });
  op.alterColumn("t", "c", {
    nullable: maybe,
    comment: null,
    serverDefault: null,
    newColumnName: "d",
    type: sa.numeric(10, 2),
    autoincrement: maybe,
    existingType: sa.integer(),
    existingNullable: maybe,
    existingServerDefault: sql`1`,
    existingComment: text,
    existingAutoincrement: maybe,
    schema: text,
    postgresql: { using: "c::numeric" },
  });
  for (const serverDefault of [
    "x",
    1,
    1n,
    true,
    sql`now()`,
    sa.func.now(),
    sa.func.currentDate(),
    sa.nextValue("seq"),
    sa.true(),
    sa.null(),
    sa.identity({ always: true }),
    sa.computed("a + b", { persisted: true }),
    op.inlineLiteral(5, sa.integer),
  ]) {
    op.alterColumn("t", "c", { serverDefault });
  }
  op.createIndex("ix", "t", ["a", sql`lower(b)`, sa.desc("c", { nulls: "last" })], {
    unique: maybe,
    ifNotExists: maybe,
    postgresql: { where: sql`a > 1`, using: "gin", concurrently: true },
  });
  op.createIndex(null, "t", ["a"]);
  op.dropIndex("ix");
  op.dropIndex(op.f("ix"), "t", { schema: text, ifExists: maybe });
  op.dropIndex("ix", null, { postgresql: { concurrently: true } });
  op.createPrimaryKey("pk", "t", ["a"], { schema: text });
  op.createUniqueConstraint(null, "t", ["a"], { schema: text, deferrable: maybe, initially: text });
  op.createForeignKey("fk", "a", "b", ["x"], ["y"], {
    onDelete: text,
    onUpdate: text,
    deferrable: maybe,
    initially: text,
    match: text,
    sourceSchema: text,
    referentSchema: text,
    postgresql: { notValid: true },
  });
  op.createCheckConstraint(op.f("ck"), "t", sql`a > ${1}`, { schema: text });
  op.createExcludeConstraint(
    "ex",
    "t",
    [
      ["a", "="],
      [sql`b`, "&&"],
    ],
    {
      using: "gist",
      where: "a > 1",
      ops: { a: "o" },
      schema: text,
    },
  );
  op.dropConstraint("uq", "t", { type: "foreignkey", schema: text, ifExists: maybe });
  op.createTableComment("t", "x", { existingComment: text, schema: text });
  op.dropTableComment("t", { existingComment: null, schema: text });
  op.bulkInsert(made, [{ id: 1, when: new Date(), raw: sql`now()` }], { multiInsert: false });
  op.bulkInsert(table, [] as readonly { readonly id: number }[]);
  const outcome: StatementOutcome = await op.execute("select 1", { executionOptions: {} });
  op.execute(sql`select ${1}`);
  op.execute({ compile: () => ({ sql: "select ?", parameters: [1] }) });
  op.execute({ toSQL: () => ({ sql: "select ?", params: [1] }) });
  op.execute({ sql: "select ?", params: [1] } as const);
  const bind: Connection = op.getBind();
  const five: number = await op.autocommitBlock(async () => 5);
  const literal: OpResult<string> = op.batchAlterTable(
    "t",
    {
      schema: text,
      recreate: "always",
      copyFrom: table,
      reflectColumns: [sa.column("a", sa.text())],
      reflectOptions: {},
      tableElements: [sa.check("a > 1")],
      tableOptions: { sqlite: { strict: true }, prefixes: [] },
      partialReordering: [["a", "b"]],
      namingConvention: { uq: "uq_%(table_name)s", own: (_constraint, each) => String(each.name) },
    },
    async (batch) => {
      batch.addColumn(sa.column("c", sa.text()), { insertBefore: "a", ifNotExists: maybe });
      batch.alterColumn("c", { nullable: maybe, insertAfter: text });
      batch.dropColumn("c", { existingType: sa.boolean });
      batch.createIndex("ix", ["a"], { unique: true });
      batch.dropIndex("ix");
      batch.createForeignKey(batch.f("fk"), "b", ["x"], ["y"], { referentSchema: text });
      batch.createUniqueConstraint("uq", ["a"]);
      batch.createCheckConstraint("ck", "a > 1");
      batch.createPrimaryKey("pk", ["a"]);
      batch.createExcludeConstraint("ex", [["a", "="]]);
      batch.dropConstraint("uq", { type: "unique" });
      batch.createTableComment("x");
      batch.dropTableComment();
      await batch.execute("select 1");
      // @ts-expect-error a batch block creates no tables
      batch.createTable("x", []);
      return "done";
    },
  );
  op.invoke({ kind: "drop_table_comment", tableName: "t", schema: null, existingComment: null });
  op.implementationFor("drop_table", (_operations, directive, original) => {
    const name: sa.Identifier = directive.tableName;
    return original().then(() => name);
  });

  // @ts-expect-error alterColumn says what changes
  op.alterColumn("t", "c");
  // @ts-expect-error there is no such kind of constraint
  op.dropConstraint("uq", "t", { type: "index" });
  // @ts-expect-error a misspelt option
  op.dropTable("t", { ifExist: true });
  // @ts-expect-error rows are for tables
  op.bulkInsert("t", []);
  void [awaited, outcome, bind, five, literal];
}

type CallOf<K extends keyof typeof builtIn> = (typeof builtIn)[K] extends {
  readonly signatures?: { readonly op: infer Call extends (...args: never[]) => unknown } | undefined;
}
  ? Parameters<Call>
  : never;
type BatchCallOf<K extends keyof typeof builtIn> = (typeof builtIn)[K] extends {
  readonly signatures?: { readonly batch: infer Call extends (...args: never[]) => unknown } | undefined;
}
  ? Parameters<Call>
  : never;
type Members<T> = keyof NonNullable<T>;
type Place = "insertBefore" | "insertAfter";

/** A batch signature is that of `op` without the table and its schema, plus a place for columns. */
export type BatchSignatures = [
  Expect<Same<BatchCallOf<"addColumn">[0], CallOf<"addColumn">[1]>>,
  Expect<
    Same<
      Exclude<Members<BatchCallOf<"addColumn">[1]>, Place>,
      Exclude<Members<CallOf<"addColumn">[2]>, "schema">
    >
  >,
  Expect<
    Same<
      Exclude<Members<BatchCallOf<"alterColumn">[1]>, Place>,
      Exclude<Members<CallOf<"alterColumn">[2]>, "schema">
    >
  >,
  Expect<Same<Members<BatchCallOf<"dropColumn">[1]>, Exclude<Members<CallOf<"dropColumn">[2]>, "schema">>>,
  Expect<Same<BatchCallOf<"createIndex">[1], CallOf<"createIndex">[2]>>,
  Expect<Same<Members<BatchCallOf<"createIndex">[2]>, Exclude<Members<CallOf<"createIndex">[3]>, "schema">>>,
  Expect<Same<Members<BatchCallOf<"dropIndex">[1]>, Exclude<Members<CallOf<"dropIndex">[2]>, "schema">>>,
  Expect<
    Same<
      Members<BatchCallOf<"createPrimaryKey">[2]>,
      Exclude<Members<CallOf<"createPrimaryKey">[3]>, "schema">
    >
  >,
  Expect<
    Same<
      Members<BatchCallOf<"createUniqueConstraint">[2]>,
      Exclude<Members<CallOf<"createUniqueConstraint">[3]>, "schema">
    >
  >,
  Expect<
    Same<
      Members<BatchCallOf<"createForeignKey">[4]>,
      Exclude<Members<CallOf<"createForeignKey">[5]>, "sourceSchema">
    >
  >,
  Expect<
    Same<
      Members<BatchCallOf<"createCheckConstraint">[2]>,
      Exclude<Members<CallOf<"createCheckConstraint">[3]>, "schema">
    >
  >,
  Expect<
    Same<
      Members<BatchCallOf<"createExcludeConstraint">[2]>,
      Exclude<Members<CallOf<"createExcludeConstraint">[3]>, "schema">
    >
  >,
  Expect<
    Same<Members<BatchCallOf<"dropConstraint">[1]>, Exclude<Members<CallOf<"dropConstraint">[2]>, "schema">>
  >,
];
