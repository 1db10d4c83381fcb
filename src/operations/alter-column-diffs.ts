import type { AlterColumnOp } from "../directives/index.ts";
import { nameText } from "../schema/names.ts";
import type { ColumnDiff, ExistingColumn } from "./diff-tuple.ts";
import { given } from "./given.ts";

const changes = [
  ["modify_type", "modifyType", "existingType"],
  ["modify_nullable", "modifyNullable", "existingNullable"],
  ["modify_default", "modifyServerDefault", "existingServerDefault"],
  ["modify_comment", "modifyComment", "existingComment"],
] as const satisfies readonly (readonly [ColumnDiff[0], keyof AlterColumnOp, keyof ExistingColumn])[];

/** One tuple for each change of a column, with what else is known of it. */
export function columnDiffs(directive: AlterColumnOp): readonly ColumnDiff[] {
  const { schema, existingType, existingNullable, existingServerDefault, existingComment } = directive;
  const table = nameText(directive.tableName);
  const column = nameText(directive.columnName);
  const known = { existingType, existingNullable, existingServerDefault, existingComment };
  return changes
    .filter(([, modify]) => directive[modify] !== undefined)
    .map(([word, modify, existing]) => {
      const others = given({ ...known, [existing]: undefined });
      // The table pairs each word with the members that hold its values.
      return [
        word,
        schema,
        table,
        column,
        others,
        directive[existing],
        directive[modify],
      ] as unknown as ColumnDiff;
    });
}
