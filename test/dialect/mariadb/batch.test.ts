import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Connection, createEngine, type Engine } from "../../../src/connection/index.ts";
import type { Operations } from "../../../src/runtime/index.ts";
import * as sa from "../../../src/sa/index.ts";
import { databaseKinds, type TestDatabase } from "../../support/databases.ts";
import { migrate } from "../../support/migrations.ts";

const kind = databaseKinds().find(({ name }) => name === "mariadb");

const schema = `
  SET foreign_key_checks = 0; DROP TABLE IF EXISTS w, child, alone, alembic_version; SET foreign_key_checks = 1;
  CREATE TABLE w (
    id INT AUTO_INCREMENT PRIMARY KEY, a VARCHAR(20) NOT NULL, b INT DEFAULT 3, g INT AS (b * 2) STORED, boss INT,
    CONSTRAINT uq_a UNIQUE (a), CONSTRAINT ck_b CHECK (b > 0), CONSTRAINT fk_boss FOREIGN KEY (boss) REFERENCES w (id), KEY ix_b (b)
  );
  CREATE TABLE child (id INT PRIMARY KEY, w_id INT, CONSTRAINT fk_w FOREIGN KEY (w_id) REFERENCES w (id) ON DELETE CASCADE);
  CREATE TABLE alone (id INT AUTO_INCREMENT PRIMARY KEY, a VARCHAR(20)) COMMENT 'kept';
  INSERT INTO w (a, b, boss) VALUES ('x', 1, NULL), ('y', 2, 1), ('z', 5, 2);
  DELETE FROM w WHERE id = 3;
  INSERT INTO child VALUES (1, 1), (2, 2);
  INSERT INTO alone (a) VALUES ('1'), ('2');
  DELETE FROM alone WHERE id = 2;
`;

describe.skipIf(kind?.missing !== null)("a rebuild on MariaDB", () => {
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
  const tables = async () => (await all("SHOW TABLES")).map(([name]) => name);
  const created = async (name: string): Promise<string> =>
    String((await all(`SHOW CREATE TABLE ${name}`))[0]?.[1]);

  test("keeps rows, constraints, indexes, AUTO_INCREMENT and the foreign keys of others", async () => {
    const before = await created("w");
    const child = await created("child");
    await upgrade((op) =>
      op.batchAlterTable("w", { recreate: "always" }, (batch) => {
        batch.addColumn(sa.column("extra", sa.integer()));
      }),
    );
    const after = await created("w");
    const sorted = (text: string) => text.replaceAll(",\n", "\n").split("\n").sort();
    expect(sorted(after)).toEqual(
      sorted(before.replace("  PRIMARY KEY", "  `extra` int(11) DEFAULT NULL,\n  PRIMARY KEY")),
    );
    expect(after).toContain("AUTO_INCREMENT=4");
    expect(await created("child")).toBe(child);
    expect(await all("SELECT * FROM w ORDER BY id")).toEqual([
      [1, "x", 1, 2, null, null],
      [2, "y", 2, 4, 1, null],
    ]);
    expect(await all("SELECT @@SESSION.foreign_key_checks")).toEqual([[1]]);
    await connection.execute("DELETE FROM w WHERE id = 2");
    expect(await all("SELECT id FROM child")).toEqual([[1]]);
    expect(await tables()).toEqual(["alembic_version", "alone", "child", "w"]);
  });

  test("both names change at once where nothing refers to the table", async () => {
    await upgrade((op) =>
      op.batchAlterTable("alone", { recreate: "always" }, (batch) => {
        batch.alterColumn("a", { type: sa.integer(), nullable: false });
      }),
    );
    expect(await created("alone")).toMatch(/`a` int\(11\) NOT NULL[\s\S]*AUTO_INCREMENT=3.*COMMENT='kept'/);
    expect(await all("SELECT * FROM alone")).toEqual([[1, 1]]);
    expect(await tables()).toEqual(["alembic_version", "alone", "child", "w"]);
  });

  test("the old table stays when its rows do not fit", async () => {
    const before = await created("w");
    await expect(
      upgrade((op) =>
        op.batchAlterTable("w", { recreate: "always" }, (batch) => {
          batch.alterColumn("boss", { nullable: false });
        }),
      ),
    ).rejects.toThrow("cannot be null");
    expect(await created("w")).toBe(before);
    expect(await tables()).not.toContain("_alembic_tmp_w");
  });

  test.each([
    ["triggers", "CREATE TRIGGER tr_w BEFORE INSERT ON w FOR EACH ROW SET NEW.b = 1", "trigger tr_w"],
    [
      "periods and old versions of rows",
      `ALTER TABLE w ADD s DATE NOT NULL DEFAULT '2020-01-01', ADD e DATE NOT NULL DEFAULT '2021-01-01', ADD PERIOD FOR p (s, e), ADD UNIQUE u (b, p WITHOUT OVERLAPS),
        ADD SYSTEM VERSIONING`,
      "PERIOD `p`, WITHOUT OVERLAPS of index `u`, WITH SYSTEM VERSIONING",
    ],
    [
      "what columns have, not what their texts say",
      "ALTER TABLE w ADD c TEXT COMPRESSED, ADD d INT INVISIBLE, ADD t VARCHAR(40) DEFAULT 'COMPRESSED INVISIBLE' COMMENT 'IGNORED'",
      "COMPRESSED of column `c`, INVISIBLE of column `d`",
    ],
    [
      "what indexes have",
      "ALTER TABLE w ADD KEY noted (b) COMMENT 'WITH SYSTEM VERSIONING', ADD KEY idle (g) IGNORED",
      "COMMENT of index `noted`, IGNORED of index `idle`",
    ],
  ])("is refused where something would be lost: %s", async (_title, setup, lost) => {
    await connection.execute(setup);
    await expect(
      upgrade((op) => op.batchAlterTable("w", { recreate: "always" }, () => undefined)),
    ).rejects.toThrow(`without losing what belongs to it: ${lost}.`);
  });
});
