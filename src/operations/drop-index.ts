import type { CreateIndexOp, DropIndexOp } from "../directives/index.ts";
import { type DialectOptions, ownKeysOf, pickDialectOptions } from "../schema/dialect-options.ts";
import { type Index, index } from "../schema/index-def.ts";
import { type Identifier, type Name, nameText } from "../schema/names.ts";
import { freeze } from "../util/freeze.ts";
import { argumentChecks } from "./check-arguments.ts";
import { batchItem } from "./column-place.ts";
import type { OpResult } from "./host.ts";
import type { BatchTarget, Operation } from "./operation.ts";
import { notReversible, operationError } from "./operation-error.ts";

/** How DROP INDEX is written, with options of dialects such as `postgresql: { concurrently: true }`. */
export interface DropIndexFlags extends DialectOptions {
  /** `DROP INDEX IF EXISTS`. */
  readonly ifExists?: boolean | undefined;
}

/** How DROP INDEX is written, and the schema of the table. */
export interface DropIndexOptions extends DropIndexFlags {
  readonly schema?: string | null | undefined;
}

export interface DropIndex {
  /**
   * Drops an index. MySQL, MariaDB and SQL Server need the table.
   *
   * @example await op.dropIndex("ix_account_email", "account");
   */
  (name: Name, table?: Identifier | null, options?: DropIndexOptions): OpResult<void>;
}

export interface BatchDropIndex {
  /**
   * Drops an index of the block's table.
   *
   * @example batch.dropIndex("ix_account_email");
   */
  (name: Name, options?: DropIndexFlags): OpResult<void>;
}

const check = argumentChecks("op.dropIndex");
const batchCheck = argumentChecks("batch.dropIndex");
const flagKeys = ownKeysOf<DropIndexFlags>()(["ifExists"]);
const optionKeys = ownKeysOf<DropIndexOptions>()([...flagKeys, "schema"]);

/** `op.dropIndex` */
export const dropIndex: Operation<DropIndex, BatchDropIndex, DropIndexOp> = {
  kind: "drop_index",
  build(name, table = null, options = {}) {
    check.givenName("name", name);
    if (table !== null) check.identifier("table", table);
    check.options(options, optionKeys);
    const { schema, ...flags } = options;
    return build({ tableName: table, schema: schema ?? null }, name, flags);
  },
  inBatch(target, name, options = {}) {
    batchCheck.givenName("name", name);
    batchCheck.options(options, flagKeys);
    return batchItem(build(target, name, options));
  },
  reverse(directive) {
    if (directive.existing === null || directive.tableName === null) {
      throw notReversible(
        `drop_index of '${nameText(directive.indexName)}' is not reversible; original index is not present`,
        "Set `existing` and `tableName` of the directive to the index that goes and its table.",
      );
    }
    return freeze({
      kind: "create_index",
      tableName: directive.tableName,
      schema: directive.schema,
      index: directive.existing,
      ifNotExists: directive.ifExists,
    } satisfies CreateIndexOp);
  },
  toDiffTuple: (directive) => [
    "remove_index",
    {
      ...(directive.existing ?? index(directive.indexName, [])),
      tableName: directive.tableName ?? "",
      schema: directive.schema,
    },
  ],
  render(directive, r) {
    const options = r.options({
      ...r.schemaOption(directive.schema),
      ifExists: directive.ifExists ? "true" : undefined,
      ...r.dialectOptions(directive.options),
    });
    const table =
      directive.tableName === null ? (options.length > 0 ? ["null"] : []) : [r.name(directive.tableName)];
    return r.operation("dropIndex", [r.name(directive.indexName), ...(r.inBatch ? [] : table), ...options]);
  },
};

interface DropIndexTarget {
  readonly tableName: Identifier | null;
  readonly schema: string | null;
}

function build(target: DropIndexTarget, name: Name, flags: DropIndexFlags): DropIndexOp {
  return freeze({
    kind: "drop_index",
    indexName: name,
    tableName: target.tableName,
    schema: target.schema,
    ifExists: flags.ifExists ?? false,
    existing: null,
    options: pickDialectOptions(flags, flagKeys),
  } as const);
}

/** The step that drops an index that is known, so that it can be taken back. Throws OPERATION when it has no name. */
export function dropIndexOpFrom(
  target: BatchTarget,
  existing: Index,
  options: { readonly ifExists?: boolean | undefined } = {},
): DropIndexOp {
  if (existing.name === null) {
    throw operationError(
      `An index of table '${nameText(target.tableName)}' has no name and cannot be dropped.`,
      {
        hint: "Name the index, or apply the naming convention first.",
      },
    );
  }
  return freeze({ ...build(target, existing.name, options), existing, options: existing.options });
}
