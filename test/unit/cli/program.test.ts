import { execFile, spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const bin = resolve(import.meta.dirname, "../../../src/cli/bin.ts");

function run(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
}

test("the program prints its version", () => {
  expect(run("--version")).toEqual({
    status: 0,
    stdout: expect.stringMatching(/^alembic \d+\.\d+\.\d+/),
    stderr: "",
  });
});

test("a runtime that only calls itself Node is told to be none", () => {
  const preload = `import module from "node:module"; delete module.setSourceMapsSupport;
    Object.defineProperty(process, "versions", { value: { ...process.versions, bun: "1.3.0" } });`;
  const args = ["--import", `data:text/javascript,${encodeURIComponent(preload)}`, bin, "current"];
  expect(spawnSync(process.execPath, args, { encoding: "utf8" })).toMatchObject({
    status: 1,
    stderr:
      "alembic-ts needs Node.js; this is Bun 1.3.0.\nRun it with Node.js: npx alembic, or bunx without --bun\n",
  });
});

test("without a command it tells its usage on stderr and ends with 2", () => {
  expect(run()).toEqual({
    status: 2,
    stdout: "",
    stderr: expect.stringContaining("alembic: error: too few arguments"),
  });
});

test("a refused command ends with 255", () => {
  expect(run("-c", "a.ini", "-c", "b.ini", "heads")).toMatchObject({
    status: 255,
    stdout: expect.stringMatching(/^FAILED: only one ini file may be indicated\n/),
  });
});

test("a reader that goes away is no error", async () => {
  const command = `"${process.execPath}" "${bin}" list_templates | head -n 1; exit "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = await promisify(execFile)("bash", ["-c", command]);
  expect({ stdout, stderr }).toEqual({ stdout: "Available templates:\n", stderr: "" });
});

test("no colour and no wrapping where the output is not a terminal", () => {
  expect(run("-c", "a.ini", "-c", "b.ini", "heads").stdout).not.toContain("\u001B");
});

test.skipIf(process.platform === "win32")("a working directory that is gone is told in one sentence", () => {
  const command = `cd "$(mktemp -d)" && rmdir "$PWD" && exec "${process.execPath}" "${bin}" current`;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", command], { encoding: "utf8" });
  expect({ status, stdout, stderr }).toEqual({
    status: 255,
    stdout:
      "FAILED: The working directory is not there any more, or cannot be read (ENOENT).\n" +
      "  Change to the project's folder with cd, and type the command again.\n",
    stderr: expect.not.stringContaining("    at "),
  });
});
