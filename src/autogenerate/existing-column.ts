import type { Dialect } from "../dialect/dialect.ts";
import type { AlterColumnOp } from "../directives/index.ts";
import type { Column } from "../schema/column.ts";

/** Whether an alteration may say that a column counts: where ALTER COLUMN knows that, or the table is rebuilt. */
export function saysAutoincrement({ features }: Dialect): boolean {
  return features.alterAutoincrement || !features.alterTable;
}

/** What a column is, for an alteration that may have to say all of it again. */
export function existingColumn(
  dialect: Dialect,
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
    existingAutoincrement: saysAutoincrement(dialect) && column.autoincrement === true ? true : undefined,
  };
}
