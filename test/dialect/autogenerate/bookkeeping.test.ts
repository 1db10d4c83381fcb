import { describe, expect, test } from "vitest";
import { readDatabase } from "../../../src/autogenerate/models/index.ts";
import { compareMetadata, MigrationContext, sa } from "../../../src/index.ts";
import { databaseKinds } from "../../support/databases.ts";
import { scratchDatabase } from "./scratch-database.ts";

/** The tool's own tables, as it makes them in a run that is not done yet. */
function withBookkeeping(versionTable: string): sa.MetaData {
  const metadata = new sa.MetaData();
  const progressTable =
    versionTable === "alembic_version" ? "alembic_ts_progress" : `alembic_ts_progress_${versionTable}`;
  for (const name of [versionTable, progressTable]) {
    metadata.table(name, [sa.column("version_num", sa.string(32), { primaryKey: true })]);
  }
  metadata.table("account", [sa.column("id", sa.integer(), { primaryKey: true })]);
  return metadata;
}

function ofTheApplication(): sa.MetaData {
  const metadata = new sa.MetaData();
  metadata.table("account", [sa.column("id", sa.integer(), { primaryKey: true })]);
  return metadata;
}

describe.each(databaseKinds())("the tool's own tables on $name", (kind) => {
  test.skipIf(kind.missing !== null)("are neither dropped, nor created, nor pulled", async () => {
    const scratch = await scratchDatabase(kind, "bookkeeping");
    const { connection, defaultSchema } = scratch;
    const context = (opts: Parameters<typeof MigrationContext.configure>[0]["opts"]): MigrationContext =>
      MigrationContext.configure({ connection, opts });
    try {
      await scratch.empty();
      expect(await compareMetadata(context({}), withBookkeeping("alembic_version"))).toHaveLength(1);
      for (const versionTable of ["alembic_version", "my_versions"]) {
        await scratch.empty();
        await withBookkeeping(versionTable).createAll(connection);
        const settings = [
          { versionTable },
          { versionTable, versionTableSchema: defaultSchema },
          { versionTable, includeSchemas: kind.name === "postgresql" },
        ];
        for (const opts of settings) {
          expect(await compareMetadata(context(opts), ofTheApplication()), JSON.stringify(opts)).toEqual([]);
          const { tables } = await readDatabase(context(opts), []);
          expect(tables.map(({ name }) => name)).toEqual(["account"]);
        }
      }
    } finally {
      await scratch.drop();
    }
  });
});
