import type { Engine } from "../connection/index.ts";
import { endRules } from "./connection-end-rules.ts";
import { statementRules } from "./connection-statement-rules.ts";
import { transactionRules } from "./connection-transaction-rules.ts";
import type { ContractRule } from "./contract-rule.ts";

/** What the rules that every driver keeps need to know of it. */
export interface ConnectionSubject {
  /** Makes an engine of an empty database; called for each rule. */
  readonly engine: () => Engine;
  /** The placeholder of the n-th parameter, counted from 1: `$1`, `?`. */
  readonly placeholder: (position: number) => string;
  /** Whether a statement of DDL is undone by a rollback. */
  readonly hasTransactionalDdl: boolean;
}

/**
 * The rules that a connection keeps whatever the driver: order, parameters, transactions, savepoints, errors, the end.
 *
 * @example
 * const subject = { engine: () => createEngine(url), placeholder: () => "?", hasTransactionalDdl: true };
 * for (const { name, run } of connectionContract(subject)) test(name, run);
 */
export function connectionContract(subject: ConnectionSubject): readonly ContractRule[] {
  return [...statementRules(subject), ...transactionRules(subject), ...endRules(subject)];
}
