import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findEditor } from "../../../src/config/index.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "at editor-"));
  for (const name of ["myed", "nano", "my editor"]) {
    writeFileSync(join(folder, name), "#!/bin/sh\n");
    chmodSync(join(folder, name), 0o755);
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ["a program of the PATH", { EDITOR: "myed" }, ["myed"]],
  ["with arguments", { EDITOR: "myed --wait '-n 1'" }, ["myed", "--wait", "-n 1"]],
  ["VISUAL where EDITOR is unset", { VISUAL: "myed" }, ["myed"]],
  ["a usual one where neither is set", {}, ["nano"]],
  ["a usual one where the named one is missing", { EDITOR: "absent" }, ["nano"]],
])("the editor is %s", (_what, variables, [program = "", ...args]) => {
  const environment = { ...variables, PATH: folder };
  expect(findEditor({ environment, platform: "linux" })).toEqual([join(folder, program), ...args]);
});

test("an existing path is taken as it is, blanks included", () => {
  const path = join(folder, "my editor");
  expect(findEditor({ environment: { EDITOR: path, PATH: "" }, platform: "linux" })).toEqual([path]);
});

test("there may be none", () => {
  expect(findEditor({ environment: { PATH: "" }, platform: "linux" })).toBeNull();
});
