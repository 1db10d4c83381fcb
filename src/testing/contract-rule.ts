/**
 * One rule of a contract, for any test framework.
 *
 * @example
 * for (const { name, run } of connectionContract({ engine: () => createEngine(url) })) test(name, run);
 */
export interface ContractRule {
  /** The rule in plain words. */
  readonly name: string;
  /** Tries the rule; rejects with an AssertionError of `node:assert`, or with what went wrong. */
  readonly run: () => Promise<void>;
}
