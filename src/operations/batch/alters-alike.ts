import type { ReflectedDatabase, ReflectedTable } from "../../dialect/reflection.ts";
import type { BatchAlterTableOp, SqlDirective } from "../../directives/index.ts";
import { nameText } from "../../schema/names.ts";
import { type BatchContext, rebuildRules } from "./batch-context.ts";
import { isUsed } from "./column-use.ts";
import { batchDirectives } from "./plan-batch.ts";
import { planRebuild } from "./plan-rebuild.ts";

/**
 * The directives of a block when ALTER TABLE makes of the table what a rebuild would make of it, to the letter of the
 * statement that the database keeps; else `null`.
 */
export function altersAlike(
  batch: BatchAlterTableOp,
  table: ReflectedTable,
  context: BatchContext & { readonly database: ReflectedDatabase },
): readonly SqlDirective[] | null {
  const { altersLikeRebuild } = rebuildRules(context.dialect);
  if (altersLikeRebuild === undefined || !isPlain(batch)) return null;
  const directives = batchDirectives(batch);
  const names = directives.flatMap(namesIn);
  const isDone = (directive: SqlDirective): boolean =>
    altersLikeRebuild(directive, table, context.ddl) &&
    (directive.kind !== "drop_column" || !isUsed(nameText(directive.columnName), table, context));
  return new Set(names).size === names.length &&
    directives.every(isDone) &&
    isWrittenAlike(batch, table, context)
    ? directives
    : null;
}

/** Whether the block asks for nothing that only a new table has. */
function isPlain(batch: BatchAlterTableOp): boolean {
  return (
    batch.recreate === "auto" &&
    batch.copyFrom === null &&
    batch.namingConvention === null &&
    batch.reflectColumns.length + batch.tableElements.length + batch.partialReordering.length === 0 &&
    Object.keys({ ...batch.tableOptions, ...batch.reflectOptions }).length === 0 &&
    batch.items.every((item) => item.insertBefore === undefined && item.insertAfter === undefined)
  );
}

/** The columns that a directive names. A column that is named twice may have another name the second time. */
function namesIn(directive: SqlDirective): readonly string[] {
  switch (directive.kind) {
    case "add_column":
      return [nameText(directive.column.name)];
    case "drop_column":
      return [nameText(directive.columnName)];
    case "alter_column":
      return [directive.columnName, directive.modifyName].flatMap((name) =>
        name === undefined ? [] : [nameText(name)],
      );
    case "create_index":
      return directive.index.parts.flatMap(({ expression }) =>
        typeof expression === "string" ? [expression] : [],
      );
    default:
      return [];
  }
}

/** Whether a rebuild that changes nothing would keep the statement that made the table. */
function isWrittenAlike(batch: BatchAlterTableOp, table: ReflectedTable, context: BatchContext): boolean {
  const { steps, temporaryName } = planRebuild({ ...batch, items: [] }, table, context);
  const { identifiers } = context.dialect;
  const created = steps.filter(({ phase }) => phase === "create").at(-1)?.statement.sql ?? "";
  const written = created.replace(identifiers.quote(temporaryName), () =>
    identifiers.forceQuote(nameText(table.name)),
  );
  return withoutBlanks(written) === withoutBlanks(table.sourceSql ?? "");
}

const withoutBlanks = (text: string): string => text.replaceAll(/\s+/g, "");
