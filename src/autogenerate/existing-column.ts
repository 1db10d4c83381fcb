import type { AlterColumnOp } from "../directives/index.ts";
import type { Column } from "../schema/column.ts";

/** What a column is, for an alteration that may have to say all of it again. */
export function existingColumn(
  column: Column,
): Pick<
  AlterColumnOp,
  "existingType" | "existingNullable" | "existingServerDefault" | "existingComment" | "existingAutoincrement"
> {
  return {
    existingType: column.type,
    existingNullable: column.nullable,
    existingServerDefault: column.computed ?? column.identity ?? column.serverDefault ?? undefined,
    existingComment: column.comment ?? undefined,
    existingAutoincrement: column.autoincrement === true ? true : undefined,
  };
}
