import type { ExecuteSqlOp } from "../../directives/index.ts";

/** A change for which there is no operation: SQL there and back, with what people have to know of it. */
export function sqlChange(upgrade: string, downgrade: string, warning?: string | undefined): ExecuteSqlOp {
  const info = { reverse: downgrade, ...(warning !== undefined && { warning }) };
  return { kind: "execute", statement: upgrade, executionOptions: {}, info };
}
