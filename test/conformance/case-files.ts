import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { ConformanceCase } from "./case.ts";

/** What stands in a case file, or why it cannot be read. */
export type CaseFile =
  | { readonly path: string; readonly family: string; readonly cases: readonly ConformanceCase[] }
  | { readonly path: string; readonly problem: string };

/** The case files below folders; a path may be that of a file. JSON files of another kind are left out. */
export function findCaseFiles(paths: readonly string[]): readonly CaseFile[] {
  return paths
    .flatMap(jsonFiles)
    .map(readCaseFile)
    .filter((file) => file !== null);
}

function jsonFiles(path: string): readonly string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => join(path, name));
}

function readCaseFile(path: string): CaseFile | null {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    return { path, problem: `cannot be read: ${String(error)}` };
  }
  if (typeof content !== "object" || content === null || !("family" in content || "cases" in content))
    return null;
  const { family, cases } = content as { family?: unknown; cases?: unknown };
  if (typeof family === "string" && Array.isArray(cases)) return { path, family, cases };
  return { path, problem: 'is no case file: it needs "family" and an array "cases"' };
}

/** A file that accompanies cases: the nearest one in the folders above a case file, else the corpus' own. */
export function companionFile(casePath: string, name: string): string {
  for (let folder = dirname(resolve(casePath)); ; folder = dirname(folder)) {
    const path = join(folder, name);
    if (existsSync(path)) return path;
    if (folder === dirname(folder)) break;
  }
  return resolve(import.meta.dirname, "../../../shared/conformance", name);
}
