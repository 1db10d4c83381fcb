import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { installedPackage } from "./installed-package.ts";
import { runInShell, type ShellOptions, type ShellResult } from "./shell.ts";

export interface PackedProjectOptions {
  /** What package.json says; `npm init -y` writes `"commonjs"`, which is the default here; `null` for no word. */
  readonly type?: "module" | "commonjs" | null | undefined;
  /** An example to begin with: a folder that is copied. */
  readonly from?: string | undefined;
}

/** A new user's project: an empty folder in which the packed tarball is installed. */
export interface PackedProject {
  readonly folder: string;
  /** Types a command line into a real shell in the project's folder; never throws for a failing command. */
  run(command: string, options?: ShellOptions): Promise<ShellResult>;
  /** The same, for a command that has to succeed; gives what it printed. */
  succeed(command: string, options?: ShellOptions): Promise<ShellResult>;
  write(path: string, text: string): Promise<void>;
  read(path: string): Promise<string>;
  /** Replaces a text in a file, in which it must stand. */
  edit(path: string, from: string | RegExp, to: string): Promise<void>;
  /** Paths of the revision files, in the order in which they were made. */
  revisions(versions?: string): Promise<readonly string[]>;
  remove(): Promise<void>;
}

/** Makes a project folder; the package is the packed tarball, installed once per test run. */
export async function packedProject(options: PackedProjectOptions = {}): Promise<PackedProject> {
  const { type = "commonjs", from } = options;
  const folder = await realpath(await mkdtemp(join(tmpdir(), "alembic-ts-project-")));
  const modules = join(await installedPackage(), "node_modules");
  const isOwn = (path: string): boolean => basename(path) !== "node_modules";
  if (from !== undefined) await cp(from, folder, { recursive: true, filter: isOwn });
  else await writeFile(join(folder, "package.json"), packageText(type));
  await symlink(modules, join(folder, "node_modules"));
  const read = (path: string): Promise<string> => readFile(join(folder, path), "utf8");
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  const run: PackedProject["run"] = (command, more = {}) =>
    runInShell(command, { ...more, cwd: join(folder, more.cwd ?? ""), bin: join(modules, ".bin") });
  return {
    folder,
    run,
    succeed: async (command, more) => {
      const result = await run(command, more);
      if (result.status === 0) return result;
      throw new Error(`${command} ended with ${result.status}:\n${result.stdout}\n${result.stderr}`);
    },
    write,
    read,
    edit: async (path, search, to) => {
      const before = await read(path);
      const after = before.replace(search, to);
      if (after === before) throw new Error(`${path} does not hold ${search}:\n${before}`);
      await write(path, after);
    },
    revisions: (versions = "alembic/versions") => revisionFiles(folder, versions),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function packageText(type: PackedProjectOptions["type"]): string {
  return JSON.stringify({ name: "project", version: "1.0.0", ...(type && { type }) });
}

async function revisionFiles(folder: string, versions: string): Promise<readonly string[]> {
  const names = (await readdir(join(folder, versions))).filter((name) => name.endsWith(".ts"));
  const dated = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, versions, name), "utf8");
      return { name, created: /Create Date: (.*)/.exec(text)?.[1] ?? "" };
    }),
  );
  return dated
    .sort((left, right) => (left.created < right.created ? -1 : 1))
    .map(({ name }) => join(versions, name));
}
