import type { AlterColumnOp } from "../directives/index.ts";
import { freeze } from "../util/freeze.ts";
import { given } from "./given.ts";

/** The members that say what a column becomes, with those that say what it is. */
const pairs = [
  ["modifyNullable", "existingNullable"],
  ["modifyType", "existingType"],
  ["modifyServerDefault", "existingServerDefault"],
  ["modifyComment", "existingComment"],
] as const satisfies readonly (readonly [keyof AlterColumnOp, keyof AlterColumnOp])[];

/** What was changed becomes what exists, and the other way round; what is unknown stays alone. */
export function reverseAlterColumn(directive: AlterColumnOp): AlterColumnOp {
  const { modifyName, columnName, autoincrement, existingAutoincrement } = directive;
  const swapped = pairs.flatMap(([modify, existing]) =>
    directive[modify] === undefined
      ? []
      : [
          [modify, directive[existing]],
          [existing, directive[modify]],
        ],
  );
  return freeze(
    given({
      ...directive,
      // Each pair holds values of one type.
      ...(Object.fromEntries(swapped) as Partial<AlterColumnOp>),
      columnName: modifyName ?? columnName,
      modifyName: modifyName === undefined ? undefined : columnName,
      ...(existingAutoincrement !== undefined && {
        autoincrement: existingAutoincrement,
        existingAutoincrement: autoincrement,
      }),
    }),
  );
}
