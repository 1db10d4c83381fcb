import { describePull } from "../pull-contract.ts";

describePull("SQLite", {
  kind: "sqlite",
  schema: `
CREATE TABLE team (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name VARCHAR(50) NOT NULL UNIQUE ON CONFLICT IGNORE COLLATE NOCASE,
  lead_id INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  mood TEXT NOT NULL DEFAULT 'it''s "fine" \${x} \`' CHECK (mood <> '')
);
CREATE TABLE "class" (
  id BIGINT PRIMARY KEY,
  "großer Name" TEXT,
  price DECIMAL(10,2) DEFAULT (1.5),
  qty INTEGER,
  total NUMERIC GENERATED ALWAYS AS (price * qty) STORED,
  team_id INTEGER CONSTRAINT fk_team REFERENCES team ON DELETE CASCADE,
  created DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  day DATE DEFAULT (date('now')),
  data BLOB,
  anything,
  CONSTRAINT positive CHECK (qty > 0),
  CONSTRAINT one_name UNIQUE ("großer Name", qty)
);
CREATE INDEX ix_class_team_id ON "class" (team_id);
CREATE UNIQUE INDEX class_lower ON "class" (lower("großer Name") DESC, qty) WHERE qty > 0;
CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  boss INTEGER REFERENCES person (id),
  team INTEGER REFERENCES team (id)
);
CREATE TABLE "user-accounts" (a INTEGER, b INTEGER, "2fa" TEXT, PRIMARY KEY (b, a)) WITHOUT ROWID;
CREATE TABLE user_accounts (a INT NOT NULL, b ANY) STRICT;
CREATE TABLE "select" (x INTEGER REFERENCES nowhere);
CREATE VIEW names AS SELECT name FROM team;
`,
});
