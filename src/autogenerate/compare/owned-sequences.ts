import type { AlterColumnOp, Directive, UpgradeOps } from "../../directives/index.ts";
import { nameText } from "../../schema/names.ts";
import { type AutogenContext, reflectedTable } from "../autogen-context.ts";
import { sqlChange } from "./sql-change.ts";

/** Lets the sequence behind a column that counts follow the column: its type, or the identity that takes its place. */
export function changeOwnedSequences(context: AutogenContext, upgradeOps: UpgradeOps): void {
  if (context.dialect.comparison?.ownedSequenceStatements === undefined) return;
  for (const directive of upgradeOps.ops) {
    if (directive.kind !== "modify_table_ops") continue;
    directive.ops = directive.ops.flatMap((each) =>
      each.kind === "alter_column" ? [each, ...followingStatements(context, each)] : [each],
    );
  }
}

function followingStatements(context: AutogenContext, alteration: AlterColumnOp): readonly Directive[] {
  const { dialect } = context;
  const table = reflectedTable(context, alteration.tableName, alteration.schema);
  const owned = table?.ownedSequences.find(({ column }) => column === nameText(alteration.columnName));
  if (owned === undefined) return [];
  const statements = dialect.comparison?.ownedSequenceStatements?.({ dialect, owned, alteration }) ?? null;
  return statements === null ? [] : [sqlChange(statements.upgrade, statements.downgrade)];
}
