import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Connection, createEngine, type Engine } from "../../src/connection/index.ts";
import { dialectNamed } from "../../src/dialect/registry.ts";
import type { BatchAlterTableOp, Directive, DirectiveNode } from "../../src/directives/index.ts";
import * as builtIn from "../../src/operations/built-in.ts";
import * as ops from "../../src/operations/ops.ts";
import { MigrationContext } from "../../src/runtime/index.ts";
import * as sa from "../../src/sa/index.ts";
import { nameText } from "../../src/schema/names.ts";
import { type DatabaseKind, databaseKinds, type TestDatabase } from "../support/databases.ts";
import { arbitraryColumn, arbitraryTable, type TableFeatures, tableFeatures } from "./arbitrary-tables.ts";
import { rawCatalogues } from "./raw-catalogue.ts";
import { propertyRuns } from "./runs.ts";

const parent = sa.table("parent", [sa.column("id", sa.integer(), { primaryKey: true })]);

/** Runs a directive as a migration does. */
async function run(connection: Connection, directive: DirectiveNode): Promise<void> {
  const context = MigrationContext.configure({ connection, opts: { lock: "none" } });
  await context.beginTransaction(async () => {
    await context.operations.invoke(directive);
  });
}

const target = (table: sa.Table) => ({ tableName: table.name, schema: null });

/** Every operation on a table that exists, each with all that is known of what it replaces. */
function operationsOn(table: sa.Table, added: sa.Column, features: TableFeatures): readonly Directive[] {
  const last = table.columns.at(-1);
  if (last === undefined) throw new Error("A random table has columns.");
  const known = {
    existingType: last.type,
    existingNullable: last.nullable,
    existingServerDefault: last.serverDefault,
    existingComment: last.comment,
  };
  const alter = (changes: Parameters<typeof ops.alterColumnOp>[2]): Directive =>
    ops.alterColumnOp(table.name, last.name, { ...known, ...changes });
  const droppable = table.constraints.filter(
    ({ kind }) =>
      kind !== "primary_key" || !table.columns.some(({ autoincrement }) => autoincrement === true),
  );
  return [
    ops.addColumnOp(table.name, added),
    ops.addColumnOp(table.name, sa.column("with unique", sa.integer(), { unique: true })),
    ops.addColumnOp(table.name, sa.column("indexed", sa.integer(), { index: true })),
    ops.addColumnOp(
      table.name,
      sa.column("doubled", sa.integer(), {
        computed: sa.computed("team_id * 2", { persisted: features.storesComputed }),
      }),
    ),
    ...(features.identityColumns
      ? [
          ops.addColumnOp(
            table.name,
            sa.column("counted", sa.integer(), { identity: sa.identity({ start: 5 }) }),
          ),
          ops.createExcludeConstraintOp("ex_made", table.name, [["team_id", "="]], { using: "btree" }),
        ]
      : []),
    ops.dropColumnOpFrom(target(table), last),
    alter({ nullable: !last.nullable }),
    alter({ newColumnName: "re named" }),
    ...widerTypes(last.type).map((type) => alter({ type })),
    alter({ serverDefault: null }),
    ...newDefaults(last.type).map((serverDefault) => alter({ serverDefault })),
    alter({ nullable: !last.nullable, newColumnName: "both", serverDefault: null }),
    ...keyChanges(table, features),
    createdByHand(features),
    ...(features.comments ? [alter({ comment: "it's \\ new" }), alter({ comment: null })] : []),
    ops.createIndexOp("ix made", table.name, ["id", "team_id"], { unique: true }),
    ops.createUniqueConstraintOp("uq_made", table.name, ["id", "team_id"]),
    ops.createCheckConstraintOp("ck_made", table.name, "team_id > 0"),
    ops.createForeignKeyOp("fk_made", table.name, "parent", ["team_id"], ["id"], { onDelete: "SET NULL" }),
    ...table.indexes.map((index) => ops.dropIndexOpFrom(target(table), index)),
    ...droppable.map((constraint) => ops.dropConstraintOpFrom(target(table), constraint)),
    ...(features.comments
      ? [
          ops.createTableCommentOp(table.name, "it's \\ new", { existingComment: table.comment }),
          ops.dropTableCommentOp(table.name, { existingComment: table.comment }),
        ]
      : []),
  ];
}

/** Defaults that columns of a type can have on every database. */
function newDefaults({ name }: sa.SqlType): readonly sa.ServerDefaultInput[] {
  if (name === "string") return ["it's \\ new"];
  return ["integer", "smallInteger", "bigInteger", "numeric"].includes(name) ? [5] : [];
}

/** What makes the key count up, or stop that, where ALTER can. */
function keyChanges(table: sa.Table, features: TableFeatures): readonly Directive[] {
  const key = table.columns[0];
  if (key === undefined || key.autoincrement === true) return [];
  const known = { existingType: key.type, existingNullable: false };
  if (features.identityColumns) {
    const serverDefault = sa.identity({ start: 3 });
    return [
      ops.alterColumnOp(table.name, key.name, { ...known, serverDefault, existingServerDefault: null }),
    ];
  }
  if (!features.autoincrement) return [];
  return [
    ops.alterColumnOp(table.name, key.name, {
      ...known,
      autoincrement: true,
      existingAutoincrement: false,
    }),
  ];
}

/** A statement of the user's with the one that takes it back. */
const createdByHand = ({ autoincrement }: TableFeatures): Directive => ({
  ...ops.executeSqlOp("CREATE INDEX by_hand ON parent (id)"),
  info: { reverse: `DROP INDEX by_hand${autoincrement ? " ON parent" : ""}` },
});

/** How often directives of each kind were taken back. */
type Counts = Map<string, number>;

/** The kinds of directives that cannot know what they replaced. */
const withoutReverse: ReadonlySet<string> = new Set(["bulk_insert"]);

/** Types from and to which the server converts by itself. */
function widerTypes({ name }: sa.SqlType): readonly sa.SqlType[] {
  if (name === "string") return [sa.string(77)];
  if (name === "integer" || name === "smallInteger") return [sa.bigInteger()];
  return name === "numeric" ? [sa.numeric(12, 2)] : [];
}

/** Several changes in one block, which are taken back in the other order. */
const blocksOn = (table: sa.Table, added: sa.Column): readonly BatchAlterTableOp[] =>
  (["auto", "always"] as const).map((recreate) =>
    ops.batchAlterTableOp(
      table.name,
      [
        ops.addColumnOp(table.name, added),
        ops.createUniqueConstraintOp("uq_block", table.name, ["id", "team_id"]),
        ops.createIndexOp("ix block", table.name, [nameText(added.name), "team_id"]),
        ops.alterColumnOp(table.name, "team_id", {
          newColumnName: "group_id",
          existingType: sa.integer(),
          existingNullable: true,
        }),
      ],
      { recreate },
    ),
  );

const ofWholeTables = (table: sa.Table): readonly Directive[] => [
  ops.renameTableOp(table.name, 'Renamed "table"'),
  ops.dropTableOpFrom(table),
];

const describeDirective = ({ kind, ...rest }: Directive): string => `${kind} ${JSON.stringify(rest)}`;

describe.each(databaseKinds().filter((kind) => kind.missing === null))("on $name", (kind: DatabaseKind) => {
  const features = tableFeatures[kind.name];
  const catalogue = rawCatalogues[kind.name];
  const { alterTable } = dialectNamed(kind.name).features;
  const counts: Counts = new Map();
  let database: TestDatabase;
  let engine: Engine;
  let connection: Connection;

  beforeAll(async () => {
    database = await kind.create("reverse");
    engine = createEngine(database.url);
    connection = await engine.connect();
    await run(connection, ops.createTableOpFrom(parent));
  });
  afterAll(async () => {
    await connection.close();
    await database.drop();
  });

  /** Up and down; the catalogue is what it was. */
  async function expectReversible(directive: DirectiveNode, title: string): Promise<void> {
    const before = await catalogue(connection);
    for (const kindOf of kindsIn(directive)) counts.set(kindOf, (counts.get(kindOf) ?? 0) + 1);
    await run(connection, directive).catch((cause: unknown) => {
      throw new Error(`up failed: ${title}`, { cause });
    });
    const changed = await catalogue(connection);
    expect(changed, `did something: ${title}`).not.toEqual(before);
    await run(connection, ops.reverse(directive)).catch((cause: unknown) => {
      throw new Error(`down failed: ${title}`, { cause });
    });
    expect(await catalogue(connection), title).toEqual(before);
  }

  const inBlock = (table: sa.Table, directive: Directive): DirectiveNode =>
    alterTable || directive.kind === "execute" ? directive : ops.batchAlterTableOp(table.name, [directive]);

  /** A primary key is made where there is none. */
  async function expectKeyReversible(table: sa.Table): Promise<void> {
    const key = table.constraints.find((each) => each.kind === "primary_key");
    if (key === undefined || (table.columns[0]?.autoincrement === true && !features.identityColumns)) return;
    const drop = ops.dropConstraintOpFrom(target(table), key);
    await run(connection, inBlock(table, drop));
    const create = ops.createPrimaryKeyOp("pk_made", table.name, ["id"]);
    await expectReversible(inBlock(table, create), describeDirective(create));
    await run(connection, ops.reverse(inBlock(table, drop)));
  }

  const dropAll = async (): Promise<void> => {
    const names = (await catalogueTables(connection)).filter((name) => name !== "parent");
    for (const name of names) await run(connection, ops.dropTableOp(sa.quotedName(name, true)));
  };

  test("each operation and its reverse leave the catalogue as it was", { timeout: 1_800_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryTable(features), arbitraryColumn("added", features), async (table, added) => {
        await dropAll();
        const create = ops.createTableOpFrom(table);
        await expectReversible(create, describeDirective(create));
        await run(connection, create);
        const nullable = sa.column(added.name, added.type, {
          comment: added.comment,
          serverDefault: added.serverDefault,
        });
        for (const directive of operationsOn(table, nullable, features)) {
          const whole = inBlock(table, directive);
          if (changesSomething(directive, table)) await expectReversible(whole, describeDirective(directive));
        }
        await expectKeyReversible(table);
        const countable = sa.column("in block", sa.integer(), { comment: nullable.comment });
        for (const block of blocksOn(table, countable))
          await expectReversible(block, `${block.recreate}: ${JSON.stringify(block.items)}`);
        for (const directive of ofWholeTables(table))
          await expectReversible(directive, describeDirective(directive));
      }),
      propertyRuns(3),
    );
  });

  test("that was every operation of op which can be taken back", () => {
    const possible = Object.values(builtIn)
      .map((operation) => operation.kind)
      .filter((each) => !withoutReverse.has(each) && (features.comments || !each.endsWith("_comment")))
      .filter((each) => features.identityColumns || each !== "create_exclude_constraint");
    console.info(`${kind.name}: ${[...counts].map(([name, count]) => `${name} ${count}`).join(", ")}`);
    expect([...counts.keys()].sort()).toEqual([...possible, "batch_alter_table"].sort());
  });

  test("what cannot be taken back says so", () => {
    expect(() => ops.reverse(ops.bulkInsertOp(parent, [{ id: 1 }]))).toThrow("is not reversible");
  });
});

/** The kinds of a directive and of those in it. */
const kindsIn = (directive: DirectiveNode): readonly string[] =>
  directive.kind === "batch_alter_table"
    ? // The kind says that it is a batch block.
      [directive.kind, ...(directive as BatchAlterTableOp).items.map((item) => item.directive.kind)]
    : [directive.kind];

/** Whether the directive says anything else than what is so already. */
function changesSomething(directive: Directive, table: sa.Table): boolean {
  if (directive.kind === "drop_table_comment") return table.comment !== null;
  if (directive.kind !== "alter_column") return true;
  const { modifyServerDefault, existingServerDefault, modifyComment, existingComment, modifyType } =
    directive;
  if (modifyType !== undefined) return true;
  if (modifyServerDefault === null) return existingServerDefault !== null;
  return modifyComment !== null || existingComment !== null;
}

async function catalogueTables(connection: Connection): Promise<readonly string[]> {
  const inspector = await sa.inspect(connection);
  return inspector.getTableNames();
}
