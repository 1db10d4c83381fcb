import type { Dialect } from "../../dialect/dialect.ts";
import type { AlterColumnOp } from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import { nameText } from "../../schema/names.ts";
import { columnNamed } from "../../schema/table.ts";
import type { SqlType } from "../../schema/types/sql-type.ts";
import type { Mutable } from "../../util/mutable.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";
import type { Comparator, CompareResult } from "../plugins/comparators.ts";
import { sameType } from "../same-text.ts";
import { describeType } from "./describe-type.ts";
import { writtenType } from "./expressions.ts";
import { isNullType } from "./types.ts";

/**
 * Compares types as the server writes them, so that a length, an array or another spelling is neither missed nor made
 * up. Where `compareType` has an opinion, where the dialect has a rule, and where the server does not tell, the rules
 * of the original decide.
 */
export const compareTypesByServer: Comparator<"column"> = (
  context,
  alter,
  _schema,
  _tableName,
  _columnName,
  database,
  metadata,
) => {
  const { dialect, opts } = context;
  if (opts.compareType === false || typeof opts.compareType === "function") return "continue";
  if (isNullType(database.type) || isNullType(metadata.type)) return "continue";
  if ((dialect.comparison?.typesDiffer?.(database.type, metadata.type) ?? null) !== null) return "continue";
  if (areSame(dialect, database.type, metadata.type)) {
    alter.existingType = database.type;
    return "stop";
  }
  return compareAsWritten(context, alter, { database, metadata });
};

async function compareAsWritten(
  context: AutogenContext,
  alter: Mutable<AlterColumnOp>,
  { database, metadata }: { readonly database: Column; readonly metadata: Column },
): Promise<CompareResult> {
  const { dialect } = context;
  const table = context.tableKeyToTable.get(displayName(alter.tableName, alter.schema));
  const normal = table === undefined ? null : await context.normalForms.tableOf(table);
  const written = normal === null ? undefined : columnNamed(normal, nameText(metadata.name));
  if (written === undefined || isNullType(written.type)) return "continue";
  alter.existingType = database.type;
  if (areSame(dialect, database.type, written.type)) return "stop";
  alter.modifyType = metadata.type;
  const where = `${displayName(alter.tableName, alter.schema)}.${nameText(metadata.name)}`;
  context.log(
    "types",
    `Detected type change from ${describeType(database.type)} to ${describeType(metadata.type)} on '${where}'`,
  );
  return "stop";
}

/** Whether the dialect writes two types for sure the same way. */
function areSame(dialect: Dialect, inspected: SqlType, model: SqlType): boolean {
  const [left, right] = [writtenType(dialect, inspected), writtenType(dialect, model)];
  return left !== null && right !== null && sameType(dialect, left, right);
}
