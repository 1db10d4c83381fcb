import type { Connection } from "../connection/connection.ts";
import { inTransaction } from "../connection/in-transaction.ts";
import type { ForeignKeyConstraint } from "../schema/constraints.ts";
import type { MetaData } from "../schema/meta-data.ts";
import { type Name, nameText } from "../schema/names.ts";
import { type SortedTables, sortTablesAndConstraints } from "../schema/sort-tables.ts";
import type { Table } from "../schema/table.ts";
import { dropSequenceSql, dropTypeStatements } from "./object-statements.ts";
import { reflectorOf } from "./reflector-of.ts";
import { type CreateAllOptions, execute, prepareRun } from "./schema-run.ts";

/**
 * Drops the tables of a MetaData and what belongs to them: types and sequences. Tables that refer to others go first;
 * where they refer to each other in a circle, those foreign keys go before. Runs as `createAll` does.
 */
export async function dropAll(
  connection: Connection,
  metadata: MetaData,
  options: CreateAllOptions = {},
): Promise<void> {
  const run = await prepareRun(connection, metadata, { ...options, unchecked: true });
  const sorted = sortTablesAndConstraints(run.tables.filter(run.exists), run.defaultSchema);
  const names = run.dialect.features.alterTable ? await laterKeyNames(connection, sorted) : [];
  await inTransaction(connection, async () => {
    for (const { table, constraint, name } of names) {
      await execute(connection, run, {
        kind: "drop_constraint",
        tableName: table.name,
        schema: table.schema,
        constraintName: name,
        constraintType: "foreignkey",
        ifExists: false,
        existing: constraint,
      });
    }
    for (const table of [...sorted.tables].reverse()) {
      const { name, schema, options: tableOptions } = table;
      const drop = { kind: "drop_table", tableName: name, schema, ifExists: false, existing: table } as const;
      await execute(connection, run, { ...drop, options: tableOptions });
    }
    const after = [
      ...dropTypeStatements(run.dialect, run.tables),
      ...run.sequences.filter(run.exists).map((sequence) => dropSequenceSql(run.dialect, sequence)),
    ];
    for (const statement of after) await connection.execute(statement);
  });
}

interface LaterKey {
  readonly table: Table;
  readonly constraint: ForeignKeyConstraint;
  readonly name: Name;
}

/** The foreign keys of circles, unnamed ones under the name that the database gave them. */
async function laterKeyNames(connection: Connection, { later }: SortedTables): Promise<readonly LaterKey[]> {
  if (later.every(({ constraint }) => constraint.name !== null)) {
    return later.flatMap((key) =>
      key.constraint.name === null ? [] : [{ ...key, name: key.constraint.name }],
    );
  }
  const names = new Set(later.map(({ table }) => nameText(table.name)));
  const { tables } = await reflectorOf(connection).reflect(connection, {
    schemas: [...new Set(later.map(({ table }) => table.schema))],
    only: (name) => names.has(name),
  });
  return later.flatMap((key) => {
    const table = tables.find((each) => nameText(each.name) === nameText(key.table.name));
    const name =
      key.constraint.name ?? table?.constraints.find((each) => isSameKey(each, key.constraint))?.name;
    return name === null || name === undefined ? [] : [{ ...key, name }];
  });
}

function isSameKey(found: Table["constraints"][number], wanted: ForeignKeyConstraint): boolean {
  return (
    found.kind === "foreign_key" &&
    found.referredTable === wanted.referredTable &&
    found.columns.join("\0") === wanted.columns.join("\0")
  );
}
