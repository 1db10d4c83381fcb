import type { Connection } from "../connection/connection.ts";
import { inTransaction } from "../connection/in-transaction.ts";
import type { MetaData } from "../schema/meta-data.ts";
import { type SortedTables, sortTablesAndConstraints } from "../schema/sort-tables.ts";
import { createSequenceSql } from "./object-statements.ts";
import { type CreateAllOptions, execute, prepareRun } from "./schema-run.ts";

export { dropAll } from "./drop-all.ts";
export type { CreateAllOptions } from "./schema-run.ts";

/**
 * Creates the sequences, types and tables of a MetaData, in an order in which foreign keys find their tables; those of
 * a circle are added last. Runs in the open transaction, else in one of its own. Rejects with DATABASE.
 */
export async function createAll(
  connection: Connection,
  metadata: MetaData,
  options: CreateAllOptions = {},
): Promise<void> {
  const run = await prepareRun(connection, metadata, { ...options, unchecked: false });
  const missing = run.tables.filter((table) => !run.exists(table));
  const sorted = sortTablesAndConstraints(missing, run.defaultSchema);
  await inTransaction(connection, async () => {
    for (const sequence of run.sequences.filter((each) => !run.exists(each))) {
      await connection.execute(createSequenceSql(run.dialect, sequence));
    }
    const { tables, later } = run.dialect.features.alterTable
      ? withoutLaterKeys(sorted)
      : { ...sorted, later: [] };
    for (const table of tables) {
      await execute(connection, run, { kind: "create_table", table, ifNotExists: false });
    }
    for (const { table, constraint } of later) {
      const { name, schema } = table;
      await execute(connection, run, { kind: "create_foreign_key", tableName: name, schema, constraint });
    }
  });
}

/** The tables without the foreign keys that are added at the end. */
function withoutLaterKeys({ tables, later }: SortedTables): Pick<SortedTables, "tables" | "later"> {
  const keys = new Set<unknown>(later.map(({ constraint }) => constraint));
  return {
    later,
    tables: tables.map((table) =>
      table.constraints.some((constraint) => keys.has(constraint))
        ? { ...table, constraints: table.constraints.filter((constraint) => !keys.has(constraint)) }
        : table,
    ),
  };
}
