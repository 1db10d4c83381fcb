import type { DropIndexOp } from "../../directives/index.ts";
import { AlembicError } from "../../errors/index.ts";
import { nameText } from "../../schema/names.ts";
import type { DdlScope } from "./grammar.ts";

/**
 * The qualified table of a dropped index, for a dialect that finds indexes by their tables. Without one a script gets
 * the original's text and a warning; for a server that is at hand it throws OPERATION.
 */
export function indexTable(scope: DdlScope, { indexName, tableName, schema }: DropIndexOp): string {
  if (tableName !== null) return scope.identifiers.qualify(tableName, schema);
  const name = nameText(indexName);
  const problem = `DROP INDEX '${name}' names no table, but ${scope.name} finds an index only by its table`;
  if (scope.context.serverVersion === null) {
    scope.context.warn(`${problem}: pass the table's name.`);
    return scope.identifiers.qualify("no_table", schema);
  }
  throw new AlembicError(`${problem}.`, {
    code: "OPERATION",
    hint: `Pass the table: op.dropIndex("${name}", "…").`,
    details: { dialect: scope.name, operation: "drop_index", index: name },
  });
}
