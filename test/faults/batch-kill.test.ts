import { spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const rows = 20_000;
/** All statements and 20 instants when `ALEMBIC_TS_EVERY_FAULT` is set, else some. */
const isThorough = process.env.ALEMBIC_TS_EVERY_FAULT !== undefined;

const schema = `
  CREATE TABLE parent (id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT, g TEXT AS (lower(note)) STORED, CHECK (length(note) > 0));
  CREATE INDEX ix_note ON parent (lower(note)) WHERE note IS NOT NULL;
  CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parent (id) ON DELETE CASCADE);
  CREATE TABLE log (what TEXT);
  CREATE TRIGGER tr AFTER UPDATE ON parent BEGIN INSERT INTO log VALUES (new.note); END;
  INSERT INTO parent (note) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows}) SELECT 'note ' || i FROM n;
  INSERT INTO child SELECT id, id FROM parent;
`;

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

function start(url: string, limit: number) {
  const worker = join(import.meta.dirname, "batch-kill-worker.ts");
  const child = spawn(process.execPath, [worker, url, String(limit)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  const ready = new Promise<void>((resolve) => {
    child.stdout.on("data", (part: Buffer) => {
      output += part.toString();
      resolve();
    });
  });
  const ended = new Promise<Ended>((resolve) =>
    child.on("close", (_status, signal) => resolve({ signal, output })),
  );
  return { child, ready, ended };
}

/** The table is the old one or the new one, whole. */
function assertWhole(file: string): "old" | "new" {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: true });
  const count = (sql: string) => database.prepare(sql).get()?.n;
  const isNew = count("SELECT count(*) AS n FROM pragma_table_info('parent') WHERE name = 'extra'") === 1;
  expect(database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  expect(count("SELECT count(*) AS n FROM parent WHERE g = note")).toBe(rows);
  expect(count("SELECT count(*) AS n FROM child JOIN parent ON parent.id = child.parent_id")).toBe(rows);
  expect(count("SELECT count(*) AS n FROM sqlite_master WHERE name IN ('ix_note', 'tr')")).toBe(2);
  expect(
    count("SELECT count(*) AS n FROM sqlite_master WHERE name LIKE '\\_alembic\\_tmp%' ESCAPE '\\'"),
  ).toBe(0);
  const hasVersions = count("SELECT count(*) AS n FROM sqlite_master WHERE name = 'alembic_version'") === 1;
  const versions = hasVersions ? count("SELECT count(*) AS n FROM alembic_version") : 0;
  expect(versions).toBe(isNew ? 1 : 0);
  database.close();
  return isNew ? "new" : "old";
}

describe("a rebuild on SQLite that is killed", () => {
  const folder = mkdtempSync(join(tmpdir(), "alembic-ts-batch-kill-"));
  const seeded = join(folder, "seeded.db");
  const file = join(folder, "app.db");
  const url = `sqlite:///${file}`;

  beforeAll(() => {
    const database = new DatabaseSync(seeded);
    database.exec(schema);
    database.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const fresh = (): void => {
    for (const suffix of ["-journal", "-wal", "-shm"]) rmSync(file + suffix, { force: true });
    copyFileSync(seeded, file);
  };
  const rerun = async (): Promise<number> => {
    const { output } = await start(url, 0).ended;
    expect(assertWhole(file)).toBe("new");
    return Number(/sent (\d+)/.exec(output)?.[1]);
  };

  test("before any statement leaves the table whole, and a rerun finishes", {
    timeout: 600_000,
  }, async () => {
    fresh();
    const total = await rerun();
    const stride = isThorough ? 1 : 7;
    for (let limit = 1 + (total % stride); limit <= total; limit += stride) {
      fresh();
      expect((await start(url, limit).ended).signal, `before statement ${limit} of ${total}`).toBe("SIGKILL");
      assertWhole(file);
      await rerun();
    }
  });

  test("at random instants leaves the table whole, and a rerun finishes", { timeout: 600_000 }, async () => {
    for (let attempt = 0; attempt < (isThorough ? 20 : 4); attempt += 1) {
      fresh();
      const { child, ready, ended } = start(url, 0);
      await ready;
      await sleep(Math.random() * 250);
      child.kill("SIGKILL");
      await ended;
      assertWhole(file);
      await rerun();
    }
  });
});
