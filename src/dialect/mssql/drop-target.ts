import type { AlterColumnOp, DropColumnOp } from "../../directives/index.ts";
import { nameText } from "../../schema/names.ts";
import type { DdlScope } from "../default/grammar.ts";
import { catalogName } from "./catalog-name.ts";
import type { DropTarget } from "./drop-blocks.ts";

/** The column whose constraints a block drops. */
export function dropTarget(
  scope: DdlScope,
  {
    tableName,
    schema,
    columnName,
  }: Pick<AlterColumnOp | DropColumnOp, "tableName" | "schema" | "columnName">,
): DropTarget {
  return {
    catalogName: catalogName(tableName, schema),
    quotedTable: scope.identifiers.qualify(tableName, schema),
    column: nameText(columnName),
  };
}
