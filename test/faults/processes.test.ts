import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEngine } from "../../src/connection/index.ts";
import { databaseKinds, type TestDatabase } from "../support/databases.ts";

interface Worker {
  readonly process: ChildProcess;
  /** What it printed when it ended. */
  readonly ended: Promise<string>;
  /** Waits until it printed this. */
  said(text: string): Promise<void>;
}

function startWorker(url: string, options: Readonly<Record<string, unknown>> = {}): Worker {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "worker.ts"), url, JSON.stringify(options)],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let output = "";
  const waiting = new Set<() => void>();
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
    for (const check of waiting) check();
  });
  return {
    process: child,
    ended: new Promise((resolve) => child.on("close", () => resolve(output.trim()))),
    said: (text) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (output.includes(text)) resolve();
        };
        waiting.add(check);
        check();
      }),
  };
}

const ids = async (url: string, table: string): Promise<readonly number[]> =>
  createEngine(url).connect(async (connection) => {
    const { rows } = await connection.execute(`SELECT id FROM ${table} ORDER BY id`);
    return rows.map((row) => Number(row.id));
  });

const versions = async (url: string): Promise<readonly unknown[]> =>
  createEngine(url).connect(async (connection) => {
    const { rows } = await connection.execute("SELECT version_num FROM alembic_version");
    return rows.map((row) => row.version_num);
  });

const everyMode = [{}, { transactionPerMigration: true }];

describe.each(databaseKinds().filter((kind) => kind.missing === null))("on $name", (kind) => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await kind.create("race");
  });
  afterEach(() => database.drop());

  test.each(everyMode)("of five processes at once each revision is applied by one (%o)", async (options) => {
    const workers = Array.from({ length: 5 }, () => startWorker(database.url, options));
    const outputs = await Promise.all(workers.map(({ ended }) => ended));
    expect(outputs.every((output) => output.startsWith("APPLIED"))).toBe(true);
    expect(outputs.map((output) => Number(output.split(" ")[1])).reduce((sum, count) => sum + count, 0)).toBe(
      2,
    );
    expect([await ids(database.url, "t_aaa1"), await ids(database.url, "t_bbb2")]).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(await versions(database.url)).toEqual(["bbb2"]);
  });

  test("a second process waits no longer than it may, and says who is in the way", async () => {
    const first = startWorker(database.url, { pauseIn: "aaa1" });
    await first.said("PAUSED");
    const second = startWorker(database.url, { lockTimeoutMs: 200 });
    expect(await second.ended).toMatch(
      /^ERROR LOCK_TIMEOUT The migration lock .* was not obtained within 200 ms; it is held by .+\./,
    );
    first.process.kill("SIGKILL");
    await first.ended;
  });

  test("after kill -9 in the middle of a revision the next run finds a clean state and goes on", async () => {
    const first = startWorker(database.url, { pauseIn: "bbb2" });
    await first.said("PAUSED");
    first.process.kill("SIGKILL");
    await first.ended;
    expect(await startWorker(database.url).ended).toMatch(/^APPLIED/);
    expect([await ids(database.url, "t_aaa1"), await ids(database.url, "t_bbb2")]).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(await versions(database.url)).toEqual(["bbb2"]);
  });
});
