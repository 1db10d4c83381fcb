import type { Connection } from "../../connection/connection.ts";
import type { AddConstraintOp, SqlDirective } from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import type { Table } from "../../schema/table.ts";
import { inHalves } from "./undone.ts";

/** Something to create. */
export interface Step {
  readonly sql: string;
  /** The same bit by bit, for a server that refuses the whole. */
  readonly parts: readonly Step[];
}

type Write = (directive: SqlDirective) => readonly string[];

/** CREATE TABLE; its parts are the columns, those that others are generated of first, then constraints and indexes. */
export function creation(table: Table, write: Write): Step {
  const target = { tableName: table.name, schema: table.schema, ifNotExists: false };
  const step = (directive: SqlDirective, parts: readonly Step[] = []): Step => ({
    sql: write(directive).join(";\n"),
    parts,
  });
  const bare = { ...table, columns: [], constraints: [], indexes: [] };
  const addColumn = (column: Column): Step =>
    step({
      kind: "add_column",
      ...target,
      column: { ...column, primaryKey: false, unique: false, index: false },
      inlineReferences: false,
      inlinePrimaryKey: false,
    });
  return step({ kind: "create_table", table, ifNotExists: false }, [
    step({ kind: "create_table", table: bare, ifNotExists: false }),
    ...table.columns.filter(({ computed }) => computed === null).map(addColumn),
    ...table.columns.filter(({ computed }) => computed !== null).map(addColumn),
    ...table.constraints.map((constraint) =>
      // The kinds of operations are those of constraints; the type system does not follow the lookup.
      step({ ...target, kind: adding[constraint.kind], constraint } as AddConstraintOp),
    ),
    ...table.indexes.map((index) => step({ kind: "create_index", ...target, index })),
  ]);
}

const adding = {
  primary_key: "create_primary_key",
  unique: "create_unique_constraint",
  foreign_key: "create_foreign_key",
  check: "create_check_constraint",
  exclude: "create_exclude_constraint",
} as const;

/** Runs the steps, and as many of them as the server takes; why it refuses the others, `null` when it takes all. */
export function run(connection: Connection, steps: readonly Step[]): Promise<string | null> {
  return inHalves(connection, steps, {
    forSome: (some) => connection.executeScript(some.map(({ sql }) => sql).join(";\n")),
    ifRefused: ({ parts }) => run(connection, parts),
  });
}
