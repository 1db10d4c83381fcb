import { type Dirent, readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";

export interface FindOptions {
  readonly recursive: boolean;
  /** Hears of a file that is reached twice. */
  readonly warn: (message: string) => void;
}

const scriptName = /^(.+)\.([cm]?)(ts|js)$/;
const declarationFile = /\.d\.[cm]?ts$/;
const ignoredPrefixes = ["__init__", ".#"];
const ignoredDirectories: ReadonlySet<string> = new Set(["__pycache__", "node_modules"]);

/**
 * The revision files of the locations, in load order: by location, then by name, a directory's files before those of
 * its sub-directories. Locations that do not exist are skipped; beside a TypeScript source its compiled form is ignored.
 */
export function findScriptFiles(
  locations: readonly string[],
  { recursive, warn }: FindOptions,
): readonly string[] {
  const found = new Map<string, string>();
  for (const path of locations.flatMap((location) => filesIn(location, recursive))) {
    const realPath = realpathSync(path);
    if (found.has(realPath)) {
      warn(`File ${path} loaded twice! ignoring. Please ensure version_locations is unique.`);
    } else {
      found.set(realPath, path);
    }
  }
  return [...found.values()];
}

function filesIn(directory: string, recursive: boolean): readonly string[] {
  const entries = readDirectory(directory);
  const names = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  const files = scriptNames(names).map((name) => join(directory, name));
  if (!recursive) return files;
  const directories = entries.filter((entry) => entry.isDirectory() && !ignoredDirectories.has(entry.name));
  return [...files, ...directories.flatMap((entry) => filesIn(join(directory, entry.name), true))];
}

function readDirectory(directory: string): readonly Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

function scriptNames(names: readonly string[]): readonly string[] {
  const all = new Set(names);
  return names.filter((name) => {
    const match = scriptName.exec(name);
    if (match === null || declarationFile.test(name)) return false;
    if (ignoredPrefixes.some((prefix) => name.startsWith(prefix))) return false;
    const [, stem = "", kind = "", language] = match;
    return language === "ts" || !all.has(`${stem}.${kind}ts`);
  });
}
