import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const root: string = resolve(import.meta.dirname, "../..");

/** A page for readers. */
export interface Page {
  /** Its path below the project's folder. */
  readonly name: string;
  readonly markdown: string;
}

/** The README and every page of `docs/`. */
export function documentationPages(): readonly Page[] {
  const names = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));
  return ["README.md", ...names.map((name) => `docs/${name}`)].map(readPage);
}

export function readPage(name: string): Page {
  return { name, markdown: readFileSync(join(root, name), "utf8") };
}
