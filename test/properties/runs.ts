/**
 * How many random cases a property tries on each database: few by default, as many as `ALEMBIC_TS_PROPERTY_RUNS` says
 * where there is more time. `ALEMBIC_TS_PROPERTY_SEED` repeats a run.
 */
export function propertyRuns(usually: number): { readonly numRuns: number; readonly seed: number } {
  const { ALEMBIC_TS_PROPERTY_RUNS: runs, ALEMBIC_TS_PROPERTY_SEED: seed } = process.env;
  return {
    numRuns: runs === undefined ? usually : Number(runs),
    seed: seed === undefined ? 20_261_121 : Number(seed),
  };
}
