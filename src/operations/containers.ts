import type {
  BatchAlterTableOp,
  Directive,
  DowngradeOps,
  MigrationScript,
  ModifyTableOps,
  UpgradeOps,
} from "../directives/index.ts";
import type { Identifier } from "../schema/names.ts";
import { operationError } from "./operation-error.ts";

/** The changes of one table. Containers stay open: hooks change their `ops`. */
export function modifyTableOps(
  tableName: Identifier,
  ops: readonly Directive[] = [],
  options: { readonly schema?: string | null | undefined } = {},
): ModifyTableOps {
  return { kind: "modify_table_ops", tableName, schema: options.schema ?? null, ops: [...ops] };
}

/** The steps of `upgrade()`. */
export function upgradeOps(
  ops: readonly Directive[] = [],
  options: { readonly upgradeToken?: string | undefined } = {},
): UpgradeOps {
  return { kind: "upgrade_ops", ops: [...ops], upgradeToken: options.upgradeToken ?? "upgrades" };
}

/** The steps of `downgrade()`. */
export function downgradeOps(
  ops: readonly Directive[] = [],
  options: { readonly downgradeToken?: string | undefined } = {},
): DowngradeOps {
  return { kind: "downgrade_ops", ops: [...ops], downgradeToken: options.downgradeToken ?? "downgrades" };
}

/** The header and the bodies of a revision file; what is absent is empty. */
export interface MigrationScriptOptions {
  readonly revId: string;
  readonly message?: string | null | undefined;
  readonly imports?: Iterable<string> | undefined;
  readonly head?: string | readonly string[] | null | undefined;
  readonly splice?: boolean | undefined;
  readonly branchLabel?: string | readonly string[] | null | undefined;
  readonly versionPath?: string | null | undefined;
  readonly dependsOn?: string | readonly string[] | null | undefined;
  readonly upgradeOps?: UpgradeOps | readonly UpgradeOps[] | undefined;
  readonly downgradeOps?: DowngradeOps | readonly DowngradeOps[] | undefined;
}

/** A revision file to be written. */
export function migrationScript(options: MigrationScriptOptions): MigrationScript {
  return {
    kind: "migration_script",
    revId: options.revId,
    message: options.message ?? null,
    imports: new Set(options.imports ?? []),
    head: options.head ?? null,
    splice: options.splice ?? false,
    branchLabel: options.branchLabel ?? null,
    versionPath: options.versionPath ?? null,
    dependsOn: options.dependsOn ?? null,
    upgradeOpsList: listOf(options.upgradeOps, upgradeOps),
    downgradeOpsList: listOf(options.downgradeOps, downgradeOps),
    get upgradeOps() {
      return onlyOne(this.upgradeOpsList, "upgradeOps");
    },
    set upgradeOps(ops) {
      this.upgradeOpsList = [ops];
    },
    get downgradeOps() {
      return onlyOne(this.downgradeOpsList, "downgradeOps");
    },
    set downgradeOps(ops) {
      this.downgradeOpsList = [ops];
    },
  };
}

function listOf<T extends object>(given: T | readonly T[] | undefined, empty: () => T): T[] {
  if (given === undefined) return [empty()];
  // A container is never an array, so an array is a list of them.
  return Array.isArray(given) ? [...given] : [given as T];
}

function onlyOne<T>(list: readonly T[], member: string): T {
  const [first] = list;
  if (first === undefined || list.length > 1) {
    throw operationError(`This MigrationScript has ${list.length} entries in ${member}List, not one.`, {
      hint: `Use ${member}List.`,
    });
  }
  return first;
}

/** The directives in a container; `null` for what is none. */
export function childrenOf(node: { readonly kind: string }): readonly Directive[] | null {
  switch (node.kind) {
    case "modify_table_ops":
    case "upgrade_ops":
    case "downgrade_ops":
      // The kind says which of the containers it is.
      return (node as ModifyTableOps | UpgradeOps | DowngradeOps).ops;
    case "batch_alter_table":
      return (node as BatchAlterTableOp).items.map((item) => item.directive);
    default:
      return null;
  }
}
