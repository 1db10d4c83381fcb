import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { CaseOutcome, CaseRunner, ConformanceCase } from "./case.ts";

/** How each family of cases is run, and how it cleans up behind itself. */
const families: Readonly<Record<string, () => Promise<{ run: CaseRunner; close?: () => Promise<void> }>>> = {
  graph: async () => ({ run: (await import("./families/graph.ts")).runGraphCase }),
  ddl: async () => ({ run: (await import("./families/ddl.ts")).runDdlCase }),
  autogen: async () => {
    const family = await import("./families/autogen.ts");
    return { run: family.runAutogenCase, close: family.closeAutogen };
  },
  applied: async () => {
    const family = await import("./families/applied.ts");
    return { run: family.runAppliedCase, close: family.closeApplied };
  },
  cli: async () => ({ run: (await import("./families/cli.ts")).runCliCase }),
};

/** A difference from the corpus that is wanted; each names the WART of PARITY that it mends. */
interface Deviation {
  readonly id: string;
  /** SHA-256 of the JSON of what the corpus expects, so that a changed case is looked at again. */
  readonly recordedSha256: string;
  readonly parity: string;
  readonly reason: string;
  /** What we answer instead, under the keys of the case's `expected…` fields. */
  readonly expected: unknown;
}

export interface CaseReport extends CaseOutcome {
  readonly id: string;
  readonly family: string;
}

export interface RunOptions {
  readonly only?: string | undefined;
  readonly onCase?: ((report: CaseReport) => void) | undefined;
}

/** Runs every case file below the given folders. */
export async function runConformance(
  folders: readonly string[],
  options: RunOptions = {},
): Promise<readonly CaseReport[]> {
  const reports: CaseReport[] = [];
  const runners = new Map<string, Awaited<ReturnType<(typeof families)[string]>>>();
  for (const file of folders.flatMap(caseFiles)) {
    const { family, cases } = readCases(file);
    const wanted = cases.filter((each) => options.only === undefined || each.id.includes(options.only));
    if (wanted.length === 0) continue;
    const load = families[family];
    if (load === undefined) throw new Error(`${file} is of the unknown family '${family}'.`);
    const runner = runners.get(family) ?? (await load());
    runners.set(family, runner);
    for (const each of wanted) {
      const report = { id: each.id, family, ...(await runCase(runner.run, each)) };
      reports.push(report);
      options.onCase?.(report);
    }
  }
  for (const runner of runners.values()) await runner.close?.();
  return reports;
}

async function runCase(run: CaseRunner, testCase: ConformanceCase): Promise<CaseOutcome> {
  let outcome: CaseOutcome;
  try {
    outcome = await run(testCase);
  } catch (error) {
    outcome = {
      actual: {},
      failure: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
  const deviation = deviations.get(testCase.id);
  return deviation === undefined || outcome.skipped !== undefined
    ? outcome
    : judgeDeviation(testCase, outcome, deviation);
}

const deviations: ReadonlyMap<string, Deviation> = new Map(
  (JSON.parse(readFileSync(join(import.meta.dirname, "deviations.json"), "utf8")) as Deviation[]).map(
    (each) => [each.id, each],
  ),
);

function judgeDeviation(testCase: ConformanceCase, outcome: CaseOutcome, deviation: Deviation): CaseOutcome {
  const { actual } = outcome;
  if (recordedSha256(testCase) !== deviation.recordedSha256) {
    return {
      actual,
      failure: "the recorded expectation of this listed deviation has changed: judge it anew",
    };
  }
  if (outcome.failure === undefined)
    return { actual, failure: "a listed deviation agrees with the corpus: unlist it" };
  const same = JSON.stringify(actual) === JSON.stringify(deviation.expected);
  return same
    ? { actual }
    : { actual, failure: `differs from the listed deviation: ${JSON.stringify(actual)}` };
}

/** The hash of what the corpus expects of a case. */
function recordedSha256(testCase: ConformanceCase): string {
  const expected = Object.entries(testCase).filter(
    ([key]) => key.startsWith("expected") || key === "catalogue" || key === "queries",
  );
  return createHash("sha256")
    .update(JSON.stringify(Object.fromEntries(expected)))
    .digest("hex");
}

function caseFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json") && basename(name) !== "catalogue_queries.json")
    .sort()
    .map((name) => join(folder, name));
}

function readCases(file: string): { readonly family: string; readonly cases: readonly ConformanceCase[] } {
  return JSON.parse(readFileSync(file, "utf8")) as { family: string; cases: ConformanceCase[] };
}
