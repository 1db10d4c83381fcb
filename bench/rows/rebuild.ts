import { subscribe } from "node:diagnostics_channel";
import { copyFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createEngine, type StatementMessage, statementChannelName } from "../../src/connection/index.ts";
import { MigrationContext, Operations, sa } from "../../src/index.ts";
import { measure } from "../support/measure.ts";
import { alembicTs, benchProjects, linear } from "../support/projects.ts";
import type { BenchRow } from "../support/row.ts";

const rows = 1_000_000;
const url = "sqlite:///%(here)s/app.db";

const plainTable = `
  CREATE TABLE t0 (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(50) NOT NULL, description VARCHAR(200), a INTEGER, b NUMERIC(8, 2), c DATETIME);
  CREATE INDEX ix_t0_name ON t0 (name);
  CREATE INDEX ix_t0_a ON t0 (a);
  INSERT INTO t0 WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
    SELECT i, 'name ' || i, 'a description of number ' || i, i % 1000, i / 7.0, '2026-01-01 00:00:00' FROM n;
`;

const richTable = `
  CREATE TABLE t0 (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT COLLATE NOCASE NOT NULL, description VARCHAR(200), a INTEGER CHECK (a >= 0),
    b NUMERIC(8, 2), c DATETIME, g INTEGER AS (a * 2) STORED, boss INTEGER REFERENCES t0 (id) ON DELETE SET NULL, CHECK (length(name) > 0)
  );
  CREATE INDEX ix_lower ON t0 (lower(name));
  CREATE INDEX ix_partial ON t0 (a) WHERE a > 990;
  CREATE TABLE log (what TEXT);
  CREATE TRIGGER tr AFTER DELETE ON t0 BEGIN INSERT INTO log VALUES (old.name); END;
  CREATE VIEW v AS SELECT name, a FROM t0;
  INSERT INTO t0 (id, name, description, a, b, c, boss) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
    SELECT i, 'name ' || i, 'a description of number ' || i, i % 1000, i / 7.0, '2026-01-01 00:00:00', (i / 2) + 1 FROM n;
  ${[1, 2, 3]
    .map(
      (
        n,
      ) => `CREATE TABLE child${n} (id INTEGER PRIMARY KEY, t0_id INTEGER NOT NULL REFERENCES t0 (id) ON DELETE CASCADE);
  INSERT INTO child${n} SELECT id, id FROM t0 WHERE id % 10 = ${n};`,
    )
    .join("\n  ")}
`;

const versionTable = `
  CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
  INSERT INTO alembic_version VALUES ('000000000000');
`;

const change = `await op.batchAlterTable("t0", async (batch) => {
    await batch.alterColumn("description", { nullable: false });
    await batch.addColumn(sa.column("extra", sa.integer()));
  });`;

const pythonChange = `with op.batch_alter_table("t0") as batch:
        batch.alter_column("description", nullable=False)
        batch.add_column(sa.Column("extra", sa.Integer()))`;

async function seed(file: string, schema: string): Promise<void> {
  await rm(file, { force: true });
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: false });
  database.exec(`PRAGMA synchronous = OFF; BEGIN; ${schema} ${versionTable} COMMIT`);
  database.close();
}

/** Two projects whose second revision changes the table, and a seeded database to begin from. */
async function rebuildProjects(schema: string) {
  const projects = await benchProjects({ revisions: 2, history: linear, urls: { ours: url, python: url } });
  const revision = "000000000001_table_1";
  await edit(
    join(projects.ours, `alembic/versions/${revision}.ts`),
    /await op\.createTable[\s\S]*?\]\);/,
    change,
  );
  await edit(
    join(projects.python, `alembic/versions/${revision}.py`),
    /op\.create_table\([\s\S]*?\n {4}\)\n/,
    `${pythonChange}\n`,
  );
  const seeded = join(projects.ours, "seeded.db");
  await seed(seeded, schema);
  return { projects, seeded };
}

async function edit(file: string, pattern: RegExp, text: string): Promise<void> {
  await writeFile(
    file,
    (await readFile(file, "utf8")).replace(pattern, () => text),
  );
}

/** What our run sends for the change, on a small table of the same shape. */
async function sentStatements(schema: string): Promise<readonly string[]> {
  const database = new DatabaseSync(":memory:", { enableForeignKeyConstraints: false });
  database.exec(schema.replaceAll(String(rows), "10"));
  const sent: string[] = [];
  subscribe(statementChannelName, (message) => {
    // The channel carries messages of this shape only.
    sent.push((message as StatementMessage).sql);
  });
  await createEngine(database).connect(async (connection) => {
    const op = Operations.context(MigrationContext.configure({ connection }));
    await op.batchAlterTable("t0", (batch) => {
      batch.alterColumn("description", { nullable: false });
      batch.addColumn(sa.column("extra", sa.integer()));
    });
  });
  database.close();
  return sent;
}

async function bareProgram(schema: string): Promise<string> {
  return `
import { DatabaseSync } from "node:sqlite";
const database = new DatabaseSync("app.db", { enableForeignKeyConstraints: false });
for (const sql of ${JSON.stringify(await sentStatements(schema))}) database.prepare(sql).all();
database.close();
`;
}

/** Rebuilding a large SQLite table in batch mode. */
export const rebuildRows: readonly BenchRow[] = [
  {
    name: "rebuild-sqlite",
    title: `batch block on a table of ${rows} rows with children, triggers, indexes and generated columns`,
    limits: [{ figure: "wall", against: "node:sqlite", atMost: 1.15 }],
    async run(rounds) {
      const { projects, seeded } = await rebuildProjects(richTable);
      const bare = join(projects.ours, "bare.mjs");
      await writeFile(bare, await bareProgram(richTable));
      const prepare = () => copyFile(seeded, join(projects.ours, "app.db"));
      return measure(
        [
          { name: "alembic-ts", command: [...alembicTs, "upgrade", "head"], cwd: projects.ours, prepare },
          { name: "node:sqlite", command: [process.execPath, bare], cwd: projects.ours, prepare },
        ],
        rounds,
      );
    },
  },
  {
    name: "rebuild-sqlite-plain",
    title: `batch block on a plain table of ${rows} rows`,
    limits: [{ figure: "wall", against: "alembic", atMost: 0.7 }],
    async run(rounds) {
      const { projects, seeded } = await rebuildProjects(plainTable);
      const prepare = (folder: string) => () => copyFile(seeded, join(folder, "app.db"));
      return measure(
        [
          {
            name: "alembic-ts",
            command: [...alembicTs, "upgrade", "head"],
            cwd: projects.ours,
            prepare: prepare(projects.ours),
          },
          {
            name: "alembic",
            command: ["alembic", "upgrade", "head"],
            cwd: projects.python,
            prepare: prepare(projects.python),
          },
        ],
        rounds,
      );
    },
  },
];
