import { joined, noticed } from "./branches.ts";
import { previewed, scripted, takenBack } from "./direction.ts";
import { failedHalfWay, killed, tenAtOnce } from "./faults.ts";
import { drift, noFalseDifference, renamed, written } from "./models.ts";
import type { Row } from "./row.ts";
import { sqliteChange } from "./sqlite-change.ts";

/** The lines of the table, in its order. */
export const rows: readonly Row[] = [
  noticed,
  joined,
  takenBack,
  written,
  noFalseDifference,
  drift,
  renamed,
  scripted,
  previewed,
  tenAtOnce,
  killed,
  failedHalfWay,
  sqliteChange,
];
