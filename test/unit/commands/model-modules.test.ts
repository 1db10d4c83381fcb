import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { modelModules } from "../../../src/commands/model-modules.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "at-models-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), text);
}

test("the module that defines the most of the tables comes first; packages and migrations are not looked at", () => {
  write("src/db/tables.ts", 'metadata.table("team", []);\nmetadata.table(\n  "account", []);');
  write("src/other.mjs", "export const team = pgTable('team', {});");
  write("src/unrelated.ts", 'metadata.table("something", []);');
  write("node_modules/x/index.js", 'metadata.table("team", [])');
  write("alembic/versions/a.ts", 'op.createTable("team", [])');
  expect(modelModules(folder, ["team", "account"], [join(folder, "alembic")])).toEqual([
    "src/db/tables.ts",
    "src/other.mjs",
  ]);
});

test("nothing is named where nothing defines them", () => {
  write("src/models.d.ts", 'table("team")');
  expect(modelModules(folder, ["team"], [])).toEqual([]);
});
