import type { DdlContext } from "./dialect.ts";

/** The context of statements of the tool's own: their names are whole, and nobody needs their warnings. */
export function silentContext(given: Omit<DdlContext, "namingConvention" | "warn">): DdlContext {
  return { ...given, namingConvention: {}, warn: () => undefined };
}
