import type { DialectOptions } from "../../schema/dialect-options.ts";
import type { SchemaNamer } from "../schema-namer.ts";
import type { ServerKind } from "./reflect-queries.ts";

/** What all tables have in common. */
export interface TableContext {
  readonly server: ServerKind;
  /** Under which dialect's name options stand. */
  readonly optionKey: "mysql" | "mariadb";
  readonly nameSchema: SchemaNamer;
}

/** Options under the right dialect's name. */
export function optionsOf(
  context: Pick<TableContext, "optionKey">,
  options: Readonly<Record<string, unknown>>,
): DialectOptions {
  let given: Record<string, unknown> | null = null;
  for (const name in options) {
    const value = options[name];
    if (value === undefined || value === null) continue;
    given ??= {};
    given[name] = value;
  }
  return given === null ? {} : { [context.optionKey]: Object.freeze(given) };
}
