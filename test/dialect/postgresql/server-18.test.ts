import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Connection, createEngine } from "../../../src/connection/index.ts";
import { domain } from "../../../src/dialect/postgresql/public.ts";
import { postgresqlReflector } from "../../../src/dialect/postgresql/reflect.ts";
import type { ReflectedDatabase } from "../../../src/dialect/reflection.ts";
import type { Operations } from "../../../src/runtime/index.ts";
import * as sa from "../../../src/sa/index.ts";
import { type EmbeddedServer, startEmbeddedPostgresql } from "../../support/embedded-postgresql.ts";
import { migrate } from "../../support/migrations.ts";
import { byName, named } from "../reflect-support.ts";

// Below the ports that systems give to clients.
const port = 24_391;

describe("PostgreSQL 18", () => {
  let server: EmbeddedServer;
  let connection: Connection;
  let read: ReflectedDatabase;

  beforeAll(async () => {
    server = await startEmbeddedPostgresql({ port, password: "secret" });
    connection = await createEngine(`postgresql://postgres:secret@127.0.0.1:${port}/postgres`).connect();
    await connection.executeScript(`
      create table p (id int primary key, constraint named_not_null not null id);
      create table t (
        id int generated always as identity primary key, a int constraint a_given not null, p int,
        virtual int generated always as (a * 2), stored int generated always as (a * 3) stored,
        constraint ck check (a > 0) not enforced,
        constraint fk foreign key (p) references p (id) not enforced);
      create table stays (room int4range, during daterange, constraint stays_key primary key (room, during without overlaps));
    `);
    read = await postgresqlReflector.reflect(connection, { schemas: [null] });
  });
  afterAll(async () => {
    await connection?.close();
    await server?.stop();
  });

  test("tells of virtual generated columns, NOT ENFORCED constraints, and NOT NULL without its constraint", () => {
    const table = named(read.tables, "t");
    expect(byName(table.columns)).toMatchObject({
      a: { type: "INTEGER" },
      virtual: { computed: { text: "sql: (a * 2)", persisted: false } },
      stored: { computed: { text: "sql: (a * 3)", persisted: true } },
    });
    expect(byName(table.constraints)).toMatchObject({
      ck: { condition: "sql: a > 0", options: { postgresql: { notEnforced: true } } },
      fk: { referredTable: "p", options: { postgresql: { notEnforced: true } } },
    });
    expect(Object.keys(byName(table.constraints))).toEqual(["t_pkey", "ck", "fk"]);
  });

  test("has keys over periods, which are said to be incomplete", () => {
    expect(read.warnings).toEqual([
      "Constraint 'stays_key' is over a period: it was read without WITHOUT OVERLAPS or PERIOD.",
    ]);
  });

  test("keeps the names of NOT NULL constraints through a rebuild, whatever they are", async () => {
    const name = `a"b'c$names$\\d`;
    await connection.executeScript(
      `CREATE TABLE "a""b'c$names$\\d" (id int PRIMARY KEY, "x'y" int NOT NULL, z int CONSTRAINT "z'z" NOT NULL)`,
    );
    const names = () =>
      connection.executeArrays("SELECT conname FROM pg_constraint WHERE conrelid = $1::regclass ORDER BY 1", [
        `"${name.replaceAll('"', '""')}"`,
      ]);
    const before = await names();
    const rebuild = (op: Operations) =>
      op.batchAlterTable(name, { recreate: "always" }, (batch) => {
        batch.addColumn(sa.column("new", sa.integer(), { nullable: false, serverDefault: "1" }));
      });
    await migrate(connection, { revisions: [{ id: "a1", upgrade: rebuild }] });
    expect(await names()).toEqual([...before, [`${name}_new_not_null`]].sort());
  });

  test("gives the name of a domain's CHECK to the CHECK, also where the domain is NOT NULL", async () => {
    const positive = { notNull: true, check: "VALUE > 0", constraintName: "is_positive" };
    const metadata = new sa.MetaData();
    metadata.table("of_domain", [sa.column("a", domain("positive", sa.integer(), positive))]);
    await metadata.createAll(connection);
    const { domains } = await postgresqlReflector.reflect(connection, { schemas: [null] });
    expect(domains.map(({ options }) => options)).toMatchObject([
      { notNull: true, constraintName: "is_positive" },
    ]);
  });
});
