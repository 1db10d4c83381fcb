import type { CreateIndexOp } from "../directives/index.ts";
import { type DialectOptions, ownKeysOf, pickDialectOptions } from "../schema/dialect-options.ts";
import { type Index, type IndexPartInput, index } from "../schema/index-def.ts";
import type { Identifier, Name } from "../schema/names.ts";
import { freeze } from "../util/freeze.ts";
import { type ArgumentChecks, argumentChecks } from "./check-arguments.ts";
import { batchItem } from "./column-place.ts";
import { dropIndexOpFrom } from "./drop-index.ts";
import type { OpResult } from "./host.ts";
import { onTable } from "./on-table.ts";
import type { BatchTarget, Operation } from "./operation.ts";

/** How CREATE INDEX is written, with options of dialects such as `postgresql: { using: "gin" }`. */
export interface CreateIndexFlags extends DialectOptions {
  readonly unique?: boolean | undefined;
  /** `CREATE INDEX IF NOT EXISTS`. */
  readonly ifNotExists?: boolean | undefined;
}

/** How CREATE INDEX is written, and the schema of the table. */
export interface CreateIndexOptions extends CreateIndexFlags {
  readonly schema?: string | null | undefined;
}

export interface CreateIndex {
  /**
   * Creates an index. `null` as name leaves naming to the convention.
   * With `postgresql: { concurrently: true }` it belongs into `op.autocommitBlock`.
   *
   * @example await op.createIndex("ix_account_email", "account", [sql`lower(email)`], { unique: true });
   */
  (
    name: Name | null,
    table: Identifier,
    columns: readonly IndexPartInput[],
    options?: CreateIndexOptions,
  ): OpResult<void>;
}

export interface BatchCreateIndex {
  /**
   * Creates an index on the block's table.
   *
   * @example batch.createIndex("ix_account_email", ["email"]);
   */
  (name: Name | null, columns: readonly IndexPartInput[], options?: CreateIndexFlags): OpResult<void>;
}

const check = argumentChecks("op.createIndex");
const batchCheck = argumentChecks("batch.createIndex");
const flagKeys = ownKeysOf<CreateIndexFlags>()(["unique", "ifNotExists"]);
const optionKeys = ownKeysOf<CreateIndexOptions>()([...flagKeys, "schema"]);
const parts = 'column names, sql`…` or sa.desc("column")';

/** `op.createIndex` */
export const createIndex: Operation<CreateIndex, BatchCreateIndex, CreateIndexOp> = {
  kind: "create_index",
  build(name, table, columns, options = {}) {
    check.name("name", name);
    check.identifier("table", table);
    check.options(options, optionKeys);
    assertColumns(check, columns, options);
    const { schema, ...flags } = options;
    return build({ tableName: table, schema: schema ?? null }, name, columns, flags);
  },
  inBatch(target, name, columns, options = {}) {
    batchCheck.name("name", name);
    batchCheck.options(options, flagKeys);
    assertColumns(batchCheck, columns, options);
    return batchItem(build(target, name, columns, options));
  },
  reverse: (directive) => dropIndexOpFrom(directive, directive.index, { ifExists: directive.ifNotExists }),
  toDiffTuple: ({ index: made, tableName, schema }) => ["add_index", { ...made, tableName, schema }],
  render({ index: made, ...directive }, r) {
    return r.operation("createIndex", [
      r.name(made.name),
      ...onTable(directive, r),
      r.list(made.parts.map((part) => r.indexPart(part))),
      ...r.options({
        ...r.schemaOption(directive.schema),
        unique: made.unique ? "true" : undefined,
        ifNotExists: directive.ifNotExists ? "true" : undefined,
        ...r.dialectOptions(made.options),
      }),
    ]);
  },
};

function assertColumns(
  by: ArgumentChecks,
  columns: readonly IndexPartInput[],
  flags: CreateIndexFlags,
): void {
  by.array("columns", columns, parts);
  for (const part of columns) by.indexPart("columns", part);
  // Without columns there are only special kinds of indexes, which a dialect's options ask for.
  const isSpecial = Object.keys(pickDialectOptions(flags, optionKeys)).length > 0;
  if (columns.length === 0 && !isSpecial) by.columnNames("columns", columns);
}

function build(
  target: BatchTarget,
  name: Name | null,
  columns: readonly IndexPartInput[],
  flags: CreateIndexFlags,
): CreateIndexOp {
  const { ifNotExists, ...options } = flags;
  const made = index(name, columns, options);
  return createIndexOpFrom(target, made, { ifNotExists });
}

/** The step that creates an index that is known already. */
export function createIndexOpFrom(
  target: BatchTarget,
  made: Index,
  options: { readonly ifNotExists?: boolean | undefined } = {},
): CreateIndexOp {
  return freeze({
    kind: "create_index",
    tableName: target.tableName,
    schema: target.schema,
    index: made,
    ifNotExists: options.ifNotExists ?? false,
  } as const);
}
