import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { packageExport, packageImporter, requirePackage } from "../../../src/connection/import-package.ts";
import { engineFromConfig } from "../../../src/connection/index.ts";
import { runInProject } from "../../../src/util/current-project.ts";

test.each([
  ["no-such-driver", "no-such-driver"],
  ["no-such-driver/promise", "no-such-driver"],
  ["@no-such-scope/driver", "@no-such-scope/driver"],
  ["@no-such-scope/driver/promise", "@no-such-scope/driver"],
])("a driver without its package %s says what to install: %s", async (specifier, packageName) => {
  await expect(packageImporter()(specifier, "mine")).rejects.toMatchObject({
    name: "DriverMissingError",
    code: "DRIVER_MISSING",
    message: `The database driver 'mine' needs the npm package '${packageName}', which is not installed.`,
    hint: `Install it: npm i ${packageName}`,
  });
});

/** A project with one package in it. */
function projectWith(main: string, source: string): string {
  const project = mkdtempSync(join(tmpdir(), "import-package-"));
  onTestFinished(() => rmSync(project, { recursive: true }));
  const folder = join(project, "node_modules", "driver-of-mine");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "driver-of-mine", main }));
  writeFileSync(join(folder, main), source);
  return project;
}

test.each([
  ["CommonJS", "index.cjs", "exports.Client = 1;"],
  ["CommonJS that makes what it exports", "index.cjs", "module.exports = { __proto__: { Client: 1 } };"],
  ["an ES module", "index.mjs", "export const Client = 1;"],
  ["an ES module with a default export", "index.mjs", "export default { Client: 1 };"],
  ["an ES module that waits while it loads", "index.mjs", "export const Client = await 1;"],
])("a package of the project is loaded: %s", async (_kind, main, source) => {
  const loaded = await packageImporter([projectWith(main, source)])("driver-of-mine", "mine");
  expect(packageExport(loaded, "Client")).toBe(1);
});

test("the project whose scripts are running is looked in, wherever the process was started", async () => {
  const projectDirectory = projectWith("index.cjs", "exports.Client = 1;");
  const project = { directory: join(projectDirectory, "alembic"), projectDirectory, versionLocations: [] };
  await runInProject({ project, run: {} }, async () => {
    expect(await packageImporter()("driver-of-mine", "mine")).toEqual({ default: { Client: 1 } });
    expect(requirePackage("driver-of-mine", "mine")).toEqual({ Client: 1 });
  });
});

test("the folder of the configuration is looked in for the driver of engineFromConfig()", async () => {
  const here = mkdtempSync(join(tmpdir(), "import-package-"));
  onTestFinished(() => rmSync(here, { recursive: true }));
  const folder = join(here, "node_modules", "better-sqlite3");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "index.js"),
    "module.exports = class { constructor() { throw new Error('the project\\'s own'); } };",
  );
  const engine = engineFromConfig({ here, "sqlalchemy.url": "sqlite+better-sqlite3://" });
  await expect(engine.connect()).rejects.toThrow("the project's own");
});

test.each([
  ["CommonJS", "index.cjs", "module.exports = function connect() {};"],
  ["an ES module", "index.mjs", "export default function connect() {}"],
])("the default export of a package may be a function: %s", async (_kind, main, source) => {
  const loaded = await packageImporter([projectWith(main, source)])("driver-of-mine", "mine");
  expect(packageExport(loaded, "default")).toBeTypeOf("function");
});
