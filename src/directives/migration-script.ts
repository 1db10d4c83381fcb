import { CommandError } from "../errors/index.ts";
import type { DowngradeOps, MigrationScript, UpgradeOps } from "./containers.ts";

/** What a {@link MigrationScript} is made of; absent members are empty. */
export interface MigrationScriptInput {
  readonly revId: string;
  readonly message?: string | null | undefined;
  readonly upgradeOps: UpgradeOps | readonly UpgradeOps[];
  readonly downgradeOps: DowngradeOps | readonly DowngradeOps[];
  readonly imports?: Iterable<string> | undefined;
  readonly head?: string | readonly string[] | null | undefined;
  readonly splice?: boolean | undefined;
  readonly branchLabel?: string | readonly string[] | null | undefined;
  readonly versionPath?: string | null | undefined;
  readonly dependsOn?: string | readonly string[] | null | undefined;
}

/** A revision file to be written. `upgradeOps` and `downgradeOps` of several databases are lists. */
export function migrationScript(input: MigrationScriptInput): MigrationScript {
  const script: Omit<MigrationScript, "upgradeOps" | "downgradeOps"> = {
    kind: "migration_script",
    revId: input.revId,
    message: input.message ?? null,
    imports: new Set(input.imports),
    head: input.head ?? null,
    splice: input.splice ?? false,
    branchLabel: input.branchLabel ?? null,
    versionPath: input.versionPath ?? null,
    dependsOn: input.dependsOn ?? null,
    upgradeOpsList: asList(input.upgradeOps),
    downgradeOpsList: asList(input.downgradeOps),
  };
  return Object.defineProperties(script, {
    upgradeOps: {
      get: () => only(script.upgradeOpsList, "upgradeOps"),
      set: (ops: UpgradeOps) => {
        script.upgradeOpsList = [ops];
      },
      enumerable: false,
    },
    downgradeOps: {
      get: () => only(script.downgradeOpsList, "downgradeOps"),
      set: (ops: DowngradeOps) => {
        script.downgradeOpsList = [ops];
      },
      enumerable: false,
    },
    // The two accessors defined here are what the type adds.
  }) as MigrationScript;
}

function asList<T>(value: T | readonly T[]): T[] {
  // A single container is an object, never an array.
  return Array.isArray(value) ? [...value] : [value as T];
}

function only<T>(list: readonly T[], name: string): T {
  const [first] = list;
  if (list.length === 1 && first !== undefined) return first;
  throw new CommandError(`This migration script has ${list.length} entries in ${name}List, so ${name} is not one thing.`, {
    code: "OPERATION",
    hint: `Use ${name}List.`,
  });
}

/** The upgrade side of a revision; `upgradeToken` is the template variable that gets its text. */
export function upgradeOps(ops: UpgradeOps["ops"] = [], options: { readonly upgradeToken?: string | undefined } = {}): UpgradeOps {
  return { kind: "upgrade_ops", ops, upgradeToken: options.upgradeToken ?? "upgrades" };
}

/** The downgrade side of a revision. */
export function downgradeOps(
  ops: DowngradeOps["ops"] = [],
  options: { readonly downgradeToken?: string | undefined } = {},
): DowngradeOps {
  return { kind: "downgrade_ops", ops, downgradeToken: options.downgradeToken ?? "downgrades" };
}
