import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Connection, createEngine } from "../../../src/connection/index.ts";
import { createAll, dropAll } from "../../../src/dialect/create-all.ts";
import { inspect, reflectInto } from "../../../src/dialect/inspect.ts";
import type { ReflectedDatabase } from "../../../src/dialect/reflection.ts";
import { sqliteReflector } from "../../../src/dialect/sqlite/reflect.ts";
import { MetaData } from "../../../src/schema/meta-data.ts";
import { nameText } from "../../../src/schema/names.ts";
import { byName, counting, named, said } from "../reflect-support.ts";

const schema = `
CREATE TABLE Parent(id INTEGER CONSTRAINT pk_parent PRIMARY KEY AUTOINCREMENT, code TEXT COLLATE NOCASE UNIQUE ON CONFLICT IGNORE,
  "a b" varchar(20) DEFAULT 'x''y', [c] DECIMAL(10,2) default (1+2) not null, \`d\` datetime DEFAULT CURRENT_TIMESTAMP);
create table child (
  -- a comment with ) and '
  id integer not null primary key, /* ( */ pid int references Parent deferrable initially deferred,
  p2 mediumint constraint fk_2 references parent(ID) on delete set null on update cascade match full,
  amount real check (amount > 0) constraint ck_amount check (amount < 100 and note <> ')'),
  note text default "dq", neg int default -5, twice int generated always as (amount*2) virtual,
  loud text as (upper(note)) stored, bytes blob default x'00ff', untyped, odd MYBLOB, at timestamp not null on conflict ignore,
  constraint uq unique (pid, p2) on conflict replace, foreign key (note, neg) references other(a,b), check (id > 0)
);
create table other(a text, b int, primary key(a, b desc)) without rowid, strict;
create unique index ix_rich on child (lower(note) desc, pid collate nocase, amount + 1, [at]) where amount > 5 and note = ')';
create index ix_plain on child (amount desc);
create view v as select * from child;
create trigger trg after insert on child begin update child set neg = 1; end;
create virtual table search using fts5(x);
`;

describe("what SQLite's catalogue says", () => {
  let connection: Connection;
  let read: ReflectedDatabase;

  beforeAll(async () => {
    connection = await createEngine("sqlite://").connect();
    await connection.executeScript(schema);
    read = await sqliteReflector.reflect(connection, { schemas: [null] });
  });
  afterAll(() => connection.close());

  const table = (name: string) => named(read.tables, name);

  test("virtual tables and their shadow tables are left out", () => {
    expect(read.tables.map((each) => each.name)).toEqual(["Parent", "child", "other"]);
    expect(read.views).toEqual([
      { name: "v", schema: null, sql: "CREATE VIEW v as select * from child", materialized: false },
    ]);
    expect(read.warnings).toEqual([]);
  });

  test("columns: every style of quotes, types by name, defaults as they are spelled, collations", () => {
    expect(byName(table("Parent").columns)).toEqual({
      id: { type: "INTEGER", nullable: true, primaryKey: true },
      code: { type: 'TEXT {"collation":"NOCASE"}', nullable: true },
      "a b": { type: 'VARCHAR {"length":20}', nullable: true, serverDefault: "sql: 'x''y'" },
      c: { type: 'DECIMAL {"precision":10,"scale":2}', serverDefault: "sql: (1+2)" },
      d: { type: "DATETIME", nullable: true, serverDefault: "sql: CURRENT_TIMESTAMP" },
    });
    expect(byName(table("child").columns)).toEqual({
      id: { type: "INTEGER", primaryKey: true },
      pid: { type: "INTEGER", nullable: true },
      p2: { type: "INTEGER", nullable: true },
      amount: {
        type: "REAL",
        nullable: true,
        checks: [
          { kind: "check", condition: "sql: amount > 0" },
          { kind: "check", name: "ck_amount", condition: "sql: amount < 100 and note <> ')'" },
        ],
      },
      note: { type: "TEXT", nullable: true, serverDefault: 'sql: "dq"' },
      neg: { type: "INTEGER", nullable: true, serverDefault: "sql: -5" },
      twice: { type: "INTEGER", nullable: true, computed: { text: "sql: amount*2", persisted: false } },
      loud: { type: "TEXT", nullable: true, computed: { text: "sql: upper(note)", persisted: true } },
      bytes: { type: "BLOB", nullable: true, serverDefault: "sql: x'00ff'" },
      untyped: { type: 'generic.null {"text":""}', nullable: true },
      odd: { type: 'generic.null {"text":"MYBLOB"}', nullable: true },
      at: { type: "TIMESTAMP", options: { sqlite: { onConflictNotNull: "IGNORE" } } },
    });
    expect(table("child").declaredTypes).toMatchObject({ p2: "mediumint", odd: "MYBLOB" });
  });

  test.each([
    ["INT", "INTEGER"],
    ["UNSIGNED BIG INT", "INTEGER"],
    ["FLOATING POINT", "INTEGER"],
    ["NATIVE CHARACTER(70)", 'TEXT {"length":70}'],
    ["CLOB", "TEXT"],
    ["DOUBLE PRECISION", "REAL"],
    ["BOOL", "BOOLEAN"],
    ["DATETIME_CHAR", "DATETIME"],
    ["JSON", "sqlite.json"],
    ["INTEGER(11)", "INTEGER"],
    ["NUMERIC(5)", 'NUMERIC {"precision":5}'],
    ["MONEY", "NUMERIC"],
    ["NVARCHAR(9)", 'NVARCHAR {"length":9}'],
    ["constructor", "NUMERIC"],
  ])("a column declared %s is %s", async (declared, expected) => {
    const other = await createEngine("sqlite://").connect();
    try {
      await other.execute(`CREATE TABLE t (a ${declared})`);
      const [found] = await inspect(other).getColumns("t");
      expect(said(found?.type)).toBe(expected);
    } finally {
      await other.close();
    }
  });

  test("keys come with their names and conflict clauses", () => {
    expect(said(table("Parent").constraints)).toEqual([
      { kind: "primary_key", name: "pk_parent", columns: ["id"] },
      { kind: "unique", columns: ["code"], options: { sqlite: { onConflict: "IGNORE" } } },
    ]);
    expect(table("Parent").options.sqlite).toEqual({ autoincrement: true });
    expect(said(table("other").constraints)).toEqual([
      { kind: "primary_key", columns: ["a", "b"], options: { sqlite: { columnWords: { b: "desc" } } } },
    ]);
    expect(table("other").options.sqlite).toEqual({ strict: true, withRowid: false });
  });

  test("foreign keys find their table and columns whatever the case, and the key when no column is named", () => {
    expect(said(table("child").constraints.slice(1))).toEqual([
      { kind: "unique", name: "uq", columns: ["pid", "p2"], options: { sqlite: { onConflict: "REPLACE" } } },
      {
        kind: "foreign_key",
        columns: ["pid"],
        referredTable: "Parent",
        referredColumns: ["id"],
        deferrable: true,
        initially: "DEFERRED",
      },
      {
        kind: "foreign_key",
        name: "fk_2",
        columns: ["p2"],
        referredTable: "Parent",
        referredColumns: ["id"],
        onDelete: "SET NULL",
        onUpdate: "CASCADE",
        match: "FULL",
      },
      { kind: "foreign_key", columns: ["note", "neg"], referredTable: "other", referredColumns: ["a", "b"] },
      { kind: "check", condition: "sql: id > 0" },
    ]);
  });

  test("indexes with expressions, collations, order and predicate", () => {
    expect(byName(table("child").indexes)).toEqual({
      ix_plain: { parts: [{ expression: "amount", order: "desc" }] },
      ix_rich: {
        unique: true,
        parts: [
          { expression: "sql: lower(note)", order: "desc" },
          { expression: "pid", collation: "nocase" },
          { expression: "sql: amount + 1" },
          { expression: "at" },
        ],
        options: { sqlite: { where: "sql: amount > 5 and note = ')'" } },
      },
    });
  });

  test("tables keep their statement and their triggers", () => {
    expect(table("other").sourceSql).toContain("without rowid, strict");
    expect(table("child").triggers).toEqual([
      { name: "trg", sql: "CREATE TRIGGER trg after insert on child begin update child set neg = 1; end" },
    ]);
  });

  test("attached databases are schemas", async () => {
    await connection.executeScript(
      "ATTACH ':memory:' AS side; CREATE TABLE side.t (a int primary key, b references t)",
    );
    expect(await inspect(connection).getSchemaNames()).toEqual(["main", "side"]);
    expect(said(await inspect(connection).getTables({ schema: "side" }))).toMatchObject([
      {
        name: "t",
        schema: "side",
        constraints: [{}, { referredSchema: "side", referredTable: "t", referredColumns: ["a"] }],
      },
    ]);
    await connection.execute("DETACH side");
  });

  test("what was read can be created elsewhere and reads the same", async () => {
    const target = await createEngine("sqlite://").connect();
    try {
      const metadata = new MetaData();
      await reflectInto(metadata, connection);
      await createAll(target, metadata);
      const again = await sqliteReflector.reflect(target, { schemas: [null] });
      // Values behind DEFAULT are put into parentheses, and an AUTOINCREMENT key takes no name.
      const expected = JSON.stringify(read.tables.map(said))
        .replace("\"sql: x'00ff'\"", "\"sql: (x'00ff')\"")
        .replace(',"name":"pk_parent"', "");
      expect(again.tables.map(said)).toEqual(JSON.parse(expected));
      await createAll(target, metadata);
      await dropAll(target, metadata);
      expect(await inspect(target).getTableNames()).toEqual([]);
    } finally {
      await target.close();
    }
  });

  test("the number of queries does not depend on the number of tables", async () => {
    const first = counting(connection);
    await sqliteReflector.reflect(first.connection, { schemas: [null] });
    for (let number = 0; number < 50; number += 1)
      await connection.execute(`CREATE TABLE many${number} (id INTEGER PRIMARY KEY)`);
    const second = counting(connection);
    await sqliteReflector.reflect(second.connection, { schemas: [null] });
    expect([first.count(), second.count()]).toEqual([3, 3]);
  });
});

describe("the inspector", () => {
  let connection: Connection;
  beforeAll(async () => {
    connection = await createEngine("sqlite://").connect();
    await connection.executeScript(
      "CREATE TABLE a (id INTEGER PRIMARY KEY, x INT CHECK (x > 0), UNIQUE (x)); CREATE TABLE b (a_id REFERENCES a, y); CREATE INDEX ix ON b (y)",
    );
  });
  afterAll(() => connection.close());

  test("answers about one table and about all of them", async () => {
    const inspector = inspect(connection);
    expect(await inspector.getTableNames()).toEqual(["a", "b"]);
    expect((await inspector.getPkConstraint("a"))?.columns).toEqual(["id"]);
    expect(await inspector.getPkConstraint("b")).toBeNull();
    expect(await inspector.getUniqueConstraints("a")).toMatchObject([{ columns: ["x"] }]);
    expect(await inspector.getCheckConstraints("a")).toHaveLength(1);
    expect((await inspector.getIndexes("b")).map((each) => each.name && nameText(each.name))).toEqual(["ix"]);
    expect([...(await inspector.getMultiForeignKeys()).entries()]).toMatchObject([
      ["a", []],
      ["b", [{ referredTable: "a" }]],
    ]);
    expect(await inspector.getViewNames()).toEqual([]);
    expect(await inspector.getDefaultSchemaName()).toBe("main");
  });

  test("asks once, until its answers are forgotten", async () => {
    const { connection: counted, count } = counting(connection);
    const inspector = inspect(counted);
    await inspector.getTableNames();
    const asked = count();
    await inspector.getColumns("a");
    await inspector.hasTable("b");
    await inspector.getMultiIndexes();
    expect(count()).toBe(asked);
    inspector.clearCache();
    await inspector.getTableNames();
    expect(count()).toBe(2 * asked);
  });

  test("a table that does not exist is an error that names those that do", async () => {
    await expect(inspect(connection).getColumns("c")).rejects.toMatchObject({
      code: "SCHEMA",
      hint: "Use one of: a, b.",
    });
    await expect(reflectInto(new MetaData(), connection, { only: ["a", "zzz"] })).rejects.toMatchObject({
      code: "SCHEMA",
      message: "There is no table 'zzz' in the default schema.",
    });
  });

  test("tables that the MetaData knows stay as they are", async () => {
    const metadata = new MetaData();
    const own = metadata.table("a", []);
    const added = await reflectInto(metadata, connection);
    expect(added.map((each) => each.name)).toEqual(["b"]);
    expect(metadata.tables.get("a")).toBe(own);
  });
});
