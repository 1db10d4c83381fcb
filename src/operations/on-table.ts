import type { Identifier } from "../schema/names.ts";
import type { Code } from "./code.ts";
import type { RenderContext } from "./render-context.ts";

/** The table as an argument; none inside a batch block, which names it once. */
export function onTable(directive: { readonly tableName: Identifier }, r: RenderContext): readonly Code[] {
  return r.inBatch ? [] : [r.name(directive.tableName)];
}
