import type { Directive, ModifyTableOps, UpgradeOps } from "../../directives/index.ts";
import { type Table, tableKey } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { ownSchema } from "../own-schema.ts";
import { type Changes, type Dependents, dependentsOf, withGenerated } from "./dependents.ts";
import type { ColumnChange } from "./mentions.ts";
import { sortSteps } from "./sort-steps.ts";
import { detourOf, type Steps, stepsAround } from "./steps.ts";

/** Notes that columns of a table get another type, or are dropped and added; {@link setAside} makes room for it. */
export function noteChange(
  changes: Map<string, ColumnChange[]>,
  table: Pick<Table, "name" | "schema">,
  change: ColumnChange,
): void {
  const key = tableKey(table.name, table.schema);
  changes.set(key, [...(changes.get(key) ?? []), change]);
}

/** Runs a statement of the downgrade last, on the old schema but for what it takes back, with room for its changes. */
export function aroundDowngrade(context: AutogenContext, changes: Changes, statement: string): void {
  const { dialect, reflected } = context;
  const dependents = reflected === null ? [] : dependentsOf(dialect, reflected, changes);
  const { before, after } = detourOf(dependents.map(stepsAround));
  const isWanted = (each: Directive): boolean => each.kind === "execute" && each.statement === statement;
  context.afterReverse.push((container) => {
    if (container.kind !== "downgrade_ops") return;
    const found: Directive[] = [];
    const without = (ops: readonly Directive[]): Directive[] =>
      ops.flatMap((each): readonly Directive[] => {
        if (isWanted(each)) {
          found.push(each);
          return [];
        }
        if (each.kind !== "modify_table_ops") return [each];
        const left = without(each.ops);
        return left.length === 0 ? [] : [{ ...each, ops: left }];
      });
    const others = without(container.ops);
    container.ops = [
      ...others.filter((each) => !isRename(each)),
      ...before,
      ...found,
      ...after,
      ...others.filter(isRename),
    ];
  });
}

/**
 * Orders a revision around the changes of columns that were noted: what depends on them goes first, and what stays or
 * is new comes last. Steps that do the one or the other already are moved there.
 */
export function setAside(context: AutogenContext, upgradeOps: UpgradeOps): void {
  const { dialect, reflected, columnChanges } = context;
  if (reflected === null || columnChanges.size === 0) return;
  const changes = withGenerated(dialect, reflected, columnChanges);
  const left = new Map<string, Dependents>(
    dependentsOf(dialect, reflected, columnChanges).map((each) => [
      tableKey(each.table.name, each.table.schema),
      each,
    ]),
  );
  const steps: Steps[] = [];
  const rest = upgradeOps.ops.flatMap((directive): readonly Directive[] => {
    if (directive.kind !== "modify_table_ops" || isRename(directive)) return [directive];
    const key = ownKey(context, directive);
    const table = { changes: changes.get(key) ?? [], dependents: left.get(key) };
    if (table.changes.length === 0 && table.dependents === undefined) return [directive];
    left.delete(key);
    const sorted = sortSteps(context, directive, table);
    steps.push(sorted);
    return sorted.between.length === 0 ? [] : [{ ...directive, ops: [...sorted.between] }];
  });
  const { before, after } = detourOf([...steps, ...[...left.values()].map(stepsAround)]);
  upgradeOps.ops = [...rest.filter(isFirst), ...before, ...rest.filter((each) => !isFirst(each)), ...after];
}

/** What ends the transaction, and the new names that all other steps use. */
function isFirst(directive: Directive): boolean {
  return directive.kind === "execute" ? directive.outsideTransaction === true : isRename(directive);
}

/** Whether a step gives a table or column another name. */
function isRename(directive: Directive): boolean {
  if (directive.kind === "modify_table_ops") return directive.ops.every(isRename);
  return (
    directive.kind === "rename_table" ||
    (directive.kind === "alter_column" && directive.modifyName !== undefined)
  );
}

/** The key of a step's table among the reflected ones. */
function ownKey({ reflected }: AutogenContext, { tableName, schema }: ModifyTableOps): string {
  return tableKey(tableName, ownSchema(reflected, schema));
}
