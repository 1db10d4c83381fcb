import type { ReflectedTable } from "../../dialect/reflection.ts";
import type { ModifyTableOps } from "../../directives/index.ts";
import type { Table } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";

/** Compares the options of a table that the models name and that the dialect can change; others are the database's. */
export function compareTableOptions(
  context: AutogenContext,
  tableOps: ModifyTableOps,
  _schema: string | null,
  _tableName: string,
  database: ReflectedTable | null,
  metadata: Table | null,
): void {
  if (database === null || metadata === null) return;
  const { tableName, schema } = tableOps;
  const { dialect } = context;
  for (const change of dialect.comparison?.tableOptionChanges?.(database, metadata, dialect) ?? []) {
    tableOps.ops.push({
      kind: "execute",
      statement: change.upgrade,
      executionOptions: {},
      info: { reverse: change.downgrade },
    });
    context.log("tables", `Detected changed ${change.what} of table '${displayName(tableName, schema)}'`);
  }
}
