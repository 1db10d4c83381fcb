import { describe, expect, test } from "vitest";
import { type Connection, compareMetadata, MigrationContext, sa } from "../../../src/index.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds } from "../../support/databases.ts";

const id = sa.column("id", sa.integer(), { primaryKey: true });

/** The models of a table that refers to a column, beside a table `parent`. */
function referringTo(target: string): sa.MetaData {
  const metadata = new sa.MetaData();
  metadata.table("child", [id, sa.column("parent_id", sa.integer(), { references: sa.references(target) })]);
  metadata.table("parent", [id]);
  return metadata;
}

describe.each(databaseKinds())("a foreign key of the models on $name", (kind) => {
  let connection: Connection;
  connectEach(kind, "missing_refs", (given) => {
    connection = given;
  });
  const compare = (...models: readonly sa.MetaData[]): Promise<unknown> =>
    compareMetadata(MigrationContext.configure({ connection }), models);

  test.each([
    ["parent.idd", "table 'parent' has no column named 'idd'"],
    ["parents.id", "could not find table 'parents'"],
  ])("to %s, which is nowhere, is refused where its table is defined", async (target, reason) => {
    await expect(compare(referringTo(target))).rejects.toMatchObject({
      code: "SCHEMA",
      message: expect.stringContaining(reason),
      stack: expect.stringContaining(import.meta.filename),
    });
  });

  test.runIf(kind.name === "sqlite")("is left alone where the database has it itself", async () => {
    await connection.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)");
    await connection.execute(
      "CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES nowhere (id))",
    );
    await expect(compare(referringTo("nowhere.id"))).resolves.toBeDefined();
    await expect(compare(referringTo("elsewhere.id"))).rejects.toMatchObject({ code: "SCHEMA" });
  });

  test("may be to a table of another MetaData, or of the database alone", async () => {
    const others = new sa.MetaData();
    others.table("parents", [id]);
    await expect(compare(referringTo("parents.id"), others)).resolves.toBeDefined();
    await others.createAll(connection);
    await expect(compare(referringTo("parents.id"))).resolves.toBeDefined();
    await expect(compare(referringTo("parents.idd"))).rejects.toThrow("has no column named 'idd'");
  });
});
