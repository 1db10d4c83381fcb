import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";

/** Sources that may define tables. */
const source = /(?<!\.d)\.[cm]?[jt]s$/;
const skipped: ReadonlySet<string> = new Set(["node_modules", "dist", "build", "coverage"]);
/** More than these are not read for a hint. */
const mostFiles = 2000;
const mostFolders = 500;

/**
 * The modules below a folder that define tables of these names (`metadata.table("account", …)`, `pgTable("account", …)`),
 * those with the most of them first, as paths from the folder; what is in `except` is left out.
 */
export function modelModules(
  folder: string,
  tables: readonly string[],
  except: readonly string[],
): readonly string[] {
  const found = sourcesBelow(folder, new Set(except.map((path) => resolve(path)))).map((path) => ({
    path: relative(folder, path).split(sep).join("/"),
    count: definedIn(path, tables),
  }));
  return found
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.path < b.path ? -1 : 1))
    .map(({ path }) => path);
}

/** How many of the tables a module defines. */
function definedIn(path: string, tables: readonly string[]): number {
  const names = new Set([...textOf(path).matchAll(/[Tt]able\(\s*(["'`])(.+?)\1/g)].map(([, , name]) => name));
  return tables.filter((table) => names.has(table)).length;
}

/** The text of a file, none where it cannot be read. */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function sourcesBelow(folder: string, except: ReadonlySet<string>): readonly string[] {
  const files: string[] = [];
  const folders = [folder];
  for (let place = 0; place < Math.min(folders.length, mostFolders) && files.length < mostFiles; place += 1) {
    const inside = folders[place] ?? "";
    for (const entry of entriesOf(inside)) {
      const path = join(inside, entry.name);
      if (isSkipped(entry) || except.has(path)) continue;
      if (entry.isDirectory()) folders.push(path);
      else if (source.test(entry.name)) files.push(path);
    }
  }
  return files;
}

/** What a folder holds; nothing where that cannot be read, because a hint must not stop anything. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function isSkipped({ name }: Dirent): boolean {
  return name.startsWith(".") || skipped.has(name);
}
