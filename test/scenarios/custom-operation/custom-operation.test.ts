import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../../..");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "at-custom-operation-"));
  cpSync(join(root, "examples/custom-operation"), folder, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function alembic(...args: readonly string[]): { readonly status: number | null; readonly output: string } {
  const bin = join(root, "src/cli/bin.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, output: stdout + stderr };
}

function views(): readonly unknown[] {
  const database = new DatabaseSync(join(folder, "app.db"), { readOnly: true });
  try {
    return database
      .prepare("SELECT sql FROM sqlite_master WHERE type = 'view'")
      .all()
      .map((row) => row.sql);
  } finally {
    database.close();
  }
}

describe("the example of a third party's operation", () => {
  test("runs it in a revision, and its way back", () => {
    expect(alembic("upgrade", "head")).toMatchObject({ status: 0 });
    expect(views()).toEqual(["CREATE VIEW active_customer AS SELECT id FROM customer WHERE active"]);
    expect(alembic("downgrade", "base")).toMatchObject({ status: 0 });
    expect(views()).toEqual([]);
  });

  test("writes it into an offline script", () => {
    expect(alembic("upgrade", "head", "--sql").output).toContain("CREATE VIEW active_customer AS SELECT id");
  });
});
