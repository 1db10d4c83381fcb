import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Connection, createEngine } from "../../../src/connection/index.ts";
import { postgresqlReflector } from "../../../src/dialect/postgresql/reflect.ts";
import type { ReflectedDatabase } from "../../../src/dialect/reflection.ts";
import { type EmbeddedServer, startEmbeddedPostgresql } from "../../support/embedded-postgresql.ts";
import { byName, named } from "../reflect-support.ts";

const port = 54_391;

describe("what the catalogue of PostgreSQL 18 says", () => {
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

  test("virtual generated columns, NOT ENFORCED constraints, and NOT NULL without its constraint", () => {
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

  test("a key over periods is said to be incomplete", () => {
    expect(read.warnings).toEqual([
      "Constraint 'stays_key' is over a period: it was read without WITHOUT OVERLAPS or PERIOD.",
    ]);
  });
});
