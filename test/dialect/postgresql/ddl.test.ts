import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Connection, createEngine, type Engine } from "../../../src/connection/index.ts";
import { identifiers } from "../../../src/dialect/postgresql/identifiers.ts";
import { postgresql as dialect } from "../../../src/dialect/postgresql/index.ts";
import * as postgresql from "../../../src/dialect/postgresql/public.ts";
import type { SqlDirective } from "../../../src/directives/index.ts";
import { createOperations, type OperationsHost } from "../../../src/operations/index.ts";
import { column, references } from "../../../src/schema/column.ts";
import { check, exclude, foreignKey, primaryKey, unique } from "../../../src/schema/constraints.ts";
import { desc, index } from "../../../src/schema/index-def.ts";
import { computed, func, identity, nextValue } from "../../../src/schema/server-default.ts";
import { rawSql, sql } from "../../../src/schema/sql-text.ts";
import { table } from "../../../src/schema/table.ts";
import * as types from "../../../src/schema/types/generic.ts";
import { databaseKinds, type TestDatabase } from "../../support/databases.ts";
import { run } from "../sql-contract.ts";

const kind = databaseKinds().find((each) => each.name === "postgresql");

describe.skipIf(kind?.missing !== null)("PostgreSQL's DDL", () => {
  let database: TestDatabase;
  let engine: Engine;
  let connection: Connection;
  const directives: SqlDirective[] = [];
  // The surface of `op`, with each directive kept instead of queued.
  const host = {
    enqueue: (directive: SqlDirective) => directives.push(directive),
    scope: {},
  } as unknown as OperationsHost;
  const op = createOperations(host);
  const apply = async (): Promise<void> => {
    for (const directive of directives.splice(0)) await run(connection, dialect, directive);
  };
  const values = async (query: string): Promise<readonly unknown[]> =>
    (await connection.executeArrays(query)).map((row) => row[0]);

  beforeAll(async () => {
    database = await (kind ?? { create: async () => ({ url: "", drop: async () => {} }) }).create("ddl");
    engine = createEngine(database.url);
    connection = await engine.connect();
  });
  afterAll(async () => {
    await connection.close();
    await engine.dispose();
    await database.drop();
  });

  test("quotes every word that the server reserves", async () => {
    const reserved = await values("SELECT word FROM pg_get_keywords() WHERE catcode IN ('R', 'T')");
    expect(reserved.length).toBeGreaterThan(80);
    expect(reserved.filter((word) => identifiers.quote(String(word)) === word)).toEqual([]);
  });

  test("keeps the comments of constraints, in a new table and in one that stands", async () => {
    op.createTable("commented", [
      column("id", types.integer()),
      primaryKey(["id"], { name: "pk_commented", comment: "it's the key" }),
      check("id > 0", { comment: "without a name" }),
    ]);
    await apply();
    const constraint = unique(["id"], { name: "uq_commented", comment: "later" });
    await run(connection, dialect, {
      kind: "create_unique_constraint",
      tableName: "commented",
      schema: null,
      constraint,
    });
    expect(
      await values(
        "SELECT conname || ': ' || obj_description(oid, 'pg_constraint') FROM pg_constraint WHERE conrelid = 'commented'::regclass AND obj_description(oid, 'pg_constraint') IS NOT NULL ORDER BY 1",
      ),
    ).toEqual(["pk_commented: it's the key", "uq_commented: later"]);
  });

  test("takes every type and creates enums and domains before the table", async () => {
    const mood = postgresql.enum(["sad", "it's"], { name: "Mood" });
    const positive = postgresql.domain("positive", types.integer(), {
      check: "VALUE > 0",
      notNull: true,
      default: sql`${7}`,
    });
    const plain = [
      postgresql.int4range(),
      postgresql.tsvector(),
      postgresql.inet(),
      postgresql.macaddr8(),
      postgresql.money(),
      postgresql.bit(3),
      postgresql.bit(5, { varying: true }),
      postgresql.interval({ fields: "DAY TO SECOND", precision: 3 }),
      postgresql.timestamp({ timezone: true, precision: 3 }),
      postgresql.time({ timezone: true }),
      postgresql.jsonb(),
      postgresql.array(types.string(5), { dimensions: 2 }),
      postgresql.jsonpath(),
      postgresql.regclass(),
      types.uuid(),
      types.interval({ secondPrecision: 2 }),
      types.largeBinary(),
      types.double(),
      types.unicodeText(),
      types.string(9, { collation: "C" }),
      types.array(mood),
      types.numeric(10, 2),
    ];
    op.createTable("every_type", [
      column("mood", mood),
      column("count", positive),
      ...plain.map((type, position) => column(`c${position}`, type)),
    ]);
    await apply();
    expect(
      await values(
        "SELECT count(*) FROM pg_attribute WHERE attrelid = 'every_type'::regclass AND attnum > 0",
      ),
    ).toEqual([String(plain.length + 2)]);
    expect(
      await values(
        "SELECT enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE typname = 'Mood'",
      ),
    ).toEqual(["sad", "it's"]);
  });

  test("takes every option of tables, columns, constraints and indexes", async () => {
    await connection.executeScript(
      "CREATE EXTENSION IF NOT EXISTS btree_gist; CREATE SCHEMA s; CREATE SEQUENCE counter",
    );
    op.createTable(
      "parent",
      [
        column("id", types.bigInteger(), {
          primaryKey: true,
          identity: identity({ always: true, start: 5, increment: 2, minValue: 1, cache: 3, cycle: true }),
        }),
        column("code", types.string(10), { nullable: false, comment: "it's \\ a code" }),
        column("number", types.integer(), { serverDefault: nextValue("counter") }),
        column("made", types.dateTime({ timezone: true }), { serverDefault: func.now(), nullable: false }),
        column("twice", types.integer(), { computed: computed("number * 2", { persisted: true }) }),
        column("period", postgresql.tstzrange()),
        unique(["code"], {
          name: "uq_code",
          deferrable: true,
          initially: "DEFERRED",
          postgresql: { include: ["made"] },
        }),
        unique(["number", "made"], { postgresql: { nullsNotDistinct: true } }),
        check("number <> 13", { name: "unlucky" }),
        exclude(
          [
            ["code", "="],
            [rawSql("period"), "&&"],
          ],
          { name: "no_overlap", where: "number > 0" },
        ),
        index("ix_code", [desc("code", { nulls: "last" }), "made"], {
          unique: true,
          postgresql: {
            ops: { code: "varchar_pattern_ops" },
            include: ["number"],
            with: { fillfactor: 70 },
            where: "number > 1",
          },
        }),
      ],
      { comment: "the parents", postgresql: { with: { fillfactor: 80 } } },
    );
    op.createTable(
      "child",
      [
        column("id", types.integer(), { primaryKey: true }),
        column("parent_id", types.bigInteger(), {
          index: true,
          references: references("parent.id", {
            onDelete: "CASCADE",
            onUpdate: "NO ACTION",
            deferrable: true,
          }),
        }),
        column("up", types.integer()),
        foreignKey(["up"], ["s.child.id"], { name: "fk_up", match: "FULL" }),
      ],
      { schema: "s" },
    );
    op.createTable("part", [column("id", types.integer(), { nullable: false }), primaryKey(["id"])], {
      postgresql: { partitionBy: "RANGE (id)" },
    });
    op.createTable("heir", [column("extra", types.integer())], { postgresql: { inherits: ["parent"] } });
    await apply();
    expect(await values("SELECT indexname FROM pg_indexes WHERE tablename = 'child' ORDER BY 1")).toEqual([
      "child_pkey",
      "ix_s_child_parent_id",
    ]);
    expect(await values("SELECT obj_description('parent'::regclass)")).toEqual(["the parents"]);
    expect(await values("SELECT col_description('parent'::regclass, 2)")).toEqual(["it's \\ a code"]);
  });

  test("alters what was made, step by step", async () => {
    op.createTable("w", [column("id", types.integer(), { primaryKey: true }), column("x", types.string(10))]);
    op.addColumn(
      "w",
      column("y", types.integer(), { unique: true, comment: "why", checks: check("y > 0") }),
      { ifNotExists: true },
    );
    op.alterColumn("w", "x", {
      type: types.integer(),
      nullable: false,
      serverDefault: "5",
      comment: "ex",
      postgresql: { using: "x::integer" },
    });
    op.alterColumn("w", "x", { serverDefault: identity({ start: 7 }), existingServerDefault: "5" });
    op.alterColumn("w", "x", {
      serverDefault: identity({ always: true, start: 9, cache: 2 }),
      existingServerDefault: identity({ start: 7 }),
      newColumnName: "z",
    });
    op.createIndex("ix_lower", "w", [sql`lower(${sql.id("z")}::text)`], { postgresql: { using: "btree" } });
    op.createCheckConstraint("ck_z", "w", "z < 100", { postgresql: { notValid: true } });
    op.createTableComment("w", "doubled");
    op.dropIndex("ix_lower", "w", { ifExists: true });
    op.dropConstraint("ck_z", "w", { type: "check" });
    op.renameTable("w", "W 2");
    op.alterColumn("W 2", "z", {
      serverDefault: null,
      existingServerDefault: identity({ always: true }),
      comment: null,
    });
    op.dropColumn("W 2", "y");
    op.dropTableComment("W 2");
    await apply();
    const columns = await connection.executeArrays(
      `SELECT column_name, data_type, is_nullable, column_default FROM information_schema.columns WHERE table_name = 'W 2' ORDER BY ordinal_position`,
    );
    expect(columns).toEqual([
      ["id", "integer", "NO", "nextval('w_id_seq'::regclass)"],
      ["z", "integer", "NO", null],
    ]);
  });

  test("stores arrays alike from literals and bound values", async () => {
    const target = table("lists", [
      column("id", types.integer()),
      column("v", types.array(types.text())),
      column("n", types.array(types.integer(), { dimensions: 2 })),
      column("u", types.array(types.uuid())),
    ]);
    await run(connection, dialect, { kind: "create_table", table: target, ifNotExists: false });
    const rows = [
      {
        id: 1,
        v: ["a", 'b"c', "d\\e", "{x}", null, "NULL", ""],
        n: [
          [1, 2],
          [3, 4],
        ],
        u: null,
      },
      { id: 2, v: [], n: [], u: ["12345678-1234-5678-1234-567812345678"] },
    ];
    await run(connection, dialect, { kind: "bulk_insert", table: target, rows, multiInsert: true });
    await run(connection, dialect, { kind: "bulk_insert", table: target, rows, multiInsert: true }, true);
    expect(await values("SELECT count(DISTINCT (v, n, u)) FROM lists GROUP BY id ORDER BY id")).toEqual([
      "1",
      "1",
    ]);
    expect(await values("SELECT v[4] FROM lists WHERE id = 1")).toEqual(["{x}", "{x}"]);
  });
});
