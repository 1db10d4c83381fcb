import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { access, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";

const execute = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");

/** What a user of the scenarios has in `node_modules` beside the package. */
const companions = ["pg", "mysql2", "kysely", "typescript", "@biomejs/biome", "@types/node"];

/**
 * The folder whose `node_modules` holds the packed tarball. The first test that asks installs it, for all processes of
 * the run; the others wait.
 */
export async function installedPackage(): Promise<string> {
  const folder = process.env.ALEMBIC_TS_TEST_INSTALLED;
  if (folder === undefined)
    throw new Error("The set-up of the test run has not made a folder to install into.");
  if (existsSync(join(folder, "installed"))) return folder;
  const isFirst = await mkdir(join(folder, "installing")).then(
    () => true,
    () => false,
  );
  if (isFirst) await packAndInstall(folder);
  await waitForFile(join(folder, "installed"));
  return folder;
}

async function packAndInstall(folder: string): Promise<void> {
  if (!existsSync(join(root, "dist/cli/bin.js"))) throw new Error("There is no build to pack: npm run build");
  const pack = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  const { stdout } = await execute("npm", pack, { cwd: root });
  const [packed] = JSON.parse(stdout) as [{ filename: string }];
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "installed", private: true }));
  const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const packages = companions.map((name) => `${name}@${manifest.devDependencies[name]}`);
  const install = ["install", "--no-audit", "--no-fund", "--prefer-offline", "--no-save"];
  await execute("npm", [...install, join(folder, packed.filename), ...packages], { cwd: folder });
  await rm(join(folder, packed.filename));
  await writeFile(join(folder, "installed"), "");
}

async function waitForFile(path: string): Promise<void> {
  const deadline = Date.now() + 110_000;
  while (Date.now() < deadline) {
    const exists = await access(path).then(
      () => true,
      () => false,
    );
    if (exists) return;
    await setTimeout(100);
  }
  throw new Error("The packed tarball was not installed within 110 s; the test that installs it says why.");
}
