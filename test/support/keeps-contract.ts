import { test } from "vitest";
import type { ContractRule } from "../../src/testing.ts";

/** A test for each rule of a contract. */
export function keepsContract(rules: readonly ContractRule[]): void {
  for (const { name, run } of rules) test(name, run);
}
