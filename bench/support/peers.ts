import { execFile } from "node:child_process";
import { copyFile, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Contender } from "./measure.ts";
import { drizzleConfig, drizzleSchema, mikroOrmProgram, typeOrmDataSource } from "./peer-models.ts";

const run = promisify(execFile);
const manifest = resolve(import.meta.dirname, "../peers/package.json");
const cache = resolve(import.meta.dirname, "../../node_modules/.cache/bench-peers");

/** Installs the other tools once, in the versions of `peers/package.json`, and says where. */
async function installPeers(): Promise<string> {
  const wanted = await readFile(manifest, "utf8");
  const marker = join(cache, "installed.json");
  const installed = join(cache, "node_modules");
  if ((await readFile(marker, "utf8").catch(() => null)) === wanted) return installed;
  await mkdir(cache, { recursive: true });
  await copyFile(manifest, join(cache, "package.json"));
  await run("npm", ["install", "--no-audit", "--no-fund"], { cwd: cache });
  await writeFile(marker, wanted);
  return installed;
}

/**
 * The Node tools that compare models with a PostgreSQL database, as contenders: the same tables, written as each tool
 * wants them. What they print when they find no difference is verified.
 */
export async function peers(options: {
  readonly folder: string;
  readonly tables: number;
  readonly url: string;
  readonly stopAfter: number;
}): Promise<readonly Contender[]> {
  const { tables, url, stopAfter } = options;
  const cwd = join(options.folder, "peers");
  await mkdir(cwd);
  await symlink(await installPeers(), join(cwd, "node_modules"));
  await writeFile(join(cwd, "package.json"), '{ "private": true, "type": "module" }\n');
  await writeFile(join(cwd, "data-source.js"), typeOrmDataSource);
  await writeFile(join(cwd, "mikro-orm.js"), mikroOrmProgram);
  await writeFile(join(cwd, "drizzle.config.cjs"), drizzleConfig);
  await writeFile(join(cwd, "schema.cjs"), drizzleSchema);
  const env = { TABLES: String(tables), DATABASE_URL: url };
  const node = (name: string, output: RegExp, ...command: readonly string[]): Contender => ({
    name,
    command: [process.execPath, ...command],
    cwd,
    env,
    output,
    stopAfter,
  });
  return [
    node("mikro-orm", /^no changes$/m, "mikro-orm.js"),
    node(
      "typeorm",
      /schema is up to date/,
      "node_modules/typeorm/cli.js",
      "schema:log",
      "-d",
      "data-source.js",
    ),
    node(
      "drizzle-kit",
      /No changes detected/,
      "node_modules/drizzle-kit/bin.cjs",
      "push",
      "--config",
      "drizzle.config.cjs",
    ),
  ];
}
