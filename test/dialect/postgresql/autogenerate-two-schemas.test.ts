import { describe, expect, test } from "vitest";
import { MigrationContext, produceMigrations, sa } from "../../../src/index.ts";
import type { MigrationOptions } from "../../../src/runtime/index.ts";
import { databaseKinds } from "../../support/databases.ts";
import { difference } from "../../support/difference.ts";
import { apply } from "../autogenerate/apply.ts";
import { scratchDatabase } from "../autogenerate/scratch-database.ts";

const server = databaseKinds().find(({ name }) => name === "postgresql");

/** The same tables in several schemas, with the same names of indexes and constraints, and keys that cross over. */
function models(limit: number, more: boolean): sa.MetaData {
  const metadata = new sa.MetaData();
  for (const schema of ["one", "two", "public"]) {
    metadata.table(
      "team",
      [
        sa.column("id", sa.integer(), { primaryKey: true }),
        sa.column("level", sa.enum(["low", "high"], { name: "levels", schema })),
      ],
      { schema },
    );
    metadata.table(
      "member",
      [
        sa.column("id", sa.integer()),
        sa.column("size", sa.integer(), { serverDefault: 1 + limit, nullable: false }),
        sa.column("team_id", sa.integer(), { references: sa.references(`${schema}.team.id`) }),
        sa.column("other_id", sa.integer(), {
          references: sa.references("one.team.id", { name: "fk_other" }),
        }),
        ...(more ? [sa.column("added", sa.integer(), { comment: "new" })] : []),
        sa.primaryKey(["id"], { name: "pk_member" }),
        sa.unique(["team_id", "size"], { name: "uq_member" }),
        sa.check(`size != 3 and (size < ${limit} or size is null)`, { name: "ck_member" }),
        sa.index("ix_member", ["size"], { postgresql: { where: `size > ${limit} and not (size = 4)` } }),
      ],
      { schema, comment: `of ${schema}` },
    );
  }
  return metadata;
}

describe.skipIf(server?.missing !== null)("models in several schemas of PostgreSQL", () => {
  test("are compared, changed and brought back, also where one of them is the default schema by its name", async () => {
    if (server === undefined) return;
    const scratch = await scratchDatabase(server, "schemas");
    const { connection } = scratch;
    try {
      await scratch.empty();
      await connection.executeScript("CREATE SCHEMA one; CREATE SCHEMA two");
      const [before, after] = [models(5, false), models(7, true)];
      await before.createAll(connection);
      expect(await difference(connection, before, opts)).toEqual([]);
      const { upgradeOps, downgradeOps } = await produceMigrations(
        MigrationContext.configure({ connection, opts }),
        after,
      );
      const tables = upgradeOps.ops.map((each) =>
        each.kind === "modify_table_ops" ? each.schema : each.kind,
      );
      expect(tables).toEqual(["public", "one", "two"]);
      await apply(connection, upgradeOps);
      expect(await difference(connection, after, opts)).toEqual([]);
      await apply(connection, downgradeOps);
      expect(await difference(connection, before, opts)).toEqual([]);
    } finally {
      await scratch.drop();
    }
  });
});

const opts: MigrationOptions = {
  includeSchemas: true,
  includeName: (name, type) => type !== "schema" || name !== "extensions",
};
