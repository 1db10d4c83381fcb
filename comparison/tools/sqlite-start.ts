/** What the SQLite row begins with: a table with everything that a rebuild can lose. */
export const sqliteStart: readonly string[] = [
  `CREATE TABLE item (
  id INTEGER NOT NULL PRIMARY KEY,
  name VARCHAR(50) NOT NULL DEFAULT 'x',
  price INTEGER NOT NULL CONSTRAINT price_ok CHECK (price >= 0),
  code VARCHAR(10) CONSTRAINT code_once UNIQUE
)`,
  "CREATE INDEX item_price ON item (price) WHERE price > 0",
  "CREATE TABLE part (id INTEGER NOT NULL PRIMARY KEY, item_id INTEGER REFERENCES item (id) ON DELETE CASCADE)",
  "CREATE TABLE log (item_id INTEGER)",
  "CREATE TRIGGER item_log AFTER UPDATE ON item BEGIN INSERT INTO log VALUES (new.id); END",
];

export const sqliteTables: readonly string[] = ["log", "part", "item"];
