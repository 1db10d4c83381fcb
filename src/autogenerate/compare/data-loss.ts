import type { Directive, DirectiveBase, DropColumnOp, UpgradeOps } from "../../directives/index.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";
import { typeText } from "./expressions.ts";

/**
 * Marks what would be lost, and pairs of a dropped and an added object that look like one that was renamed. The note
 * stands as a comment in the file; look-alikes are warned about too.
 */
export function markDataLoss(context: AutogenContext, upgradeOps: UpgradeOps): void {
  upgradeOps.ops = markTables(context, upgradeOps.ops).map((directive) => {
    if (directive.kind === "modify_table_ops") directive.ops = markColumns(context, directive.ops);
    return directive;
  });
}

function withNote<D extends Directive>(directive: D, note: string): D {
  // Every directive has the bag for notes; a third party's may not say so.
  const { info = {} } = directive as DirectiveBase;
  const before = typeof info.warning === "string" ? `${info.warning}\n` : "";
  return { ...directive, info: { ...info, warning: `${before}${note}` } };
}

function markTables(context: AutogenContext, ops: readonly Directive[]): Directive[] {
  const created = ops.filter((directive) => directive.kind === "create_table");
  return ops.map((directive) => {
    if (directive.kind !== "drop_table") return directive;
    const name = displayName(directive.tableName, directive.schema);
    const marked = withNote(directive, `Drops table ${name} with all its rows.`);
    const twin = created.find(
      ({ table }) => directive.existing !== null && looksLike(directive.existing, table),
    );
    if (twin === undefined) return marked;
    const { table } = twin;
    const note = renameNote("table", name, nameText(table.name), `${name}:${nameText(table.name)}`);
    context.warn(note);
    return withNote(marked, note);
  });
}

function looksLike(before: Table, after: Table): boolean {
  const shape = ({ columns }: Table): string =>
    JSON.stringify(columns.map((column) => nameText(column.name)).sort());
  return before.schema === after.schema && before.columns.length > 1 && shape(before) === shape(after);
}

function markColumns(context: AutogenContext, ops: readonly Directive[]): Directive[] {
  const added = ops.filter((directive) => directive.kind === "add_column");
  const dropped = ops.filter((directive) => directive.kind === "drop_column");
  return ops.map((directive) => {
    if (directive.kind !== "drop_column") return directive;
    const { existing } = directive;
    const where = displayName(directive.tableName, directive.schema);
    const name = nameText(directive.columnName);
    // What a column is generated from stays.
    if (existing !== null && existing.computed !== null) return directive;
    const marked = withNote(directive, `Drops column ${where}.${name} with all its values.`);
    if (existing === null) return marked;
    const twins = added.filter(
      ({ column }) => nameText(column.name) !== name && sameKind(context, existing, column),
    );
    const rivals = dropped.filter(
      (each) => each.existing !== null && sameKind(context, existing, each.existing),
    );
    const [twin] = twins;
    if (twin === undefined || twins.length > 1 || rivals.length > 1) return marked;
    const newName = nameText(twin.column.name);
    const note = renameNote("column", `${where}.${name}`, newName, `${where}.${name}:${newName}`);
    context.warn(note);
    return withNote(marked, note);
  });
}

type Kept = NonNullable<DropColumnOp["existing"]>;

function sameKind({ dialect }: AutogenContext, a: Kept, b: Kept): boolean {
  return a.nullable === b.nullable && typeText(dialect, a.type) === typeText(dialect, b.type);
}

function renameNote(what: "table" | "column", before: string, after: string, option: string): string {
  return `If ${what} ${before} was renamed to ${after}, generate this revision again with --rename ${option}.`;
}
