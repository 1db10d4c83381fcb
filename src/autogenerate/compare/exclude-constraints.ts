import type { Dialect } from "../../dialect/dialect.ts";
import type { ModifyTableOps } from "../../directives/index.ts";
import type { ExcludeConstraint } from "../../schema/constraints.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";
import type { ComparatorArguments } from "../plugins/comparators.ts";
import { sameText } from "../same-text.ts";
import { detailDifferences } from "./constraint-details.ts";
import { excludesOf, scratchName } from "./expressions.ts";

/** Compares EXCLUDE constraints in all they say; those without a name by that alone. */
export function compareExcludeConstraints(
  ...[context, tableOps, , , database, metadata]: ComparatorArguments["table"]
): Promise<void> | undefined {
  if (database === null || metadata === null) return undefined;
  const open = [...excludesOf(database)];
  const modelled = excludesOf(metadata);
  // As it is for most tables, and wherever there is no such thing.
  if (open.length === 0 && modelled.length === 0) return undefined;
  return compareGivenExcludes({ context, tableOps }, metadata, { open, modelled });
}

async function compareGivenExcludes(
  { context, tableOps }: { readonly context: AutogenContext; readonly tableOps: ModifyTableOps },
  metadata: Table,
  { open, modelled }: { readonly open: ExcludeConstraint[]; readonly modelled: readonly ExcludeConstraint[] },
): Promise<void> {
  const added: ExcludeConstraint[] = [];
  for (const [index, wanted] of modelled.entries()) {
    const found = await counterpart(context, metadata, { wanted, index, open });
    if (found !== null) open.splice(open.indexOf(found), 1);
    if (found === null || !(await isSame(context, metadata, { wanted, index }, found))) {
      if (found !== null) open.push(found);
      added.push(wanted);
    }
  }
  const { tableName, schema } = tableOps;
  const where = `on table '${displayName(tableName, schema)}'`;
  for (const existing of open) {
    tableOps.ops.push({
      kind: "drop_constraint",
      tableName,
      schema,
      constraintName: existing.name,
      constraintType: null,
      ifExists: false,
      existing,
    });
    context.log("constraints", `Detected removed exclude constraint ${shown(existing)} ${where}`);
  }
  for (const wanted of added) {
    const constraint = context.declared(wanted);
    tableOps.ops.push({ kind: "create_exclude_constraint", tableName, schema, constraint });
    context.log("constraints", `Detected added exclude constraint ${shown(wanted)} ${where}`);
  }
}

function shown({ name }: ExcludeConstraint): string {
  return name === null ? "None" : `'${nameText(name)}'`;
}

interface Placed {
  readonly wanted: ExcludeConstraint;
  readonly index: number;
}

async function counterpart(
  context: AutogenContext,
  table: Table,
  { wanted, index, open }: Placed & { readonly open: readonly ExcludeConstraint[] },
): Promise<ExcludeConstraint | null> {
  const { name } = wanted;
  if (name !== null) {
    return open.find((each) => each.name !== null && nameText(each.name) === nameText(name)) ?? null;
  }
  for (const each of open) if (await isSame(context, table, { wanted, index }, each)) return each;
  return null;
}

async function isSame(
  context: AutogenContext,
  table: Table,
  { wanted, index }: Placed,
  existing: ExcludeConstraint,
): Promise<boolean> {
  if (sameConstraint(context.dialect, existing, wanted)) return true;
  const normal = await context.normalForms.tableOf(table);
  const name = wanted.name === null ? scratchName(index) : nameText(wanted.name);
  const written =
    normal === null
      ? undefined
      : excludesOf(normal).find((each) => each.name !== null && nameText(each.name) === name);
  return written !== undefined && sameConstraint(context.dialect, existing, written);
}

function sameConstraint(dialect: Dialect, a: ExcludeConstraint, b: ExcludeConstraint): boolean {
  const text = (value: ExcludeConstraint["elements"][number]["expression"]): string =>
    typeof value === "string" ? dialect.identifiers.quote(value) : dialect.literals.sqlText(value);
  const predicate = ({ where }: ExcludeConstraint): string =>
    where === null ? "" : dialect.literals.sqlText(where);
  return (
    a.using.toLowerCase() === b.using.toLowerCase() &&
    detailDifferences(dialect, a, b).length === 0 &&
    sameText(dialect, predicate(a), predicate(b)) &&
    JSON.stringify(Object.entries(a.ops).sort()) === JSON.stringify(Object.entries(b.ops).sort()) &&
    a.elements.length === b.elements.length &&
    a.elements.every(({ expression, operator }, place) => {
      const other = b.elements[place];
      return (
        other !== undefined &&
        operator === other.operator &&
        sameText(dialect, text(expression), text(other.expression))
      );
    })
  );
}
