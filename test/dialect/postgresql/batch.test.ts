import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Connection, createEngine, type Engine } from "../../../src/connection/index.ts";
import type { Operations } from "../../../src/runtime/index.ts";
import * as sa from "../../../src/sa/index.ts";
import { databaseKinds, type TestDatabase } from "../../support/databases.ts";
import { migrate } from "../../support/migrations.ts";

const kind = databaseKinds().find(({ name }) => name === "postgresql");

const schema = `
  DROP SCHEMA public CASCADE; CREATE SCHEMA public;
  CREATE TYPE mood AS ENUM ('ok', 'bad');
  CREATE TABLE w (
    id serial CONSTRAINT pk_w PRIMARY KEY,
    a varchar(20) COLLATE "C" NOT NULL,
    b integer DEFAULT 3 CONSTRAINT ck_b CHECK (b > 0),
    m mood DEFAULT 'ok',
    g integer GENERATED ALWAYS AS (b * 2) STORED,
    boss integer CONSTRAINT fk_boss REFERENCES w (id),
    CONSTRAINT uq_a UNIQUE (a)
  );
  CREATE INDEX ix_lower ON w (lower(a)) WHERE b > 1;
  CREATE TABLE child (id integer PRIMARY KEY, w_id integer CONSTRAINT fk_w REFERENCES w (id) ON DELETE CASCADE);
  CREATE TABLE counted (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text);
  INSERT INTO w (a, b, boss) VALUES ('x', 1, NULL), ('y', 2, 1), ('z', 5, 2);
  DELETE FROM w WHERE id = 3;
  INSERT INTO child VALUES (1, 1), (2, 2);
  INSERT INTO counted (note) VALUES ('a'), ('b'), ('c');
  DELETE FROM counted WHERE note = 'c';
`;

describe.skipIf(kind?.missing !== null)("a rebuild on PostgreSQL", () => {
  let database: TestDatabase;
  let engine: Engine;
  let connection: Connection;

  beforeAll(async () => {
    if (kind === undefined) return;
    database = await kind.create("batch");
    engine = createEngine(database.url);
    connection = await engine.connect();
  });
  beforeEach(() => connection.executeScript(schema).then(() => undefined));
  afterAll(async () => {
    await connection?.close();
    await engine?.dispose();
    await database?.drop();
  });

  const upgrade = (run: (op: Operations) => unknown): Promise<readonly string[]> =>
    migrate(connection, { revisions: [{ id: "a1", upgrade: run }] });
  const all = (query: string) => connection.executeArrays(query);

  test("keeps rows, constraints, indexes, sequence and the foreign keys of others", async () => {
    const constraints =
      "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid IN ('w'::regclass, 'child'::regclass) ORDER BY 1, 2";
    const indexes = "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'w' ORDER BY 1";
    const before = [await all(constraints), await all(indexes)];

    await upgrade((op) =>
      op.batchAlterTable("w", { recreate: "always" }, (batch) => {
        batch.addColumn(sa.column("extra", sa.integer()), { insertAfter: "id" });
      }),
    );

    expect([await all(constraints), await all(indexes)]).toEqual(before);
    expect(await all("SELECT * FROM w ORDER BY id")).toEqual([
      ["1", null, "x", "1", "ok", "2", null],
      ["2", null, "y", "2", "ok", "4", "1"],
    ]);
    expect(await all("INSERT INTO w (a) VALUES ('new') RETURNING id")).toEqual([["4"]]);
    expect(await all("SELECT pg_get_serial_sequence('w', 'id')")).toEqual([["public.w_id_seq"]]);
    await connection.execute("DELETE FROM w WHERE id = 2");
    expect(await all("SELECT id FROM child")).toEqual([["1"]]);
  });

  test("an identity counts on", async () => {
    await upgrade((op) =>
      op.batchAlterTable("counted", { recreate: "always" }, (batch) => {
        batch.alterColumn("note", { type: sa.string(50) });
      }),
    );
    expect(await all("INSERT INTO counted (note) VALUES ('d') RETURNING id")).toEqual([["4"]]);
    expect(
      await all(
        "SELECT is_identity, identity_generation FROM information_schema.columns WHERE table_name = 'counted' AND column_name = 'id'",
      ),
    ).toEqual([["YES", "ALWAYS"]]);
  });

  test("a constraint that is NOT VALID stays so, here and in other tables", async () => {
    await connection.executeScript(`
      ALTER TABLE w ADD CONSTRAINT late_check CHECK (b < 2) NOT VALID;
      UPDATE child SET w_id = NULL; ALTER TABLE child DROP CONSTRAINT fk_w;
      INSERT INTO child VALUES (3, 77);
      ALTER TABLE child ADD CONSTRAINT late_key FOREIGN KEY (w_id) REFERENCES w (id) NOT VALID;`);
    await upgrade((op) => op.batchAlterTable("w", { recreate: "always" }, () => undefined));
    expect(await all("SELECT conname FROM pg_constraint WHERE NOT convalidated ORDER BY 1")).toEqual([
      ["late_check"],
      ["late_key"],
    ]);
  });

  describe("is refused where something would be lost:", () => {
    test.each([
      [
        "a trigger and a privilege",
        `CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
         CREATE TRIGGER tr_w BEFORE INSERT ON w FOR EACH ROW EXECUTE FUNCTION nothing(); GRANT SELECT ON w TO PUBLIC`,
        "privileges of PUBLIC, trigger tr_w",
      ],
      [
        "privileges on columns and row level security",
        "GRANT SELECT (a) ON w TO PUBLIC; ALTER TABLE w ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        "forced row level security, privileges of PUBLIC on column a, row level security",
      ],
      ["the owner", "ALTER TABLE w OWNER TO pg_monitor", "owner pg_monitor"],
      [
        "what replication needs",
        "CREATE PUBLICATION made_for_w FOR TABLE w; ALTER TABLE w REPLICA IDENTITY FULL",
        "publication made_for_w, replica identity",
      ],
      ["switched off foreign keys", "ALTER TABLE w DISABLE TRIGGER ALL", "disabled triggers of foreign keys"],
      [
        "comments on indexes and constraints",
        "COMMENT ON INDEX ix_lower IS 'fast'; COMMENT ON CONSTRAINT uq_a ON w IS 'one'",
        "comment on constraint uq_a, comment on index ix_lower",
      ],
      [
        "how columns are stored and counted",
        `ALTER TABLE w ALTER a SET STORAGE EXTERNAL, ALTER a SET STATISTICS 10, ALTER b SET (n_distinct = 5);
         CREATE STATISTICS st ON a, b FROM w`,
        "n_distinct of column b, statistics st, statistics target of column a, storage of column a",
      ],
      [
        "how rows are stored",
        "ALTER TABLE w ADD t text; ALTER TABLE w CLUSTER ON uq_a, SET (toast.autovacuum_enabled = off)",
        "CLUSTER ON uq_a, TOAST parameters",
      ],
    ])("%s", async (_title, setup, lost) => {
      await connection.executeScript(setup);
      await expect(
        upgrade((op) => op.batchAlterTable("w", { recreate: "always" }, () => undefined)),
      ).rejects.toThrow(`without losing what belongs to it: ${lost}.`);
    });

    test.each([
      ["parts", "partition part"],
      ["part", "place among the partitions of parts"],
    ])("the partitions of a table, or its place among them: %s", async (name, lost) => {
      await connection.executeScript(
        "CREATE TABLE parts (a int) PARTITION BY RANGE (a); CREATE TABLE part PARTITION OF parts FOR VALUES FROM (1) TO (5)",
      );
      await expect(
        upgrade((op) => op.batchAlterTable(name, { recreate: "always" }, () => undefined)),
      ).rejects.toThrow(`without losing what belongs to it: ${lost}.`);
    });
  });
});
