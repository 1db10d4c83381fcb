import type { BulkInsertOp } from "../directives/index.ts";
import { ownKeysOf } from "../schema/dialect-options.ts";
import { nameText } from "../schema/names.ts";
import type { Table } from "../schema/table.ts";
import { freeze } from "../util/freeze.ts";
import { argumentChecks, shown } from "./check-arguments.ts";
import { given } from "./given.ts";
import type { OpResult } from "./host.ts";
import type { Operation } from "./operation.ts";
import { notReversible, operationError } from "./operation-error.ts";

/** How many rows one INSERT holds. */
export interface BulkInsertOptions {
  /** false: one INSERT a row, each with its own columns and expressions. Default true. */
  readonly multiInsert?: boolean | undefined;
}

export interface BulkInsert {
  /**
   * Inserts rows. The table comes from `op.createTable` (awaited or not) or `sa.table`.
   *
   * Values: ISO text or Date (UTC) for dates and times, text for decimals, bigint, `Uint8Array`, anything for JSON,
   * `op.inlineLiteral` and `` sql`…` `` anywhere. No rows: nothing happens.
   *
   * @example
   * const account = sa.table("account", [sa.column("id", sa.integer), sa.column("name", sa.string)]);
   * await op.bulkInsert(account, [{ id: 1, name: "Ada" }, { id: 2, name: "Bob" }]);
   */
  (
    table: Table,
    rows: readonly Readonly<Record<string, unknown>>[],
    options?: BulkInsertOptions,
  ): OpResult<void>;
}

const check = argumentChecks("op.bulkInsert");

/** `op.bulkInsert` */
export const bulkInsert: Operation<BulkInsert, never, BulkInsertOp> = {
  kind: "bulk_insert",
  build(table, rows, options = {}) {
    check.kind("table", table, ["table"], "a table, made by sa.table(…) or given back by op.createTable(…)");
    check.ownOptions(options, ownKeysOf<BulkInsertOptions>()(["multiInsert"]));
    assertRows(rows);
    return freeze({
      kind: "bulk_insert",
      table: plainTable(table),
      rows: freeze(rows.map((row) => freeze(given(row)))),
      multiInsert: options.multiInsert ?? true,
    } as const);
  },
  inBatch: null,
  reverse({ table }) {
    throw notReversible(
      `bulk_insert into '${nameText(table.name)}' is not reversible`,
      "Write what takes it back by hand.",
    );
  },
  toDiffTuple: ({ table, rows }) => ["bulk_insert", table, rows],
  render: ({ table, rows, multiInsert }, r) =>
    r.operation("bulkInsert", [
      r.table(table),
      r.value(rows),
      ...r.options({ multiInsert: multiInsert ? undefined : "false" }),
    ]),
};

function assertRows(rows: unknown): asserts rows is readonly Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(rows)) {
    throw operationError(`op.bulkInsert: List expected; 'rows' was ${shown(rows)}.`, {
      hint: "Give an array of row objects, such as [{ id: 1 }].",
    });
  }
  const stray: unknown = rows.find((row) => typeof row !== "object" || row === null || Array.isArray(row));
  if (stray !== undefined || rows.includes(undefined)) {
    throw operationError(`op.bulkInsert: List of dictionaries expected; a row was ${shown(stray)}.`, {
      hint: "Give every row as an object of column names and values.",
    });
  }
}

/** The table without the awaitable that `op.createTable` makes of it. */
function plainTable(table: Table & Partial<PromiseLike<unknown>>): Table {
  if (table.then === undefined) return table;
  const { then: _then, catch: _catch, finally: _finally, ...plain } = table as Table & OpResult<Table>;
  return freeze(plain);
}
