import type { Directive, DirectiveBase, UpgradeOps } from "../../directives/index.ts";
import { nameText } from "../../schema/names.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";
import { looksLikeColumn, looksLikeTable } from "./look-alikes.ts";

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
    const { existing } = directive;
    const name = displayName(directive.tableName, directive.schema);
    const marked = withNote(directive, `Drops table ${name} with all its rows.`);
    const twins = created.filter(({ table }) => existing !== null && looksLikeTable(existing, table));
    const names = twins.map(({ table }) => nameText(table.name));
    return withLookAlikes(context, marked, { what: "table", name, twins: names });
  });
}

function markColumns(context: AutogenContext, ops: readonly Directive[]): Directive[] {
  const added = ops.filter((directive) => directive.kind === "add_column");
  return ops.map((directive) => {
    if (directive.kind !== "drop_column") return directive;
    const { existing } = directive;
    // What a column is generated from stays.
    if (existing !== null && existing.computed !== null) return directive;
    const name = `${displayName(directive.tableName, directive.schema)}.${nameText(directive.columnName)}`;
    const marked = withNote(directive, `Drops column ${name} with all its values.`);
    const twins = added.filter(
      ({ column }) => existing !== null && looksLikeColumn(context.dialect, existing, column),
    );
    const names = twins.map(({ column }) => nameText(column.name));
    return withLookAlikes(context, marked, { what: "column", name, twins: names });
  });
}

interface LookAlikes {
  readonly what: "table" | "column";
  readonly name: string;
  readonly twins: readonly string[];
}

/** Names what the object may have become, unless somebody was asked about it. */
function withLookAlikes<D extends Directive>(
  context: AutogenContext,
  directive: D,
  { what, name, twins }: LookAlikes,
): D {
  const [twin] = twins;
  if (twin === undefined || context.opts.chooseRename !== undefined) return directive;
  const options = twins.map((each) => `--rename ${name}:${each}`).join(" or ");
  const note = `If ${what} ${name} was renamed to ${twins.join(" or ")}, generate this revision again with ${options}.`;
  context.warn(note);
  return withNote(directive, note);
}
