import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Connection, createEngine, type Engine } from "../../src/connection/index.ts";
import { dialectNamed } from "../../src/dialect/registry.ts";
import type { BatchAlterTableOp, Directive, DirectiveNode } from "../../src/directives/index.ts";
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
          const whole = alterTable ? directive : ops.batchAlterTableOp(table.name, [directive]);
          if (changesSomething(directive, table)) await expectReversible(whole, describeDirective(directive));
        }
        const countable = sa.column("in block", sa.integer(), { comment: nullable.comment });
        for (const block of blocksOn(table, countable))
          await expectReversible(block, `${block.recreate}: ${JSON.stringify(block.items)}`);
        for (const directive of ofWholeTables(table))
          await expectReversible(directive, describeDirective(directive));
      }),
      propertyRuns(3),
    );
  });
});

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
