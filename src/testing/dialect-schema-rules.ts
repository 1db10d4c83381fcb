import assert from "node:assert/strict";
import { compareMetadata } from "../autogenerate/api.ts";
import { dialectNamed } from "../dialect/registry.ts";
import { MigrationContext, Operations } from "../runtime/index.ts";
import { MetaData } from "../sa/meta-data.ts";
import { column, references } from "../schema/column.ts";
import { check, unique } from "../schema/constraints.ts";
import { index } from "../schema/index-def.ts";
import * as types from "../schema/types/generic.ts";
import type { ContractRule } from "./contract-rule.ts";
import type { DialectSubject } from "./dialect-contract.ts";
import { withConnection } from "./use-table.ts";

/** Two tables with what every database has. */
function models(): MetaData {
  const metadata = new MetaData();
  metadata.table("child", [
    column("id", types.integer(), { primaryKey: true }),
    column("parent_id", types.integer(), {
      nullable: false,
      references: references("parent.id", { name: "fk_child_parent" }),
    }),
    column("name", types.string(50), { serverDefault: "new" }),
    unique(["name"], { name: "uq_child_name" }),
    check("parent_id > 0", { name: "ck_child_parent" }),
    index("ix_child_parent", ["parent_id", "name"]),
  ]);
  metadata.table("parent", [column("id", types.integer(), { primaryKey: true })]);
  return metadata;
}

/** How tables are made, changed, read back and dropped, and how the version table is kept. */
export function schemaRules({ engine }: DialectSubject): readonly ContractRule[] {
  return [
    {
      name: "tables are made parents first, found equal to their models, and dropped children first",
      run: () =>
        withConnection(engine(), async (connection) => {
          const metadata = models();
          const context = MigrationContext.configure({ connection });
          await metadata.createAll(connection);
          try {
            if (dialectNamed(connection.dialectName).reflector !== undefined)
              assert.deepEqual(await compareMetadata(context, metadata), []);
          } finally {
            await metadata.dropAll(connection);
          }
          await assert.rejects(connection.execute("SELECT * FROM parent"));
        }),
    },
    {
      name: "operations change a table that holds rows, and take the changes back",
      run: () =>
        withConnection(engine(), async (connection) => {
          const op = Operations.context(MigrationContext.configure({ connection }));
          const made = op.createTable("item", [column("id", types.integer(), { primaryKey: true })]);
          try {
            op.bulkInsert(made, [{ id: 1 }, { id: 2 }]);
            op.addColumn("item", column("name", types.string(20), { serverDefault: "x", nullable: false }));
            op.createIndex("ix_item_name", "item", ["name"]);
            const { rows } = await op.execute("SELECT id, name FROM item ORDER BY id");
            assert.deepEqual(
              rows.map(({ id, name }) => [id, name]),
              [
                [1, "x"],
                [2, "x"],
              ],
            );
            op.dropIndex("ix_item_name", "item");
            await op.batchAlterTable("item", (batch) => batch.dropColumn("name"));
            assert.deepEqual(Object.keys((await op.execute("SELECT * FROM item")).rows[0] ?? {}), ["id"]);
          } finally {
            await op.dropTable("item");
          }
        }),
    },
    {
      name: "the version table is made once, and its rows are added, changed and taken away",
      run: () =>
        withConnection(engine(), async (connection) => {
          const { versionTable: sql } = dialectNamed(connection.dialectName);
          const table = { name: "alembic_version", schema: null, primaryKey: true };
          assert.equal(await sql.exists(connection, table), false);
          for (const statement of sql.create(table)) await connection.execute(statement.sql);
          try {
            assert.equal(await sql.exists(connection, table), true);
            await connection.execute(sql.insert(table, "aaa1"));
            await connection.execute(sql.update(table, "aaa1", "bbb2"));
            const { rows } = await connection.execute(sql.select(table));
            assert.deepEqual(
              rows.map((row) => row.version_num),
              ["bbb2"],
            );
            await connection.execute(sql.delete(table, "bbb2"));
            assert.deepEqual((await connection.execute(sql.select(table))).rows, []);
          } finally {
            await connection.execute("DROP TABLE alembic_version");
          }
        }),
    },
  ];
}
