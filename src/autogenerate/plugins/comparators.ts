import { getLogger } from "../../config/index.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import type { ReflectedTable } from "../../dialect/reflection.ts";
import type { AlterColumnOp, ModifyTableOps, UpgradeOps } from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import type { Table } from "../../schema/table.ts";
import type { Mutable } from "../../util/mutable.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { builtInPlugins } from "./built-in.ts";
import { activePlugins } from "./plugin.ts";

/** What a comparator tells: go on with the next one, or leave out the rest of its group. */
export type CompareResult = "continue" | "stop";

/** A comparator may be synchronous; nothing returned means `"continue"`. */
// biome-ignore lint/suspicious/noConfusingVoidType: functions that return nothing are comparators too.
type Answer = CompareResult | undefined | void;
type MaybeAsync = Answer | Promise<Answer>;

/** The arguments of a comparator, by what it compares. */
export interface ComparatorArguments {
  readonly autogenerate: readonly [context: AutogenContext, upgradeOps: UpgradeOps];
  readonly schema: readonly [
    context: AutogenContext,
    upgradeOps: UpgradeOps,
    schemas: ReadonlySet<string | null>,
  ];
  /** `null` for the database's table: it is new; for the models' table: it is gone. */
  readonly table: readonly [
    context: AutogenContext,
    modifyTableOps: ModifyTableOps,
    schema: string | null,
    tableName: string,
    databaseTable: ReflectedTable | null,
    metadataTable: Table | null,
  ];
  readonly column: readonly [
    context: AutogenContext,
    alterColumn: Mutable<AlterColumnOp>,
    schema: string | null,
    tableName: string,
    columnName: string,
    databaseColumn: Column,
    metadataColumn: Column,
  ];
}

/** What comparators can be registered for: the whole comparison, its schemas, each table, each column. */
export type CompareTarget = keyof ComparatorArguments;
/** Looks at one pair of things and adds operations for what differs; may be async. */
export type Comparator<T extends CompareTarget> = (...args: ComparatorArguments[T]) => MaybeAsync;

/** When a comparator runs among those of its target. */
export type ComparatorPriority = "first" | "medium" | "last";

/** A comparator as a plugin registers it. */
export interface ComparatorEntry<T extends CompareTarget = CompareTarget> {
  readonly target: T;
  /** The group that `"stop"` ends: `types`, `nullable`, `indexes`, … */
  readonly element: string | null;
  /** The dialect it is for, or `default` for all. */
  readonly qualifier: string;
  readonly priority: ComparatorPriority;
  readonly compare: Comparator<T>;
}

const priorities: Readonly<Record<ComparatorPriority, number>> = { first: 0, medium: 1, last: 2 };

/** The comparators of one comparison, in the order in which they run. */
export interface Comparators {
  run<T extends CompareTarget>(target: T, ...args: ComparatorArguments[T]): Promise<void>;
}

/** The comparators that the plugin patterns switch on, for a dialect. Throws COMMAND for a pattern that fits nothing. */
export function comparatorsFor(dialect: Dialect, patterns: readonly string[] | undefined): Comparators {
  const plugins = activePlugins(builtInPlugins, patterns);
  const logger = getLogger("alembic.runtime.plugins");
  for (const { name } of plugins) {
    // Those of the original are told of as there; a line for each of ours would bury what was detected.
    const level = name.startsWith("alembic_ts.") ? "debug" : "info";
    logger[level](`setting up autogenerate plugin ${name}`);
  }
  const qualifiers = new Map<string, number>([
    ...dialect.optionKeys.map((key) => [key, 0] as const),
    ["default", 1],
  ]);
  const entries = plugins
    .flatMap((plugin) => plugin.comparators)
    .filter((entry) => qualifiers.has(entry.qualifier))
    .sort((a, b) => rank(a) - rank(b));

  function rank(entry: ComparatorEntry): number {
    return priorities[entry.priority] * 2 + (qualifiers.get(entry.qualifier) ?? 1);
  }

  const byTarget: Readonly<Record<CompareTarget, readonly ComparatorEntry[]>> = {
    autogenerate: entries.filter((entry) => entry.target === "autogenerate"),
    schema: entries.filter((entry) => entry.target === "schema"),
    table: entries.filter((entry) => entry.target === "table"),
    column: entries.filter((entry) => entry.target === "column"),
  };
  return {
    async run(target, ...args) {
      let stopped: readonly string[] = [];
      for (const entry of byTarget[target]) {
        if (entry.element !== null && stopped.includes(entry.element)) continue;
        // The entries of a target take the arguments of that target: they were filtered by it above.
        const answer = (entry.compare as Comparator<typeof target>)(...args);
        // Most of many thousand columns have nothing to wait for.
        const result = answer instanceof Promise ? await answer : answer;
        if (result === "stop" && entry.element !== null) stopped = [...stopped, entry.element];
      }
    },
  };
}
