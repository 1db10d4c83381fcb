import { beforeEach, describe, expect, test } from "vitest";
import { type Connection, sa, sql } from "../../../src/index.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds } from "../../support/databases.ts";
import { difference } from "../../support/difference.ts";
import { revisionTo, runBody } from "../../support/there-and-back.ts";

const mariadb = databaseKinds().filter(({ name }) => name === "mariadb");

describe.each(mariadb)("a table with periods, on $name", (kind) => {
  let connection: Connection;

  connectEach(kind, "periods", (opened) => {
    connection = opened;
  });

  beforeEach(() =>
    connection.execute(`CREATE TABLE k (
      id INT PRIMARY KEY, a DATE, b DATE, c INT DEFAULT 7, UNIQUE uq_c (c), CONSTRAINT ck CHECK (a < b),
      rs TIMESTAMP(6) GENERATED ALWAYS AS ROW START, re TIMESTAMP(6) GENERATED ALWAYS AS ROW END INVISIBLE,
      PERIOD FOR SYSTEM_TIME (rs, re), PERIOD FOR p (a, b)
    ) WITH SYSTEM VERSIONING`),
  );

  function models(): sa.MetaData {
    const metadata = new sa.MetaData();
    metadata.table("k", [
      sa.column("id", sa.integer(), { primaryKey: true, autoincrement: false }),
      sa.column("a", sa.date(), { nullable: false }),
      sa.column("b", sa.date(), { nullable: false }),
      sa.column("c", sa.integer(), { serverDefault: sql`7` }),
      sa.unique(["c"], { name: "uq_c" }),
      sa.check(sql`a < b`, { name: "ck" }),
    ]);
    return metadata;
  }

  test("is no difference for models, which cannot say them", async () => {
    expect(await difference(connection, models())).toEqual([]);
  });

  test("comes back without them when it was dropped", async () => {
    const revision = await revisionTo(connection, new sa.MetaData());
    await runBody(connection, revision.upgrade);
    await runBody(connection, revision.downgrade);
    expect(await difference(connection, models())).toEqual([]);
  });
});
