import type { DropIndexOp } from "../../directives/index.ts";
import { AlembicError } from "../../errors/index.ts";
import { type Index, type IndexPart, index } from "../../schema/index-def.ts";
import { type Name, nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import { fitName } from "./fit-name.ts";
import type { DdlScope, StatementGrammar } from "./grammar.ts";
import { columnList, databaseName } from "./names.ts";
import { tableStub } from "./table-stub.ts";

/** CREATE and DROP INDEX as most dialects write them. */
export const indexStatements: Pick<StatementGrammar, "createIndex" | "dropIndex"> = {
  createIndex: (scope, { index, tableName, schema, ifNotExists }) => [
    [
      `CREATE ${index.unique ? "UNIQUE " : ""}INDEX ${ifNotExists ? "IF NOT EXISTS " : ""}`,
      `${indexName(scope, index, tableStub(tableName, schema))} ON ${scope.identifiers.qualify(tableName, schema)}`,
      ` (${index.parts.map((part) => indexPartSql(scope, part)).join(", ")})`,
    ].join(""),
  ],
  dropIndex: (scope, { indexName, schema, ifExists }) => [
    `DROP INDEX ${ifExists ? "IF EXISTS " : ""}${scope.identifiers.qualify(indexName, schema)}`,
  ],
};

/** CREATE INDEX for an index of a table that is at hand. */
export function createIndexSql(
  scope: DdlScope,
  index: Index,
  table: Table,
  ifNotExists: boolean,
): readonly string[] {
  return scope.grammar.createIndex(scope, {
    kind: "create_index",
    tableName: table.name,
    schema: table.schema,
    index: { ...index, name: databaseName(scope, index, table) },
    ifNotExists,
  });
}

/** The quoted name of an index. Throws OPERATION when neither the user nor the convention names it. */
export function indexName(scope: DdlScope, index: Index, table: Table): string {
  const name = databaseName(scope, index, table);
  if (name !== null) return scope.identifiers.quote(name);
  throw new AlembicError(`An index of table '${nameText(table.name)}' has no name.`, {
    code: "OPERATION",
    hint: "Give the index a name, or add the pattern ix to the naming convention.",
  });
}

/**
 * The name in the database of the index that goes: the naming convention applies, and the name is cut, as on creation.
 * Throws OPERATION when the convention needs a table that is not given.
 */
export function droppedIndexName(scope: DdlScope, directive: DropIndexOp): Name {
  const { indexName: given, tableName, schema } = directive;
  const name = databaseName(scope, droppedIndex(directive), tableStub(tableName ?? "", schema)) ?? given;
  if (tableName !== null || nameText(name) === nameText(fitName(given, scope.identifiers))) return name;
  throw new AlembicError(
    `DROP INDEX '${nameText(given)}' names no table, but the naming convention makes its name with one.`,
    {
      code: "OPERATION",
      hint: `Pass the table, or the name that the index has in the database as op.f("…").`,
      details: { index: nameText(given) },
    },
  );
}

/** Just enough of the index that goes for a naming convention. */
export function droppedIndex({ indexName: name, existing }: DropIndexOp): Index {
  return { ...(existing ?? index(name, [])), name };
}

/** A column or expression of an index: collation, operator class, order, place of NULLs. */
export function indexPartSql(scope: DdlScope, part: IndexPart, operatorClass: string | null = null): string {
  const expression =
    typeof part.expression === "string"
      ? columnList(scope, [part.expression])
      : scope.literals.sqlText(part.expression);
  const words = [
    part.collation === null ? null : `COLLATE ${scope.identifiers.forceQuote(part.collation)}`,
    part.operatorClass ?? operatorClass,
    part.order?.toUpperCase() ?? null,
    part.nulls === null ? null : `NULLS ${part.nulls.toUpperCase()}`,
  ];
  return [expression, ...words.filter((word) => word !== null)].join(" ");
}
