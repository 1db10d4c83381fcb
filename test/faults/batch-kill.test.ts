import { spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assertWhole, schemaOf } from "./batch-kill-table.ts";

/** All statements and 20 instants when `ALEMBIC_TS_EVERY_FAULT` is set, else some. */
const isThorough = process.env.ALEMBIC_TS_EVERY_FAULT !== undefined;
const rows = Number(process.env.ALEMBIC_TS_FAULT_ROWS ?? 20_000);

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

function start(file: string, limit: number) {
  const worker = join(import.meta.dirname, "batch-kill-worker.ts");
  const child = spawn(process.execPath, [worker, file, String(limit)], {
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

describe("a rebuild on SQLite that is killed", () => {
  const folder = mkdtempSync(join(tmpdir(), "alembic-ts-batch-kill-"));
  const seeded = join(folder, "seeded.db");
  const file = join(folder, "app.db");

  beforeAll(() => {
    const database = new DatabaseSync(seeded);
    database.exec(`PRAGMA synchronous = OFF; BEGIN; ${schemaOf(rows)} COMMIT`);
    database.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const fresh = (): void => {
    for (const suffix of ["-journal", "-wal", "-shm"]) rmSync(file + suffix, { force: true });
    copyFileSync(seeded, file);
  };
  const rerun = async (): Promise<number> => {
    const { output } = await start(file, 0).ended;
    expect(assertWhole(file, rows)).toBe("new");
    return Number(/sent (\d+)/.exec(output)?.[1]);
  };

  test("before any statement leaves the table whole, and a rerun finishes", {
    timeout: 1_800_000,
  }, async () => {
    fresh();
    const total = await rerun();
    expect(total).toBeGreaterThan(25);
    const stride = isThorough ? 1 : 7;
    for (let limit = 1 + (total % stride); limit <= total; limit += stride) {
      fresh();
      expect((await start(file, limit).ended).signal, `before statement ${limit} of ${total}`).toBe(
        "SIGKILL",
      );
      assertWhole(file, rows);
      await rerun();
    }
  });

  test("at random instants leaves the table whole, and a rerun finishes", {
    timeout: 1_800_000,
  }, async () => {
    fresh();
    const began = performance.now();
    await rerun();
    const duration = performance.now() - began;
    for (let attempt = 0; attempt < (isThorough ? 20 : 4); attempt += 1) {
      fresh();
      const { child, ready, ended } = start(file, 0);
      await ready;
      await sleep(Math.random() * duration);
      child.kill("SIGKILL");
      await ended;
      assertWhole(file, rows);
      await rerun();
    }
  });
});
