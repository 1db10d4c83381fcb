import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");

/** What a command of a shell gave. */
export interface ShellResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A new user's project: an empty folder in which the packed tarball is installed. */
export interface PackedProject {
  readonly folder: string;
  /** Types a command into a real shell in the project's folder (or one below it); never throws for a failing command. */
  run(
    command: string,
    options?: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv },
  ): Promise<ShellResult>;
  write(path: string, text: string): Promise<void>;
  read(path: string): Promise<string>;
  /** Paths of the revision files, sorted by name. */
  revisions(folder?: string): Promise<readonly string[]>;
  remove(): Promise<void>;
}

let installed: Promise<string> | undefined;

/** Packs and installs once per process that asks; gives the folder that holds `node_modules`. */
function installTarball(): Promise<string> {
  installed ??= (async () => {
    const given = process.env.ALEMBIC_TS_TEST_INSTALLED;
    if (given !== undefined) return given;
    throw new Error("The packed tarball is not installed: the global set-up of the scenarios has not run.");
  })();
  return installed;
}

/** Packs the package and installs the tarball with the drivers into a folder; used by the global set-up. */
export async function packAndInstall(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "alembic-ts-installed-"));
  const { stdout } = await execute(
    "npm",
    ["pack", "--ignore-scripts", "--json", "--pack-destination", folder],
    { cwd: root },
  );
  const [packed] = JSON.parse(stdout) as [{ filename: string }];
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "installed", private: true }));
  const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const drivers = ["pg", "mysql2", "kysely"].map((name) => `${name}@${manifest.devDependencies[name]}`);
  const args = [
    "install",
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    join(folder, packed.filename),
    ...drivers,
  ];
  await execute("npm", args, { cwd: folder });
  return folder;
}

/** Makes a project folder. `type` is what its package.json says; `npm init -y` writes `"commonjs"`. */
export async function packedProject(
  options: { readonly type?: "module" | "commonjs" | null } = {},
): Promise<PackedProject> {
  const { type = "commonjs" } = options;
  const folder = await mkdtemp(join(tmpdir(), "alembic-ts-project-"));
  await symlink(join(await installTarball(), "node_modules"), join(folder, "node_modules"));
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({ name: "project", version: "1.0.0", ...(type && { type }) }),
  );
  return {
    folder,
    run: (command, more = {}) => runInShell(command, join(folder, more.cwd ?? ""), more.env),
    write: async (path, text) => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    },
    read: (path) => readFile(join(folder, path), "utf8"),
    revisions: async (versions = "alembic/versions") =>
      (await readdir(join(folder, versions)))
        .filter((name) => name.endsWith(".ts"))
        .sort()
        .map((name) => join(versions, name)),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Runs a command line in bash with standard input closed. */
export function runInShell(command: string, cwd: string, env: NodeJS.ProcessEnv = {}): Promise<ShellResult> {
  return new Promise((done, fail) => {
    const child = spawn("bash", ["-c", command], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.once("error", fail);
    child.once("close", (status) => done({ status, stdout, stderr }));
  });
}
