import type { Measurement } from "./measure.ts";

/** The most that our figure may be, as a multiple of a contender's. */
export interface Limit {
  readonly figure: "cpu" | "wall" | "memory";
  readonly against: string;
  readonly atMost: number;
}

/** One line of the performance tables: what is timed, and what must hold. */
export interface BenchRow {
  readonly name: string;
  readonly title: string;
  readonly limits: readonly Limit[];
  /** The first measurement is ours. */
  run(rounds: number): Promise<readonly Measurement[]>;
}

export interface JudgedLimit extends Limit {
  readonly measured: number;
  readonly holds: boolean;
}

/** Holds our figures against the limits: medians of the ratios round by round. */
export function judge(row: BenchRow, measurements: readonly Measurement[]): readonly JudgedLimit[] {
  return row.limits.map((limit) => {
    const other = measurements.find(({ name }) => name === limit.against);
    const measured = other === undefined ? Number.NaN : 1 / other.ratio[limit.figure];
    return { ...limit, measured, holds: measured <= limit.atMost };
  });
}
