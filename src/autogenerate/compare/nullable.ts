import { isNullable } from "../../dialect/default/nullable.ts";
import { autoincrementColumn } from "../../schema/autoincrement.ts";
import { nameText } from "../../schema/names.ts";
import { displayName } from "../diff-names.ts";
import { saysAutoincrement } from "../existing-column.ts";
import type { Comparator } from "../plugins/comparators.ts";
import { identityOf } from "./identity.ts";

/** Notes what an alteration must repeat on databases where a change restates the whole column. */
export const noteAutoincrement: Comparator<"column"> = (
  context,
  alter,
  _schema,
  tableName,
  _name,
  _database,
  metadata,
) => {
  if (!saysAutoincrement(context.dialect)) return;
  const table = context.tableKeyToTable.get(displayName(tableName, alter.schema));
  const counts =
    table !== undefined &&
    autoincrementColumn(table) === metadata &&
    identityOf(context.dialect, metadata) === null;
  if (counts) alter.autoincrement = true;
  else if (metadata.autoincrement !== "auto") alter.autoincrement = metadata.autoincrement;
};

/** Compares NULL and NOT NULL. */
export const compareNullable: Comparator<"column"> = (
  context,
  alter,
  _schema,
  tableName,
  columnName,
  database,
  metadata,
) => {
  alter.existingNullable = database.nullable;
  const table = context.tableKeyToTable.get(displayName(tableName, alter.schema));
  const nullable = table === undefined ? metadata.nullable : isNullable(metadata, table);
  if (database.nullable === nullable) return;
  const where = `'${displayName(nameText(tableName), alter.schema)}.${columnName}'`;
  const isComputed = metadata.computed !== null || database.computed !== null;
  if (isComputed && !metadata.nullableGiven) {
    context.log("constraints", `Ignoring nullable change on Computed column ${where}`);
    return;
  }
  if (metadata.identity !== null || database.identity !== null) {
    context.log("constraints", `Ignoring nullable change on identity column ${where}`);
    return;
  }
  alter.modifyNullable = nullable;
  context.log("constraints", `Detected ${nullable ? "NULL" : "NOT NULL"} on column ${where}`);
};

/** An identity is NOT NULL; without it a column is again what the models say. */
export const followIdentity: Comparator<"column"> = (
  context,
  alter,
  _schema,
  tableName,
  columnName,
  database,
  metadata,
) => {
  const hasIdentity = metadata.identity !== null;
  const isChange = hasIdentity !== (database.identity !== null) && alter.modifyServerDefault !== undefined;
  if (!context.dialect.features.identityColumns || !isChange) return;
  const where = displayName(tableName, alter.schema);
  const table = context.tableKeyToTable.get(where);
  const nullable = !hasIdentity && (table === undefined ? metadata.nullable : isNullable(metadata, table));
  if (database.nullable === nullable) return;
  alter.modifyNullable = nullable;
  context.log("constraints", `Detected ${nullable ? "NULL" : "NOT NULL"} on column '${where}.${columnName}'`);
};
