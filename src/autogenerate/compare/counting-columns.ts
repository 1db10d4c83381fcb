import { autoincrementColumn } from "../../schema/autoincrement.ts";
import { nameText } from "../../schema/names.ts";
import { nextValue } from "../../schema/server-default.ts";
import { reflectedTable } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";
import type { Comparator } from "../plugins/comparators.ts";
import { identityOf } from "./identity.ts";

/**
 * Compares whether a column counts up by itself: AUTO_INCREMENT where ALTER COLUMN knows it, else the sequence of a
 * SERIAL, which gives way to an identity or to `autoincrement: false`.
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
  const owned = reflectedTable(context, tableName, alter.schema)?.ownedSequences.find(
    (each) => each.column === columnName,
  );
  if (owned === undefined) {
    const losesIdentity = database.identity !== null && alter.modifyServerDefault === null;
    if (!counts || !losesIdentity || metadata.serverDefault !== null) return;
    // The name that SERIAL gives is the identity's, which goes together with it.
    alter.modifyServerDefault = nextValue(`${tableName}_${columnName}_serial`, { schema: alter.schema });
    return;
  }
  const sequence = nextValue(owned.sequence, { schema: owned.schema });
  if (alter.modifyServerDefault !== undefined) {
    // What the catalogue calls no default is the next value of the column's own sequence.
    alter.existingServerDefault = sequence;
  } else if (metadata.autoincrement === false && metadata.serverDefault === null) {
    alter.modifyServerDefault = null;
    alter.existingServerDefault = sequence;
    context.log("server_defaults", `Detected removed autoincrement on column '${where}'`);
  }
};
