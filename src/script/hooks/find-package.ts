import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

/** An npm package in a `node_modules` of the project or above it. */
export interface InstalledPackage {
  readonly directory: string;
  /** Programs by name, as paths below the directory. */
  readonly bins: ReadonlyMap<string, string>;
}

/** The nearest installed package of a name, or null. */
export function findPackage(name: string, from: string): InstalledPackage | null {
  for (const modules of nodeModulesAbove(from)) {
    const directory = join(modules, name);
    const manifest = join(directory, "package.json");
    if (existsSync(manifest)) return { directory, bins: readBins(manifest, name) };
  }
  return null;
}

/** The program that npm linked under a name, or null. */
export function findLinkedBin(name: string, from: string): string | null {
  for (const modules of nodeModulesAbove(from)) {
    const link = join(modules, ".bin", process.platform === "win32" ? `${name}.cmd` : name);
    if (existsSync(link)) return realpathSync(link);
  }
  return null;
}

function* nodeModulesAbove(start: string): Generator<string> {
  for (let directory = start; ; directory = dirname(directory)) {
    yield join(directory, "node_modules");
    if (directory === dirname(directory)) return;
  }
}

function readBins(manifest: string, packageName: string): ReadonlyMap<string, string> {
  const { bin }: { readonly bin?: unknown } = JSON.parse(readFileSync(manifest, "utf8"));
  if (typeof bin === "string") return new Map([[packageName.replace(/^@[^/]+\//, ""), bin]]);
  if (typeof bin !== "object" || bin === null) return new Map();
  return new Map(
    Object.entries(bin).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
