import type { Engine } from "../connection/index.ts";
import type { ContractRule } from "./contract-rule.ts";
import { schemaRules } from "./dialect-schema-rules.ts";
import { valueRules } from "./dialect-value-rules.ts";

/** What the rules that the SQL of every dialect keeps need to know of it. */
export interface DialectSubject {
  /** Makes an engine of an empty database, on whose connections the dialect is found by its name; called for each rule. */
  readonly engine: () => Engine;
}

/**
 * The rules that the SQL of a dialect keeps against its server: any name and value comes back as it was given, scripts
 * and runs store alike, tables can be made, changed and read back.
 *
 * @example
 * registerDialect(duckdb);
 * for (const { name, run } of dialectContract({ engine: () => createEngine({ dialect }) })) test(name, run);
 */
export function dialectContract(subject: DialectSubject): readonly ContractRule[] {
  return [...valueRules(subject), ...schemaRules(subject)];
}
