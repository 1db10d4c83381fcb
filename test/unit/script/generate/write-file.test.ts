import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { replaceFiles } from "../../../../src/script/generate/write-file.ts";

describe("files that are replaced together", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "alembic-ts-replace-"));
    for (const name of ["a.ts", "b.ts"]) writeFileSync(join(folder, name), "old");
    mkdirSync(join(folder, "taken.ts", "inside"), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const replace = (...names: readonly string[]): Promise<void> =>
    replaceFiles(
      names.map((name) => ({ path: join(folder, name), before: "old", after: "new" })),
      async (_path, rename) => rename(),
    );
  const texts = (): readonly string[] =>
    ["a.ts", "b.ts"].map((name) => readFileSync(join(folder, name), "utf8"));

  test("have their new texts, and nothing lies beside them", async () => {
    await replace("a.ts", "b.ts");
    expect(texts()).toEqual(["new", "new"]);
    expect(readdirSync(folder)).toEqual(["a.ts", "b.ts", "taken.ts"]);
  });

  test.each([
    ["cannot be written", "missing/c.ts"],
    ["cannot be renamed", "taken.ts"],
  ])("have their old texts when one %s", async (_what, name) => {
    await expect(replace("a.ts", name, "b.ts")).rejects.toThrow("cannot be written");
    expect(texts()).toEqual(["old", "old"]);
    expect(readdirSync(folder)).toEqual(["a.ts", "b.ts", "taken.ts"]);
  });
});
