import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "./finding.ts";

export const resultsFile: string = join(import.meta.dirname, "results.json");

/** What a run saw: for each row, for each tool. */
export interface Results {
  /** The day of the run. */
  readonly date: string;
  /** Tool to version. */
  readonly versions: Readonly<Record<string, string>>;
  readonly rows: readonly {
    readonly name: string;
    readonly title: string;
    readonly findings: Readonly<Record<string, Finding>>;
  }[];
}

/** The last run. */
export function readResults(): Results {
  return JSON.parse(readFileSync(resultsFile, "utf8"));
}
