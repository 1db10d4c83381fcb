import type { ComparisonRules } from "../comparison.ts";
import { computedStatements } from "./compare-computed.ts";
import { constraintCommentSql, constraintDetails } from "./compare-constraints.ts";
import { defaultsDiffer, defaultsDifferOnServer } from "./compare-defaults.ts";
import { sameExpression } from "./compare-expressions.ts";
import { compareIndexes, compareUniques } from "./compare-indexes.ts";
import { ownedSequenceStatements } from "./compare-owned-sequences.ts";

/** What PostgreSQL makes of types, defaults and indexes. */
export const postgresqlComparison: ComparisonRules = {
  typeSynonyms: [new Set(["float", "double precision"])],
  defaultsDiffer,
  defaultsDifferOnServer,
  computedStatements,
  ownedSequenceStatements,
  conversions: async (connection, changes) =>
    (await import("./compare-conversions.ts")).conversions(connection, changes),
  compareIndexes,
  compareUniques,
  constraintDetails,
  constraintCommentSql,
  normalise: async (connection, request) =>
    (await import("./compare-normalise.ts")).normalise(connection, request),
  normaliseDomains: async (connection, request) =>
    (await import("./compare-domains.ts")).normaliseDomains(connection, request),
  sameExpression,
};
