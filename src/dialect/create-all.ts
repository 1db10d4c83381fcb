import type { Connection } from "../connection/connection.ts";
import type { MetaData } from "../schema/meta-data.ts";
import type { Sequence } from "../schema/sequence.ts";
import { type SortedTables, sortTablesAndConstraints } from "../schema/sort-tables.ts";
import { sequenceOptions } from "./default/sequence-options.ts";
import type { Dialect } from "./dialect.ts";
import { type CreateAllOptions, execute, inTransaction, prepareRun } from "./schema-run.ts";

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
  const sorted = sortTablesAndConstraints(run.tables.filter((table) => !run.exists(table)));
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

function createSequenceSql({ identifiers }: Dialect, sequence: Sequence): string {
  const { name, schema, dataType } = sequence;
  const words = [
    `CREATE SEQUENCE ${identifiers.qualify(name, schema)}`,
    dataType === undefined ? "" : `AS ${dataType}`,
    // What a sequence does anyway, which MariaDB and PostgreSQL spell differently.
    sequenceOptions({ ...sequence, cycle: sequence.cycle || undefined }),
  ];
  return words.filter((word) => word !== "").join(" ");
}
