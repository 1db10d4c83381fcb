import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readText } from "../../../src/script/read-text.ts";

const folder = mkdtempSync(join(tmpdir(), "alembic-ts-read-text-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([0, 1, 16_383, 16_384, 16_385, 100_000])("a file of %d bytes is read whole", (bytes) => {
  const file = join(folder, `${bytes}.ts`);
  // Characters of three bytes: some of them stand across any boundary.
  writeFileSync(file, `${"€".repeat(Math.floor(bytes / 3))}${"x".repeat(bytes % 3)}`);
  expect(readText(file)).toBe(readFileSync(file, "utf8"));
});

test("a file that is missing is refused as by node:fs", () => {
  expect(() => readText(join(folder, "nothing.ts"))).toThrow(/^ENOENT: no such file or directory, open /);
});
