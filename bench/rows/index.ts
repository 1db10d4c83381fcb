import type { BenchRow } from "../support/row.ts";
import { applyRows } from "./apply.ts";
import { checkRows } from "./check.ts";
import { historyRows } from "./history.ts";
import { rebuildRows } from "./rebuild.ts";
import { startRows } from "./start.ts";

/** Every row of the performance tables. */
export const benchRows: readonly BenchRow[] = [
  ...startRows,
  ...historyRows,
  ...applyRows,
  ...checkRows,
  ...rebuildRows,
];
