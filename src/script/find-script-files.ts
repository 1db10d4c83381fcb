import { type Dirent, readdirSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { CommandError } from "../errors/index.ts";
import { errorMessage } from "../util/error-message.ts";

export interface FindOptions {
  readonly recursive: boolean;
  /** Hears of a file that is reached twice. */
  readonly warn: (message: string) => void;
}

/** Stem, kind and language of a script; declaration files and what editors and Python leave behind are none. */
const scriptName = /^(?!__init__|\.#)(.+)(?<!\.d(?=\.[cm]?ts$))\.([cm]?)(ts|js)$/;
const ignoredDirectories: ReadonlySet<string> = new Set(["__pycache__", "node_modules"]);

/**
 * The revision files of the locations, in load order: by location, then by name, a directory's files before those of
 * its sub-directories. Locations that do not exist are skipped; beside a TypeScript source its compiled form is ignored.
 */
export function findScriptFiles(
  locations: readonly string[],
  { recursive, warn }: FindOptions,
): readonly string[] {
  const files = locations.flatMap((location) => filesIn(location, recursive));
  // A single folder without links has every file once; looking for thousands of paths would take a tenth of the time.
  if (locations.length === 1 && !files.some(({ isLink }) => isLink)) return files.map(({ path }) => path);
  const found = new Map<string, string>();
  for (const { path, realPath } of files) {
    if (found.has(realPath)) {
      warn(`File ${path} loaded twice! ignoring. Please ensure version_locations is unique.`);
    } else {
      found.set(realPath, path);
    }
  }
  return [...found.values()];
}

interface FoundFile {
  readonly path: string;
  readonly realPath: string;
  readonly isLink: boolean;
}

function filesIn(directory: string, recursive: boolean): readonly FoundFile[] {
  const entries = readDirectory(directory);
  if (entries.length === 0) return [];
  const prefix = join(directory, sep);
  const realPrefix = join(realpathSync(directory), sep);
  const files = scriptEntries(entries.filter((entry) => !entry.isDirectory())).map((entry): FoundFile => {
    // Resolving or normalizing every path would cost as much as reading its file.
    const path = prefix + entry.name;
    const isLink = entry.isSymbolicLink();
    return { path, isLink, realPath: isLink ? linkTarget(path) : realPrefix + entry.name };
  });
  if (!recursive) return files;
  const directories = entries.filter((entry) => entry.isDirectory() && !ignoredDirectories.has(entry.name));
  return [...files, ...directories.flatMap((entry) => filesIn(join(directory, entry.name), true))];
}

function readDirectory(directory: string): readonly Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (isMissing(error)) return [];
    const reason = errorMessage(error);
    throw new CommandError(`Version location ${directory} cannot be read: ${reason}`, {
      code: "CONFIG",
      hint: "Correct version_locations or script_location, or make the folder readable.",
      details: { directory },
      cause: error,
    });
  }
}

/** A link that leads nowhere stands for itself; reading it will say what is wrong. */
function linkTarget(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (isMissing(error)) return path;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** Whether revisions are read of files of this name. */
export function isScriptName(name: string): boolean {
  return scriptName.test(name);
}

function scriptEntries(entries: readonly Dirent[]): readonly Dirent[] {
  let all: ReadonlySet<string> | null = null;
  return entries.filter(({ name }) => {
    const match = scriptName.exec(name);
    if (match === null) return false;
    const [, stem = "", kind = "", language] = match;
    if (language === "ts") return true;
    all ??= new Set(entries.map((entry) => entry.name));
    return !all.has(`${stem}.${kind}ts`);
  });
}
