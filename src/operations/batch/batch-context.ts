import { createRebuild } from "../../dialect/default/rebuild.ts";
import type { DdlContext, Dialect } from "../../dialect/dialect.ts";
import type { RebuildRules } from "../../dialect/rebuild.ts";
import type { ReflectedDatabase } from "../../dialect/reflection.ts";

/** What the plan of a rebuild depends on. */
export interface BatchContext {
  readonly dialect: Dialect;
  readonly ddl: DdlContext;
  /** The schema around the table; absent while a script is written. */
  readonly database?: ReflectedDatabase | undefined;
  /** Columns that were renamed already, for changes that still use the old names. */
  readonly renamedBefore?: ReadonlyMap<string, string> | undefined;
}

/** How a dialect rebuilds tables. */
export function rebuildRules(dialect: Dialect): RebuildRules {
  return dialect.rebuild ?? createRebuild(dialect);
}
