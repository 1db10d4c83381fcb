import type { DropTableOp } from "../directives/index.ts";
import { type DialectOptions, ownKeysOf, pickDialectOptions } from "../schema/dialect-options.ts";
import { type Identifier, nameText } from "../schema/names.ts";
import { type Table, table } from "../schema/table.ts";
import { freeze } from "../util/freeze.ts";
import { argumentChecks } from "./check-arguments.ts";
import { createTableOpFrom } from "./create-table.ts";
import type { OpResult } from "./host.ts";
import type { Operation } from "./operation.ts";
import { notReversible } from "./operation-error.ts";

/** How DROP TABLE is written, and the schema of the table. */
export interface DropTableOptions extends DialectOptions {
  readonly schema?: string | null | undefined;
  /** `DROP TABLE IF EXISTS`. */
  readonly ifExists?: boolean | undefined;
}

export interface DropTable {
  /**
   * Drops a table. Enum types of its columns stay (PARITY P-5.14).
   *
   * @example await op.dropTable("account", { ifExists: true });
   */
  (name: Identifier, options?: DropTableOptions): OpResult<void>;
}

const check = argumentChecks("op.dropTable");
const ownKeys = ownKeysOf<DropTableOptions>()(["schema", "ifExists"]);

/** `op.dropTable` */
export const dropTable: Operation<DropTable, never, DropTableOp> = {
  kind: "drop_table",
  build(name, options = {}) {
    check.identifier("name", name);
    check.options(options, ownKeys);
    return freeze({
      kind: "drop_table",
      tableName: name,
      schema: options.schema ?? null,
      ifExists: options.ifExists ?? false,
      existing: null,
      options: pickDialectOptions(options, ownKeys),
    } as const);
  },
  inBatch: null,
  reverse(directive) {
    if (directive.existing === null) {
      throw notReversible(
        `drop_table of '${nameText(directive.tableName)}' is not reversible; original table is not present`,
        "Set `existing` of the directive to the table that goes.",
      );
    }
    return createTableOpFrom(directive.existing, { ifNotExists: directive.ifExists });
  },
  toDiffTuple: (directive) => [
    "remove_table",
    directive.existing ?? table(directive.tableName, [], { schema: directive.schema }),
  ],
  render(directive, r) {
    return r.operation("dropTable", [
      r.name(directive.tableName),
      ...r.options({
        ...r.schemaOption(directive.schema),
        ifExists: directive.ifExists ? "true" : undefined,
        ...r.dialectOptions(directive.options),
      }),
    ]);
  },
};

/** The step that drops a table that is known, so that it can be taken back. */
export function dropTableOpFrom(
  existing: Table,
  options: { readonly ifExists?: boolean | undefined } = {},
): DropTableOp {
  return freeze({
    kind: "drop_table",
    tableName: existing.name,
    schema: existing.schema,
    ifExists: options.ifExists ?? false,
    existing,
    options: {},
  } as const);
}
