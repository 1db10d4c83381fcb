import type { RenameTableOp } from "../directives/index.ts";
import { type Identifier, nameText } from "../schema/names.ts";
import { freeze } from "../util/freeze.ts";
import { argumentChecks } from "./check-arguments.ts";
import type { OpResult } from "./host.ts";
import type { Operation } from "./operation.ts";

export interface RenameTable {
  /**
   * Renames a table; it stays in its schema.
   *
   * @example await op.renameTable("account", "customer");
   */
  (
    oldName: Identifier,
    newName: Identifier,
    options?: { readonly schema?: string | null | undefined },
  ): OpResult<void>;
}

const check = argumentChecks("op.renameTable");

/** `op.renameTable` */
export const renameTable: Operation<RenameTable, never, RenameTableOp> = {
  kind: "rename_table",
  build(oldName, newName, options = {}) {
    check.identifier("oldName", oldName);
    check.identifier("newName", newName);
    check.ownOptions(options, ["schema"]);
    return freeze({
      kind: "rename_table",
      tableName: oldName,
      newName,
      schema: options.schema ?? null,
    } as const);
  },
  inBatch: null,
  reverse: (directive) =>
    freeze({ ...directive, tableName: directive.newName, newName: directive.tableName }),
  toDiffTuple: (directive) => [
    "rename_table",
    directive.schema,
    nameText(directive.tableName),
    nameText(directive.newName),
  ],
  render: (directive, r) =>
    r.operation("renameTable", [
      r.name(directive.tableName),
      r.name(directive.newName),
      ...r.options(r.schemaOption(directive.schema)),
    ]),
};
