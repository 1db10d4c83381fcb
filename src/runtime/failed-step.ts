import type { ProgressJournal } from "./progress-journal.ts";
import type { ProgressEntry } from "./progress-table.ts";
import { abruptReport, type StepReport, withStepReport } from "./step-report.ts";

/** The step that may fail where DDL commits itself, and what the server has of it. */
export class FailedStep {
  readonly #dialectName: string;
  readonly #journal: ProgressJournal | null;
  #step: Pick<StepReport, "script" | "jobs" | "heads"> | null = null;
  #kept: readonly ProgressEntry[] | null = null;
  #tablesWithoutRollback: readonly string[] = [];

  constructor(dialectName: string, journal: ProgressJournal | null) {
    this.#dialectName = dialectName;
    this.#journal = journal;
  }

  /** A step's script begins: from now on what fails is its. */
  begin(step: Pick<StepReport, "script" | "jobs" | "heads">): void {
    this.#step = step;
  }

  /** The step is final. */
  end(): void {
    this.#step = null;
  }

  /** Puts the record of the script in order after the rollback. What cannot be noted now is found out by the next run. */
  async settle(verifyLock: () => Promise<void>): Promise<void> {
    const journal = this.#journal;
    if (journal === null) return;
    this.#kept = await journal.settleFailure().catch(() => null);
    this.#tablesWithoutRollback = (await journal.tablesWithoutRollback().catch(() => null)) ?? [];
    await verifyLock().then(
      () => journal.tidyUp().catch(() => undefined),
      () => undefined,
    );
  }

  /** The error of a step; it says what the server kept where not all could be rolled back. */
  describe(error: unknown): unknown {
    const report = this.#report();
    return report === null ? error : withStepReport(error, report);
  }

  /** What the server keeps when the process ends now; `null` when it keeps nothing. */
  remains(): string | null {
    const report = this.#report();
    return report === null ? null : abruptReport(report);
  }

  #report(): StepReport | null {
    if (this.#step === null) return null;
    return {
      ...this.#step,
      dialectName: this.#dialectName,
      kept: this.#kept,
      tablesWithoutRollback: this.#tablesWithoutRollback,
      isRecorded: this.#journal?.isPersistent === true,
    };
  }
}
