export { type BaselineOps, baselineOps } from "./baseline-ops.ts";
export { type PulledDatabase, readDatabase } from "./read-database.ts";
export { renderModels } from "./render-models.ts";
