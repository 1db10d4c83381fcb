/** A case of the corpus; which further keys it has depends on its family. */
export interface ConformanceCase {
  readonly id: string;
  readonly title: string;
  readonly [key: string]: unknown;
}

/** What became of a case: what was observed, and why it fails or could not run. */
export interface CaseOutcome {
  /** Observed values under the keys of the case's `expected…` fields. */
  readonly actual: Readonly<Record<string, unknown>>;
  /** Absent: the case passed. */
  readonly failure?: string | undefined;
  /** Set when a server is missing; names it. */
  readonly skipped?: string | undefined;
}

/** Runs one case; `path` is the file it stands in. */
export type CaseRunner = (testCase: ConformanceCase, path: string) => CaseOutcome | Promise<CaseOutcome>;
