import type { AddColumnOp, AlterColumnOp, Directive, ModifyTableOps } from "../../directives/index.ts";
import { type Name, nameText } from "../../schema/names.ts";
import type { GeneratedDefault } from "../../schema/server-default.ts";
import { columnNamed } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";
import type { Dependents } from "./dependents.ts";
import { type ColumnChange, columnDepends, constraintDepends, indexDepends } from "./mentions.ts";
import { changeOfDefault, type Steps, stepsAround } from "./steps.ts";

/** The changes of a table's columns, and what is in their way. */
export interface TableChanges {
  readonly changes: readonly ColumnChange[];
  readonly dependents: Dependents | undefined;
}

/** The steps of a comparison of one table by where they stand, with those that are needed besides. */
export interface SortedSteps extends Steps {
  readonly between: readonly Directive[];
}

/** Steps of a comparison that the detour takes over. */
interface Moved {
  readonly before: Directive[];
  readonly between: Directive[];
  readonly after: Directive[];
  /** The defaults that columns with another type get. */
  readonly defaults: Map<string, GeneratedDefault | null>;
}

/**
 * Sorts the steps of a table around changes of its columns: what is dropped anyway and would be in the way goes first,
 * what is new and made of the changed columns comes last. All else that is in the way is taken away and brought back.
 */
export function sortSteps(
  context: AutogenContext,
  tableOps: ModifyTableOps,
  table: TableChanges,
): SortedSteps {
  const target = { tableName: tableOps.tableName, schema: tableOps.schema };
  const around = table.dependents === undefined ? nothing : stepsAround(table.dependents);
  const moved = moveSteps(context, tableOps, table);
  const dropped = new Set(moved.before.map(objectOf));
  const isKept = (directive: Directive): boolean => !dropped.has(objectOf(directive));
  return {
    target,
    before: [...moved.before, ...around.before.filter(isKept)].sort((a, b) => rank(b) - rank(a)),
    between: moved.between,
    after: [
      ...around.after.filter((each) => isKept(each) && each.kind !== "alter_column"),
      ...newDefaults(context, tableOps, table, moved.defaults),
      ...moved.after,
    ].sort((a, b) => rank(a) - rank(b)),
  };
}

const nothing = { before: [], after: [] };

function moveSteps(context: AutogenContext, { ops }: ModifyTableOps, table: TableChanges): Moved {
  const { changes, dependents } = table;
  const around = dependents === undefined ? nothing : stepsAround(dependents);
  const inTheWay = new Set(around.before.map(objectOf).filter((each) => each !== null));
  const moved: Moved = { before: [], between: [], after: [], defaults: new Map() };
  const late = [...changes];
  for (const directive of ops) {
    const isInTheWay = inTheWay.has(objectOf(directive) ?? "") || isOverConverted(directive, changes);
    if (isDrop(directive) && isInTheWay) moved.before.push(directive);
    else if (isMadeOf(context, directive, late) || altersGenerated(directive, dependents)) {
      moved.after.push(directive);
      if (directive.kind === "add_column") late.push(addition(directive));
    } else if (directive.kind === "alter_column" && isConverted(directive, changes))
      moved.between.push(...withoutDefault(directive, moved.defaults));
    else moved.between.push(directive);
  }
  return moved;
}

function isDrop({ kind }: Directive): boolean {
  return kind === "drop_index" || kind === "drop_constraint" || kind === "drop_column";
}

/** The index, constraint or column that a step drops or adds, `null` for others. */
function objectOf(directive: Directive): string | null {
  const named = (kind: string, name: Name | null): string | null =>
    name === null ? null : `${kind}:${nameText(name)}`;
  switch (directive.kind) {
    case "drop_index":
      return named("index", directive.indexName);
    case "create_index":
      return named("index", directive.index.name);
    case "drop_column":
      return named("column", directive.columnName);
    case "add_column":
      return named("column", directive.column.name);
    case "drop_constraint":
      return named("constraint", directive.constraintName);
    default:
      return "constraint" in directive ? named("constraint", directive.constraint.name) : null;
  }
}

/** Whether a step drops a key or an index, which may not fit the new type, of a converted column. */
function isOverConverted(directive: Directive, changes: readonly ColumnChange[]): boolean {
  if (directive.kind !== "drop_index" && directive.kind !== "drop_constraint") return false;
  const { existing } = directive;
  if (existing?.kind !== "index" && existing?.kind !== "unique" && existing?.kind !== "primary_key")
    return false;
  const columns =
    existing.kind === "index" ? existing.parts.map(({ expression }) => expression) : existing.columns;
  return changes.some(
    (change) =>
      change.kind === "converted" &&
      columns.some((column) => typeof column === "string" && change.columns.has(column)),
  );
}

/** A new column that comes last, for what is made of it. */
function addition({ column }: AddColumnOp): ColumnChange {
  return { columns: new Set([nameText(column.name)]), words: new Set(), kind: "replaced" };
}

/** Whether a step adds something that is made of columns that change. */
function isMadeOf(
  { dialect }: AutogenContext,
  directive: Directive,
  changes: readonly ColumnChange[],
): boolean {
  return changes.some((change) => {
    if (directive.kind === "create_index") return indexDepends(dialect, directive.index, change);
    if (directive.kind === "add_column") return columnDepends(dialect, directive.column, change);
    return "constraint" in directive && constraintDepends(dialect, directive.constraint, change);
  });
}

function altersGenerated(directive: Directive, dependents: Dependents | undefined): boolean {
  if (directive.kind !== "alter_column" || dependents === undefined) return false;
  return dependents.generated.some(({ name }) => nameText(name) === nameText(directive.columnName));
}

/** Whether a step changes a column with another type, whose default steps aside. */
function isConverted({ columnName }: AlterColumnOp, changes: readonly ColumnChange[]): boolean {
  return changes.some(({ kind, columns }) => kind === "converted" && columns.has(nameText(columnName)));
}

/** The step without the default, which is noted: it can only be set once the column has its type. */
function withoutDefault(
  directive: AlterColumnOp,
  defaults: Map<string, GeneratedDefault | null>,
): readonly AlterColumnOp[] {
  const { modifyServerDefault, existingServerDefault: _gone, ...others } = directive;
  if (modifyServerDefault === undefined) return [others];
  defaults.set(nameText(directive.columnName), modifyServerDefault);
  const isEmpty = [others.modifyType, others.modifyNullable, others.modifyComment].every(
    (each) => each === undefined,
  );
  return isEmpty ? [] : [others];
}

/** Sets the defaults of columns with another type: those of the models, where these know the column. */
function newDefaults(
  context: AutogenContext,
  { tableName, schema }: ModifyTableOps,
  { dependents }: TableChanges,
  changed: ReadonlyMap<string, GeneratedDefault | null>,
): readonly Directive[] {
  const models = context.tableKeyToTable.get(displayName(tableName, schema));
  const existing = dependents?.defaults ?? [];
  const names = new Set([...existing.map(({ column }) => nameText(column.name)), ...changed.keys()]);
  return [...names].flatMap((name) => {
    const before = existing.find(({ column }) => nameText(column.name) === name)?.column;
    const column = (models && columnNamed(models, name)) ?? before;
    const wanted = changed.has(name) ? changed.get(name) : (column?.identity ?? column?.serverDefault);
    if (column === undefined || wanted === null || wanted === undefined) return [];
    return [changeOfDefault({ tableName, schema }, column, { from: null, to: wanted })];
  });
}

/** Columns come before what is made of them, and go behind it. */
function rank({ kind }: Directive): number {
  if (kind === "add_column" || kind === "drop_column") return 0;
  if (kind === "alter_column") return 1;
  return kind === "create_index" || kind === "drop_index" ? 3 : 2;
}
