import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Connection, createEngine } from "../../../src/connection/index.ts";
import { createAll, dropAll } from "../../../src/dialect/create-all.ts";
import { inspect, reflectInto } from "../../../src/dialect/inspect.ts";
import { mariadbReflector } from "../../../src/dialect/mariadb/reflect.ts";
import { mysqlReflector } from "../../../src/dialect/mysql/reflect.ts";
import type { ReflectedDatabase } from "../../../src/dialect/reflection.ts";
import { MetaData } from "../../../src/schema/meta-data.ts";
import { nameText } from "../../../src/schema/names.ts";
import { databaseKinds, type TestDatabase } from "../../support/databases.ts";
import { byName, counting, named, said } from "../reflect-support.ts";

const kind = databaseKinds().find((each) => each.name === "mariadb");

const schema = `
create table parent (id int auto_increment primary key, \`it\`\`s\` int, unique key uq_it (\`it\`\`s\`)) comment 'table''s';
create table child (id bigint unsigned primary key, a int comment 'column''s', b int, c int,
  constraint fk_named foreign key (a) references parent (id) on delete cascade on update no action,
  foreign key (b) references parent (id) on delete set null, key own_index (c),
  constraint fk_indexed foreign key (c) references parent (id));
create table kinds (a tinyint, b smallint unsigned, c mediumint, d int(5) unsigned zerofill, e bigint, f decimal(10,2) unsigned,
  g float, h double(10,2), i bit(3), j char(4), k varchar(7), l text, m tinytext, n mediumtext, o longtext, p binary(4),
  q varbinary(16), r blob, s longblob, t date, u time(2), v datetime(6), w timestamp null, x year, y boolean,
  z enum('a', 'it''s', 'back\\\\slash'), aa set('x', 'y'), ab json, ac uuid, ad inet6, ae point,
  af varchar(20) collate utf8mb4_bin, ag varchar(10) character set latin1);
create table defaults (a int default 5 check (a < 9), b varchar(20) default 'it''s', c int default (1 + 2),
  d datetime default current_timestamp on update current_timestamp, e timestamp null on update current_timestamp,
  f bit(3) default b'101', g uuid default uuid(), h varchar(5) default 'NULL', i int as (a * 2) stored, j int as (a * 2),
  constraint ck check (a < c), check (a <> 7));
create table keyed (a int, b int, t text, v varchar(20), p point not null, l text, fulltext key ft (t), spatial key sp (p),
  key prefixed (t(10), b desc), unique key unique_prefix (v(5)), unique key two (b, a), unique key long_text (l))
  row_format=compressed key_block_size=4;
create table memory_table (a int, key tree using btree (a)) engine=memory;
create table part_range (id int, y date) partition by range columns (y)
  (partition p0 values less than ('2020-01-01'), partition p1 values less than (maxvalue));
create table part_list (id int, y int) engine=myisam partition by list (id) subpartition by hash (y) subpartitions 2
  (partition p0 values in (1, 2), partition p1 values in (3));
create view vw as select id from parent;
create sequence sq start with 5 increment by 2 maxvalue 99 cycle;
`;

describe.skipIf(kind === undefined || kind.missing !== null)("what MariaDB's catalogue says", () => {
  let database: TestDatabase;
  let connection: Connection;
  let read: ReflectedDatabase;

  beforeAll(async () => {
    if (kind === undefined) return;
    database = await kind.create("reflect");
    connection = await createEngine(database.url).connect();
    await connection.executeScript(schema);
    read = await mariadbReflector.reflect(connection, { schemas: [null] });
  });
  afterAll(async () => {
    await connection?.close();
    await database?.drop();
  });

  const table = (name: string) => named(read.tables, name);
  const types = (name: string) => table(name).columns.map((each) => `${each.key}: ${said(each.type)}`);

  test("types are of SQLAlchemy's classes, with all their options; unknown ones are written as they are", () => {
    expect(types("kinds")).toEqual([
      'a: mysql.tinyint {"displayWidth":4}',
      'b: mysql.smallint {"displayWidth":5,"unsigned":true}',
      'c: mysql.mediumint {"displayWidth":9}',
      'd: mysql.integer {"displayWidth":5,"unsigned":true,"zerofill":true}',
      'e: mysql.bigint {"displayWidth":20}',
      'f: mysql.decimal {"precision":10,"scale":2,"unsigned":true}',
      "g: mysql.float",
      'h: mysql.double {"precision":10,"scale":2}',
      'i: mysql.bit {"length":3}',
      'j: mysql.char {"length":4}',
      'k: mysql.varchar {"length":7}',
      "l: mysql.text",
      "m: mysql.tinytext",
      "n: mysql.mediumtext",
      "o: mysql.longtext",
      'p: BINARY {"length":4}',
      'q: VARBINARY {"length":16}',
      "r: BLOB",
      "s: mysql.longblob",
      "t: DATE",
      'u: mysql.time {"fsp":2}',
      'v: mysql.datetime {"fsp":6}',
      "w: mysql.timestamp",
      'x: mysql.year {"displayWidth":4}',
      'y: mysql.tinyint {"displayWidth":1}',
      `z: mysql.enum ${JSON.stringify({ values: ["a", "it's", "back\\slash"] })}`,
      'aa: mysql.set {"values":["x","y"]}',
      'ab: mysql.longtext {"charset":"utf8mb4","collation":"utf8mb4_bin"}',
      "ac: UUID",
      'ad: user.inet6 {"text":"inet6"}',
      'ae: user.point {"text":"point"}',
      'af: mysql.varchar {"length":20,"charset":"utf8mb4","collation":"utf8mb4_bin"}',
      'ag: mysql.varchar {"length":10,"charset":"latin1","collation":"latin1_swedish_ci"}',
    ]);
  });

  test("the CHECK that JSON brings along belongs to the type; other CHECKs of columns to their column", () => {
    expect(said(named(table("kinds").columns, "ab").checks)).toEqual([
      { kind: "check", condition: "sql: json_valid(`ab`)", typeBound: true },
    ]);
    expect(said(named(table("defaults").columns, "a").checks)).toEqual([
      { kind: "check", condition: "sql: `a` < 9" },
    ]);
    expect(byName(table("defaults").constraints)).toEqual({
      ck: { kind: "check", condition: "sql: `a` < `c`" },
      CONSTRAINT_1: { kind: "check", condition: "sql: `a` <> 7" },
    });
  });

  test("defaults keep the database's spelling, ON UPDATE behind them", () => {
    const defaults = Object.entries(byName(table("defaults").columns)).map(([name, column]) => {
      const { serverDefault, computed } = column as { serverDefault?: string; computed?: unknown };
      return [name, serverDefault ?? computed];
    });
    expect(Object.fromEntries(defaults)).toEqual({
      a: "sql: 5",
      b: "sql: 'it''s'",
      c: "sql: (1 + 2)",
      h: "sql: 'NULL'",
      f: "sql: b'101'",
      g: "sql: uuid()",
      d: "sql: current_timestamp() ON UPDATE current_timestamp()",
      e: "sql: NULL ON UPDATE current_timestamp()",
      i: { text: "sql: `a` * 2", persisted: true },
      j: { text: "sql: `a` * 2", persisted: false },
    });
  });

  test("keys: the primary key has no name, AUTO_INCREMENT and comments are said", () => {
    expect(said(table("parent"))).toMatchObject({
      comment: "table's",
      columns: [
        { name: "id", primaryKey: true, autoincrement: true },
        { name: "it`s", nullable: true },
      ],
      constraints: [
        { kind: "primary_key", columns: ["id"] },
        { kind: "unique", name: "uq_it", columns: ["it`s"] },
      ],
      uniqueConstraintIndexes: ["uq_it"],
    });
    expect(byName(table("child").columns)).toMatchObject({
      id: {
        type: 'mysql.bigint {"displayWidth":20,"unsigned":true}',
        primaryKey: true,
        autoincrement: false,
      },
      a: { comment: "column's" },
    });
  });

  test("foreign keys, with those indexes marked that only serve them", () => {
    const to = { kind: "foreign_key", referredTable: "parent", referredColumns: ["id"] };
    expect(byName(table("child").constraints.slice(1))).toEqual({
      child_ibfk_1: { ...to, columns: ["b"], onDelete: "SET NULL" },
      fk_indexed: { ...to, columns: ["c"] },
      fk_named: { ...to, columns: ["a"], onDelete: "CASCADE", onUpdate: "NO ACTION" },
    });
    expect(table("child").indexes.map((each) => each.name && nameText(each.name))).toEqual([
      "b",
      "fk_named",
      "own_index",
    ]);
    expect(table("child").impliedIndexes).toEqual(["b", "fk_named"]);
  });

  test("a unique index of whole columns is a unique constraint; prefixes, order and kinds make an index", () => {
    expect(byName(table("keyed").constraints)).toEqual({
      two: { kind: "unique", columns: ["b", "a"] },
      long_text: { kind: "unique", columns: ["l"] },
    });
    expect(byName(table("keyed").indexes)).toEqual({
      ft: { parts: [{ expression: "t" }], options: { mariadb: { prefix: "FULLTEXT" } } },
      sp: { parts: [{ expression: "p" }], options: { mariadb: { prefix: "SPATIAL" } } },
      prefixed: {
        parts: [
          { expression: "t", length: 10 },
          { expression: "b", order: "desc" },
        ],
      },
      unique_prefix: { unique: true, parts: [{ expression: "v", length: 5 }] },
    });
    expect(said(table("memory_table").indexes)).toMatchObject([{ options: { mariadb: { using: "btree" } } }]);
  });

  test("table options and partitions", () => {
    const plain = { engine: "InnoDB", defaultCharset: "utf8mb4", collate: "utf8mb4_general_ci" };
    expect(table("parent").options.mariadb).toEqual(plain);
    expect(table("keyed").options.mariadb).toEqual({ ...plain, rowFormat: "COMPRESSED", keyBlockSize: "4" });
    expect(table("part_range").options.mariadb).toEqual({
      ...plain,
      partitionBy:
        "RANGE COLUMNS (`y`) (PARTITION `p0` VALUES LESS THAN ('2020-01-01'), PARTITION `p1` VALUES LESS THAN (MAXVALUE))",
    });
    expect(table("part_list").options.mariadb).toMatchObject({
      partitionBy:
        "LIST (`id`) SUBPARTITION BY HASH (`y`) SUBPARTITIONS 2 (PARTITION `p0` VALUES IN (1,2), PARTITION `p1` VALUES IN (3))",
    });
  });

  test("views and sequences are no tables", () => {
    expect(read.views.map((each) => each.name)).toEqual(["vw"]);
    expect(byName(read.sequences)).toEqual({
      sq: { start: 5, increment: 2, minValue: 1, maxValue: 99, cycle: true, cache: 1000 },
    });
  });

  test("a mysql:// URL that meets MariaDB reads the same under its own option key", async () => {
    const { tables } = await mysqlReflector.reflect(connection, { schemas: [null] });
    const renamed = JSON.stringify(tables.map(said)).replaceAll('"mysql":{', '"mariadb":{');
    expect(JSON.parse(renamed)).toEqual(read.tables.map(said));
  });

  test("with `only`, other tables are not read", async () => {
    const { tables } = await mariadbReflector.reflect(connection, {
      schemas: [null],
      only: (name) => name === "child",
    });
    expect(tables.map(said)).toEqual([said(table("child"))]);
  });

  test("what was read can be created elsewhere and reads the same", async () => {
    const copy = await kind?.create("reflect_copy");
    if (copy === undefined) return;
    const target = await createEngine(copy.url).connect();
    try {
      const metadata = new MetaData();
      await reflectInto(metadata, connection);
      await createAll(target, metadata);
      const again = await mariadbReflector.reflect(target, { schemas: [null] });
      expect(again.tables.map(said)).toEqual(read.tables.map(said));
      expect(again.sequences).toEqual(read.sequences);
      await createAll(target, metadata);
      await dropAll(target, metadata);
      expect(await inspect(target).getTableNames()).toEqual([]);
    } finally {
      await target.close();
      await copy.drop();
    }
  });

  test("the number of queries does not grow with the number of tables", async () => {
    const first = counting(connection);
    await mariadbReflector.reflect(first.connection, { schemas: [null] });
    for (let number = 0; number < 40; number += 1) {
      await connection.execute(
        `create table many${number} (id int primary key, t text, fulltext key ft (t))`,
      );
    }
    const second = counting(connection);
    await mariadbReflector.reflect(second.connection, { schemas: [null] });
    expect(second.count()).toBe(first.count());
    expect(second.count()).toBeLessThanOrEqual(12);
  });
});
