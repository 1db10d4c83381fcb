import type { OwnedSequenceStatements } from "../../dialect/comparison.ts";
import type { AlterColumnOp, Directive } from "../../directives/index.ts";
import { nameText } from "../../schema/names.ts";
import { type AutogenContext, reflectedTable } from "../autogen-context.ts";

/**
 * Lets what a column counts by follow the column, there and back: the type of its own sequence, the identity that takes
 * the place of one or gives way to one.
 */
export function changeOwnedSequences(context: AutogenContext): void {
  if (context.dialect.comparison?.ownedSequenceStatements === undefined) return;
  context.afterReverse.push((container) => {
    for (const directive of container.ops) {
      if (directive.kind !== "modify_table_ops") continue;
      directive.ops = directive.ops.flatMap((each) =>
        each.kind === "alter_column" ? withSequence(context, each) : [each],
      );
    }
  });
}

function withSequence(context: AutogenContext, alteration: AlterColumnOp): readonly Directive[] {
  const table = reflectedTable(context, alteration.tableName, alteration.schema);
  const owned =
    table?.ownedSequences.find(({ column }) => column === nameText(alteration.columnName)) ?? null;
  const none: OwnedSequenceStatements = { before: [], after: [] };
  const { before, after } =
    context.dialect.comparison?.ownedSequenceStatements?.({ owned, alteration }) ?? none;
  return [...executing(before), alteration, ...executing(after)];
}

function executing(statements: readonly string[]): readonly Directive[] {
  return statements.length === 0
    ? []
    : [{ kind: "execute", statement: statements.join(";\n"), executionOptions: {} }];
}
