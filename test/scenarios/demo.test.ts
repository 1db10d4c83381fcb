import { resolve } from "node:path";
import { expect, test } from "vitest";
import { runInShell } from "../support/shell.ts";

const root = resolve(import.meta.dirname, "../..");

test("the demo of the README keeps its promises", async () => {
  const { status, stdout, stderr } = await runInShell("node examples/demo/run.ts", { cwd: root });
  expect(stderr).toBe("");
  expect(stdout).toMatch(/Done in \d+\.\d s, on SQLite\.\n$/);
  expect(status).toBe(0);
}, 60_000);
