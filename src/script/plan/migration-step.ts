import type { VersionWrite } from "./version-write.ts";

/** One step of a run: a revision applied or removed, or version rows stamped. */
export interface MigrationStep {
  readonly direction: "upgrade" | "downgrade" | "stamp";
  /** Whether the step leads away from the base; tells the two directions of a stamp apart. */
  readonly isUpgrade: boolean;
  /** The revision whose script runs; null for a stamp. */
  readonly revision: string | null;
  /** The revisions on the step's upper side. */
  readonly up: readonly string[];
  /** The revisions on the step's lower side, dependencies included. */
  readonly down: readonly string[];
  /** Where the step comes from and leads to, as it is logged: parents, no dependencies. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** The message of the revision; empty for a stamp. */
  readonly doc: string;
  /** What happens to the version table, in this order. */
  readonly writes: readonly VersionWrite[];
  /** The version rows after the step. */
  readonly rows: readonly string[];
}

/** `Running upgrade a -> b`: the comment above a step in SQL scripts (PARITY P-1.102). */
export function stepTitle(step: MigrationStep): string {
  const verb = step.direction === "stamp" ? "stamp_revision" : step.direction;
  return `Running ${verb} ${step.from.join(", ")} -> ${step.to.join(", ")}`;
}

/** `Running upgrade a -> b, message`: the log line of a step (PARITY P-1.32). */
export function stepLogMessage(step: MigrationStep): string {
  return step.doc === "" ? stepTitle(step) : `${stepTitle(step)}, ${step.doc}`;
}
