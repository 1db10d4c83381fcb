import type { OwnedSequence } from "../../dialect/reflection.ts";
import type { AlterColumnOp, Directive } from "../../directives/index.ts";
import { nameText } from "../../schema/names.ts";
import { columnNamed } from "../../schema/table.ts";
import { type AutogenContext, reflectedTable } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";

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
  const owned = ownedSequence(context, alteration);
  const statements = context.dialect.comparison?.ownedSequenceStatements?.({ owned, alteration });
  return [...executing(statements?.before ?? []), alteration, ...executing(statements?.after ?? [])];
}

/** The sequence that the database has for a column, or is to have where the models' column counts by itself. */
function ownedSequence(
  context: AutogenContext,
  { tableName, schema, columnName, modifyServerDefault, existingServerDefault }: AlterColumnOp,
): OwnedSequence | null {
  const column = nameText(columnName);
  const found = reflectedTable(context, tableName, schema)?.ownedSequences.find(
    (each) => each.column === column,
  );
  if (found !== undefined) return found;
  const model = context.tableKeyToTable.get(displayName(tableName, schema));
  if (model === undefined || columnNamed(model, column)?.serverDefault !== null) return null;
  const value = [modifyServerDefault, existingServerDefault].find((each) => each?.kind === "next_value");
  return value?.kind === "next_value"
    ? { column, sequence: nameText(value.sequence), schema: value.schema }
    : null;
}

function executing(statements: readonly string[]): readonly Directive[] {
  return statements.length === 0
    ? []
    : [{ kind: "execute", statement: statements.join(";\n"), executionOptions: {} }];
}
