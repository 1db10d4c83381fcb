const { ALEMBIC_TS_RANDOM_SCHEMAS: schemas = "30", ALEMBIC_TS_RANDOM_SEED: seed = "20261121" } = process.env;

/** As many schemas as `ALEMBIC_TS_RANDOM_SCHEMAS` says, the same in every run unless there is an `ALEMBIC_TS_RANDOM_SEED`. */
export const randomRuns: {
  readonly numRuns: number;
  readonly seed: number;
} = { numRuns: Number(schemas), seed: Number(seed) };

/** Whether there are so many that everything has to occur. */
export const manyRuns: boolean = randomRuns.numRuns >= 400;
