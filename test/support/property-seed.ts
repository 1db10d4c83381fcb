import { configureGlobal } from "fast-check";

/**
 * Random cases are the same in every run, so that a failure is a failure everywhere; another `ALEMBIC_TS_PROPERTY_SEED`
 * looks at others.
 */
configureGlobal({ seed: Number(process.env.ALEMBIC_TS_PROPERTY_SEED ?? 20_261_121) });
