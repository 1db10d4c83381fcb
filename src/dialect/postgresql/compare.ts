import type { ComparisonRules } from "../comparison.ts";
import { defaultsDiffer, defaultsDifferOnServer } from "./compare-defaults.ts";
import { compareIndexes, compareUniques } from "./compare-indexes.ts";

/** What PostgreSQL makes of types, defaults and indexes. */
export const postgresqlComparison: ComparisonRules = {
  typeSynonyms: [new Set(["float", "double precision"])],
  defaultsDiffer,
  defaultsDifferOnServer,
  compareIndexes,
  compareUniques,
};
