import { expect, test } from "vitest";
import { createEngine, sa } from "../../../src/index.ts";
import { databaseKinds, isOfMysql } from "../../support/databases.ts";
import { difference } from "../../support/difference.ts";

const kinds = databaseKinds().filter((kind) => kind.missing === null && isOfMysql(kind.name));

function models(...more: readonly sa.TableElement[]): sa.MetaData {
  const metadata = new sa.MetaData();
  metadata.table("account", [
    sa.column("id", sa.integer(), { primaryKey: true }),
    sa.column("email", sa.string(30), { unique: true }),
    ...more,
  ]);
  return metadata;
}

test.each(kinds)("a second unique key over the same column is seen to go, on $name", async (kind) => {
  const database = await kind.create("unnamed");
  const engine = createEngine(database.url);
  await engine.connect(async (connection) => {
    await models(sa.unique(["email"], { name: "uq_twice" })).createAll(connection);
    expect(await difference(connection, models())).toHaveLength(1);
    await connection.execute("ALTER TABLE account DROP INDEX uq_twice");
    expect(await difference(connection, models())).toEqual([]);
  });
  await engine.dispose();
  await database.drop();
});
