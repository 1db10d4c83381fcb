import { DatabaseSync } from "node:sqlite";
import { expect } from "vitest";

/** A parent with everything that a rebuild could lose, and rows that a DROP TABLE would take along. */
export const schemaOf = (rows: number): string => `
  CREATE TABLE parent (
    id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT COLLATE NOCASE, boss INTEGER REFERENCES parent (id) ON DELETE CASCADE,
    g TEXT AS (lower(note)) STORED, v INTEGER AS (length(note)) VIRTUAL, CHECK (length(note) > 0)
  );
  CREATE INDEX ix_lower ON parent (lower(note));
  CREATE INDEX ix_partial ON parent (boss) WHERE boss > 10;
  CREATE TABLE log (what TEXT);
  CREATE TRIGGER tr_update AFTER UPDATE ON parent BEGIN INSERT INTO log VALUES (new.note); END;
  CREATE TRIGGER tr_delete AFTER DELETE ON parent BEGIN INSERT INTO log VALUES (old.note); END;
  CREATE VIEW notes AS SELECT note FROM parent;
  INSERT INTO parent (note, boss) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
    SELECT 'Note ' || i, i / 2 + 1 FROM n;
  ${children
    .map(
      (child) =>
        `CREATE TABLE ${child} (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL REFERENCES parent (id) ON DELETE CASCADE);
  INSERT INTO ${child} SELECT id, id FROM parent;`,
    )
    .join("\n  ")}
`;

const children = ["child_a", "child_b", "child_c"];

type Row = Record<string, unknown>;

/** The table is the old one or the new one, whole, and so is everything around it. */
export function assertWhole(file: string, rows: number): "old" | "new" {
  const database = new DatabaseSync(file);
  const first = (sql: string): Row => ({ ...database.prepare(sql).get() });
  const isNew = first("SELECT count(*) AS n FROM pragma_table_info('parent') WHERE name = 'extra'").n === 1;
  expect(first("PRAGMA integrity_check")).toEqual({ integrity_check: "ok" });
  expect(database.prepare("PRAGMA foreign_key_check").all()).toEqual([]);
  expect(
    first(
      "SELECT count(*) AS n, sum(id) AS ids, sum(g = lower(note) AND v = length(note)) AS whole FROM parent",
    ),
  ).toEqual({ n: rows, ids: (rows * (rows + 1)) / 2, whole: rows });
  expect(first("SELECT seq FROM sqlite_sequence WHERE name = 'parent'")).toEqual({ seq: rows });
  for (const child of children) expect(first(`SELECT count(*) AS n FROM ${child}`)).toEqual({ n: rows });
  expect(first("SELECT count(*) AS n FROM log"), "no trigger fired").toEqual({ n: 0 });
  expect(objectsAround(database)).toEqual([
    "child_a",
    "child_b",
    "child_c",
    "ix_lower",
    "ix_partial",
    "log",
    "notes",
    "parent",
    "tr_delete",
    "tr_update",
  ]);
  expect(versions(database)).toEqual(isNew ? [{ version_num: "a1" }] : []);
  database.close();
  return isNew ? "new" : "old";
}

function objectsAround(database: DatabaseSync): readonly unknown[] {
  return database
    .prepare("SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
    .all()
    .map(({ name }) => name)
    .filter((name) => !isVersionTable(name));
}

const isVersionTable = (name: unknown): boolean => String(name).endsWith("alembic_version");

function versions(database: DatabaseSync): readonly Row[] {
  const exists = database.prepare("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").get();
  return exists === undefined
    ? []
    : database
        .prepare("SELECT version_num FROM alembic_version")
        .all()
        .map((row) => ({ ...row }));
}
