import type { IndexComparison } from "../../dialect/comparison.ts";

/** Most indexes are equal: the answer is one object. */
export const equalIndexes: IndexComparison = Object.freeze({ kind: "equal" } as const);

/** What the differences of two indexes, in words, say about them. */
export function indexComparison(differences: readonly string[]): IndexComparison {
  return differences.length === 0 ? equalIndexes : { kind: "different", differences };
}
