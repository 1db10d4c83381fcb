import { describe, expect, test } from "vitest";
import * as postgresql from "../../../src/dialect/postgresql/public.ts";
import { type Connection, sa, sql } from "../../../src/index.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds } from "../../support/databases.ts";
import { difference } from "../../support/difference.ts";
import { type Models, revisionTo, thereAndBack } from "../../support/there-and-back.ts";

const servers = databaseKinds().filter(({ name }) => name === "postgresql");

type DomainOptions = Parameters<typeof postgresql.domain>[2];

const positive: DomainOptions = { check: "VALUE > 0" };

const tables =
  (columns: Readonly<Record<string, DomainOptions | null>>): Models =>
  (metadata) => {
    for (const [name, options] of Object.entries(columns)) {
      metadata.table(name, [
        sa.column("id", sa.integer(), { primaryKey: true }),
        ...(options === null ? [] : [sa.column("n", postgresql.domain("posint", sa.integer(), options))]),
      ]);
    }
  };

describe.each(servers)("domains on $name", (server) => {
  let connection: Connection;

  connectEach(server, "domains", (opened) => {
    connection = opened;
  });

  test.each([
    ["go and come back with the last table of them", { a: null, b: positive }, { a: null }],
    ["stay while another table has them", { a: positive, b: positive }, { a: positive }],
    ["go and come back with the last column of them", { a: positive }, { a: null }],
    ["are found by a new table", { a: positive }, { a: positive, b: positive }],
  ])("%s", async (_what, before, after) => {
    await thereAndBack(connection, { before: tables(before), after: tables(after) });
  });

  test.each<[string, DomainOptions, DomainOptions, string]>([
    ["another CHECK", positive, { check: "VALUE > 1" }, "DROP CONSTRAINT posint_check"],
    ["a CHECK more", {}, positive, "ADD CONSTRAINT posint_check CHECK (VALUE > 0)"],
    ["a CHECK less", positive, {}, "DROP CONSTRAINT posint_check"],
    ["a CHECK of another name", positive, { ...positive, constraintName: "above" }, "ADD CONSTRAINT above"],
    ["a default", {}, { default: "7" }, "SET DEFAULT '7'"],
    ["another default", { default: "7" }, { default: sql`1 + 7` }, "SET DEFAULT 1 + 7"],
    ["no default", { default: "7" }, {}, "DROP DEFAULT"],
    ["NOT NULL", {}, { notNull: true }, "SET NOT NULL"],
    ["no NOT NULL", { notNull: true }, {}, "DROP NOT NULL"],
  ])("take %s", async (_what, before, after, said) => {
    const { upgrade } = await thereAndBack(connection, {
      before: tables({ a: before }),
      after: tables({ a: after }),
      rows: "INSERT INTO a (n) VALUES (7)",
    });
    expect(upgrade).toContain(`ALTER DOMAIN posint ${said}`);
  });

  test("that the server writes another way are no difference", async () => {
    const metadata = new sa.MetaData();
    tables({ a: { default: sql`1 + 2 * 3`, check: "VALUE in (1, 7) and mod(VALUE, 2) != 0" } })(metadata);
    await metadata.createAll(connection);
    expect(await difference(connection, metadata)).toEqual([]);
  });

  test("with several CHECKs keep them", async () => {
    await connection.executeScript(
      "CREATE DOMAIN posint AS integer CHECK (VALUE > 0) CHECK (VALUE < 9); CREATE TABLE a (id serial PRIMARY KEY, n posint)",
    );
    const metadata = new sa.MetaData();
    tables({ a: positive })(metadata);
    const { upgrade } = await revisionTo(connection, metadata);
    expect(upgrade).not.toContain("op.");
  });
});
