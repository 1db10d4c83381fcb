import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CaseOutcome, CaseRunner, ConformanceCase } from "./case.ts";
import { findCaseFiles } from "./case-files.ts";

/** How a family of cases is run, and how it cleans up behind itself. */
interface Family {
  readonly run: CaseRunner;
  readonly close?: () => Promise<void>;
}

const families: Readonly<Record<string, () => Promise<Family>>> = {
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

/** Runs every case file below the given folders. What cannot be run has failed. */
export async function runConformance(
  paths: readonly string[],
  options: RunOptions = {},
): Promise<readonly CaseReport[]> {
  const reports: CaseReport[] = [];
  const report = (each: CaseReport): void => {
    reports.push(each);
    options.onCase?.(each);
  };
  const loaded = new Map<string, Family>();
  const isWanted = ({ id }: { readonly id: string }): boolean => id.includes(options.only ?? "");
  for (const file of findCaseFiles(paths)) {
    if ("problem" in file) {
      report({ id: file.path, family: "unknown", actual: {}, failure: `The file ${file.problem}.` });
      continue;
    }
    const { path, family } = file;
    const cases = file.cases.filter(isWanted);
    const runner = cases.length === 0 ? undefined : (loaded.get(family) ?? (await families[family]?.()));
    if (runner !== undefined) loaded.set(family, runner);
    const run: CaseRunner = runner?.run ?? unknownFamily(family);
    for (const each of cases) report({ id: each.id, family, ...(await runCase(run, each, path)) });
  }
  for (const runner of loaded.values()) await runner.close?.();
  return reports;
}

function unknownFamily(family: string): CaseRunner {
  return () => {
    throw new Error(`There is no family '${family}'; there are ${Object.keys(families).join(", ")}.`);
  };
}

async function runCase(run: CaseRunner, testCase: ConformanceCase, path: string): Promise<CaseOutcome> {
  let outcome: CaseOutcome;
  try {
    outcome = await run(testCase, path);
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
    ([key]) => key.startsWith("expected") || ["catalogue", "select", "queries", "steps"].includes(key),
  );
  return createHash("sha256")
    .update(JSON.stringify(Object.fromEntries(expected)))
    .digest("hex");
}
