import { fitName } from "../../dialect/default/fit-name.ts";
import type { AlterColumnOp } from "../../directives/index.ts";
import { autoincrementColumn, isIntegerType } from "../../schema/autoincrement.ts";
import type { Column } from "../../schema/column.ts";
import { finalName, nameText } from "../../schema/names.ts";
import { nextValue } from "../../schema/server-default.ts";
import type { Mutable } from "../../util/mutable.ts";
import { type AutogenContext, reflectedTable } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";
import type { Comparator } from "../plugins/comparators.ts";
import { identityOf } from "./identity.ts";

/**
 * Compares whether a column counts up by itself: AUTO_INCREMENT where ALTER COLUMN knows it, else the sequence of a
 * SERIAL, which comes to a column that nothing fills, and gives way to an identity, to another type or to
 * `autoincrement: false`.
 */
export const compareCountingColumns: Comparator<"column"> = (
  context,
  alter,
  _schema,
  tableName,
  columnName,
  database,
  metadata,
) => {
  const { dialect } = context;
  const table = context.tableKeyToTable.get(displayName(alter.tableName, alter.schema));
  if (table === undefined) return;
  const counting = autoincrementColumn(table);
  const counts =
    counting !== null &&
    nameText(counting.name) === nameText(metadata.name) &&
    identityOf(dialect, metadata) === null;
  const counted = database.autoincrement === true;
  const where = `${displayName(alter.tableName, alter.schema)}.${columnName}`;
  if (dialect.features.alterAutoincrement) {
    if (counts === counted) return;
    alter.autoincrement = counts;
    alter.existingAutoincrement = counted;
    context.log(
      "server_defaults",
      `Detected ${counts ? "added" : "removed"} autoincrement on column '${where}'`,
    );
    return;
  }
  if (dialect.comparison?.ownedSequenceStatements === undefined) return;
  const owned = reflectedTable(context, tableName, alter.schema)?.ownedSequences.find(
    (each) => each.column === columnName,
  );
  if (owned === undefined) {
    if (counts && metadata.serverDefault === null) beginToCount(context, alter, database);
    return;
  }
  const sequence = nextValue(owned.sequence, { schema: owned.schema });
  if (alter.modifyServerDefault !== undefined) {
    // What the catalogue calls no default is the next value of the column's own sequence.
    alter.existingServerDefault = sequence;
  } else if (
    metadata.serverDefault === null &&
    (metadata.autoincrement === false || becomesNoInteger(alter))
  ) {
    alter.modifyServerDefault = null;
    alter.existingServerDefault = sequence;
    context.log("server_defaults", `Detected removed autoincrement on column '${where}'`);
  }
};

/** Gives a sequence to a column that nothing fills, or that loses its identity. */
function beginToCount(context: AutogenContext, alter: Mutable<AlterColumnOp>, database: Column): void {
  const { identity, computed, serverDefault } = database;
  const losesIdentity = identity !== null && alter.modifyServerDefault === null;
  if (!losesIdentity && [identity, computed, serverDefault].some((each) => each !== null)) return;
  const [table, column] = [nameText(alter.tableName), nameText(alter.columnName)];
  // The name that SERIAL gives is the identity's, which goes together with it.
  const name = finalName(`${table}_${column}_${losesIdentity ? "serial" : "seq"}`);
  const sequence = nameText(fitName(name, context.dialect.identifiers));
  alter.modifyServerDefault = nextValue(sequence, { schema: alter.schema });
  if (losesIdentity) return;
  alter.existingServerDefault = null;
  const where = `${displayName(alter.tableName, alter.schema)}.${column}`;
  context.log("server_defaults", `Detected added autoincrement on column '${where}'`);
}

function becomesNoInteger({ modifyType }: AlterColumnOp): boolean {
  return modifyType !== undefined && !isIntegerType(modifyType);
}
