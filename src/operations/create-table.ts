import type { CreateTableOp, DropTableOp } from "../directives/index.ts";
import { ownKeysOf } from "../schema/dialect-options.ts";
import type { Identifier } from "../schema/names.ts";
import { type Table, type TableElement, type TableOptions, table, tableOptionKeys } from "../schema/table.ts";
import { freeze } from "../util/freeze.ts";
import { argumentChecks } from "./check-arguments.ts";
import type { OpResult } from "./host.ts";
import type { Operation } from "./operation.ts";

/** The options of the table, and whether it may be there already. */
export interface CreateTableOptions extends TableOptions {
  /** `CREATE TABLE IF NOT EXISTS`. */
  readonly ifNotExists?: boolean | undefined;
}

export interface CreateTable {
  /**
   * Creates a table with its constraints, then its indexes and comments.
   *
   * What it gives back is the table too: pass it to `op.bulkInsert`, awaited or not.
   * Throws SCHEMA when a column is declared twice or a constraint names an unknown column.
   *
   * @example
   * await op.createTable("account", [
   *   sa.column("id", sa.integer(), { primaryKey: true }),
   *   sa.column("name", sa.string(50), { nullable: false }),
   * ]);
   */
  (
    name: Identifier,
    elements: readonly TableElement[],
    options?: CreateTableOptions,
  ): OpResult<Table> & Table;
}

const check = argumentChecks("op.createTable");
const optionKeys = [
  ...tableOptionKeys,
  ...ownKeysOf<Omit<CreateTableOptions, keyof TableOptions>>()(["ifNotExists"]),
];
const elementKinds = ["column", "primary_key", "unique", "check", "foreign_key", "exclude", "index"];

/** `op.createTable` */
export const createTable: Operation<CreateTable, never, CreateTableOp> = {
  kind: "create_table",
  build(name, elements, options = {}) {
    check.identifier("name", name);
    check.array("elements", elements, "columns, constraints and indexes");
    for (const element of elements) {
      check.kind(
        "elements",
        element,
        elementKinds,
        "columns, constraints and indexes, made by sa.column(…), sa.unique(…), sa.index(…) and such",
      );
    }
    check.options(options, optionKeys);
    const { ifNotExists, ...tableOptions } = options;
    return createTableOpFrom(table(name, elements, tableOptions), { ifNotExists });
  },
  inBatch: null,
  decorate(result, directive) {
    return {
      ...directive.table,
      then: (onFulfilled?: (made: Table) => unknown, onRejected?: (reason: unknown) => unknown) =>
        result.then(onFulfilled && (() => onFulfilled(directive.table)), onRejected),
      catch: (onRejected?: (reason: unknown) => unknown) =>
        result.then(() => directive.table).then(undefined, onRejected),
      finally: (onFinally?: () => void) => result.finally(onFinally).then(() => directive.table),
    };
  },
  reverse: (directive) =>
    freeze({
      kind: "drop_table",
      tableName: directive.table.name,
      schema: directive.table.schema,
      ifExists: directive.ifNotExists,
      existing: directive.table,
      options: {},
    } satisfies DropTableOp),
  toDiffTuple: (directive) => ["add_table", directive.table],
  render({ table: made, ifNotExists }, r) {
    return r.operation("createTable", [
      r.name(made.name),
      r.tableElements(made),
      ...r.options({
        ...r.schemaOption(made.schema),
        comment: made.comment === null ? undefined : r.value(made.comment),
        info: Object.keys(made.info).length === 0 ? undefined : r.info(made.info),
        prefixes: made.prefixes.length === 0 ? undefined : r.value(made.prefixes),
        ifNotExists: ifNotExists ? "true" : undefined,
        ...r.dialectOptions(made.options),
      }),
    ]);
  },
};

/** The step that creates a table that is known already. */
export function createTableOpFrom(
  made: Table,
  options: { readonly ifNotExists?: boolean | undefined } = {},
): CreateTableOp {
  return freeze({ kind: "create_table", table: made, ifNotExists: options.ifNotExists ?? false } as const);
}
