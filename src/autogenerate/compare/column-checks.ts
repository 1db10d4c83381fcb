import type { AlterColumnOp, Directive, ModifyTableOps, UpgradeOps } from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import type { CheckConstraint } from "../../schema/constraints.ts";
import type { DialectOptions } from "../../schema/dialect-options.ts";
import { nameText } from "../../schema/names.ts";
import { type AutogenContext, reflectedTable } from "../autogen-context.ts";
import { existingColumn } from "../existing-column.ts";
import { renamedText } from "./renamed-schema.ts";

/**
 * Keeps the CHECKs inside columns where changing a column writes it anew (MariaDB): what stays is said again, and what
 * goes is left out, because such a CHECK has no name to be dropped by.
 */
export function restateColumnChecks(context: AutogenContext, upgradeOps: UpgradeOps): void {
  if (context.dialect.comparison?.columnChecksAreRestated !== true) return;
  const dropped = new Set<CheckConstraint>();
  upgradeOps.ops = upgradeOps.ops.map((directive) =>
    directive.kind === "modify_table_ops" ? withoutDrops(context, directive, dropped) : directive,
  );
  context.afterReverse.push((container) => {
    const stays = (check: CheckConstraint): boolean =>
      container.kind === "downgrade_ops" || !dropped.has(check);
    container.ops = container.ops.map((directive) => restated(context, directive, stays));
  });
}

/** The steps with an alteration of the column where its CHECK was to be dropped. */
function withoutDrops(
  context: AutogenContext,
  directive: ModifyTableOps,
  dropped: Set<CheckConstraint>,
): ModifyTableOps {
  const table = reflectedTable(context, directive.tableName, directive.schema);
  if (table === null) return directive;
  const altered = new Set(
    directive.ops.flatMap((each) => (each.kind === "alter_column" ? [nameText(each.columnName)] : [])),
  );
  const ops = directive.ops.flatMap((each): readonly Directive[] => {
    const check = each.kind === "drop_constraint" && each.existing?.kind === "check" ? each.existing : null;
    const column = table.columns.find(({ checks }) => check !== null && checks.includes(check));
    if (check === null || column === undefined) return [each];
    dropped.add(check);
    if (altered.has(nameText(column.name))) return [];
    const { tableName, schema } = directive;
    return [
      {
        kind: "alter_column",
        tableName,
        schema,
        columnName: column.name,
        ...existingColumn(context.dialect, column),
        options: {},
      },
    ];
  });
  return { ...directive, ops };
}

function restated(
  context: AutogenContext,
  directive: Directive,
  stays: (check: CheckConstraint) => boolean,
): Directive {
  if (directive.kind === "modify_table_ops") {
    return { ...directive, ops: directive.ops.map((each) => restated(context, each, stays)) };
  }
  if (directive.kind !== "alter_column") return directive;
  const column = columnOf(context, directive);
  // There is room for one inside a column.
  const own = column?.checks.find(({ typeBound }) => !typeBound);
  if (column === undefined || own === undefined) return directive;
  const names = new Map([[nameText(column.name), nameText(directive.modifyName ?? directive.columnName)]]);
  const check = stays(own)
    ? context.dialect.literals.sqlText(renamedText(context.dialect, own.condition, names))
    : null;
  // Options are kept by the names of dialects.
  const key = context.dialect.name as keyof DialectOptions;
  return { ...directive, options: { ...directive.options, [key]: { ...directive.options[key], check } } };
}

/** The column that is altered, as it was read; while it is renamed, it has the one or the other name. */
function columnOf(
  context: AutogenContext,
  { tableName, schema, columnName, modifyName }: AlterColumnOp,
): Column | undefined {
  const names = [columnName, modifyName ?? columnName].map(nameText);
  return reflectedTable(context, tableName, schema)?.columns.find(({ name }) =>
    names.includes(nameText(name)),
  );
}
