import type { TypeChange, TypeConversion } from "../../dialect/comparison.ts";
import type { AlterColumnOp, Directive, DowngradeOps, UpgradeOps } from "../../directives/index.ts";
import { nameText } from "../../schema/names.ts";
import { tableKey } from "../../schema/table.ts";
import type { SqlType } from "../../schema/types/sql-type.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { noteChange } from "../detours/set-aside.ts";
import { ownTable } from "../own-schema.ts";

/** An alteration that changes the type. */
type TypeAlteration = AlterColumnOp & { readonly modifyType: SqlType; readonly existingType: SqlType };

/**
 * Says how values become those of another type, there and back, where the database does not convert them by itself,
 * and lets what is made of such columns step aside.
 */
export async function convertTypes(context: AutogenContext, upgradeOps: UpgradeOps): Promise<void> {
  const { dialect, connection } = context;
  const altered = alterations(upgradeOps.ops);
  if (dialect.comparison?.conversions === undefined || altered.length === 0) return;
  const changes = altered.flatMap(({ columnName: column, existingType, modifyType }): TypeChange[] => [
    { column, from: existingType, to: modifyType },
    { column, from: modifyType, to: existingType },
  ]);
  const answers = await dialect.comparison.conversions(connection, changes);
  const [there, back] = [new Map<string, TypeConversion>(), new Map<string, TypeConversion>()];
  altered.forEach((alteration, index) => {
    const [upgrade, downgrade] = [answers[2 * index] ?? null, answers[2 * index + 1] ?? null];
    if (upgrade === null || downgrade === null) return;
    there.set(keyOf(alteration), upgrade);
    back.set(keyOf(alteration), downgrade);
    noteChange(context.columnChanges, ownTable(context.reflected, alteration), {
      columns: new Set([nameText(alteration.columnName)]),
      words: new Set(),
      kind: upgrade.isAlike && downgrade.isAlike ? "cast" : "converted",
    });
  });
  context.afterReverse.push((container) => {
    convert(container, container.kind === "upgrade_ops" ? there : back);
  });
}

function alterations(ops: readonly Directive[]): readonly TypeAlteration[] {
  return ops.flatMap((directive) => {
    if (directive.kind === "modify_table_ops") return alterations(directive.ops);
    return isTypeAlteration(directive) ? [directive] : [];
  });
}

function isTypeAlteration(directive: Directive): directive is TypeAlteration {
  return (
    directive.kind === "alter_column" &&
    directive.modifyType !== undefined &&
    directive.existingType !== undefined
  );
}

function keyOf({ tableName, schema, columnName }: AlterColumnOp): string {
  return JSON.stringify([tableKey(tableName, schema), nameText(columnName)]);
}

function convert(
  container: UpgradeOps | DowngradeOps,
  conversions: ReadonlyMap<string, TypeConversion>,
): void {
  const converted = (directive: Directive): Directive => {
    if (directive.kind === "modify_table_ops") return { ...directive, ops: directive.ops.map(converted) };
    const conversion = isTypeAlteration(directive) ? conversions.get(keyOf(directive)) : undefined;
    if (!isTypeAlteration(directive) || conversion === undefined) return directive;
    const { options, note } = conversion;
    return {
      ...directive,
      options: { ...directive.options, ...options },
      ...(note !== null && { info: { ...directive.info, warning: note } }),
    };
  };
  container.ops = container.ops.map(converted);
}
