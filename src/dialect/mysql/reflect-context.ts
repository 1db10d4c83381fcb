import type { DialectOptions } from "../../schema/dialect-options.ts";
import type { ServerKind } from "./reflect-queries.ts";

/** What all tables have in common. */
export interface TableContext {
  readonly server: ServerKind;
  /** Under which dialect's name options stand. */
  readonly optionKey: "mysql" | "mariadb";
  readonly nameSchema: (schema: string) => string | null;
}

/** Options under the right dialect's name. */
export function optionsOf(
  context: Pick<TableContext, "optionKey">,
  options: Readonly<Record<string, unknown>>,
): DialectOptions {
  const given = Object.entries(options).filter(([, value]) => value !== undefined && value !== null);
  return given.length === 0 ? {} : { [context.optionKey]: Object.freeze(Object.fromEntries(given)) };
}
