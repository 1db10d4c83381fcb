import type { CreateTableOp } from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import type { Constraint, ForeignKeyConstraint } from "../../schema/constraints.ts";
import { columnNamed, referenceConstraint, type Table } from "../../schema/table.ts";
import { constraintClause } from "./constraint-clauses.ts";
import { fitName } from "./fit-name.ts";
import type { DdlScope, StatementGrammar, TableGrammar } from "./grammar.ts";
import { createIndexSql } from "./index-statements.ts";
import { newName } from "./names.ts";
import { typeCheck } from "./type-checks.ts";

/** CREATE, DROP and RENAME TABLE as most dialects write them. */
export const tableStatements: Pick<StatementGrammar, "createTable" | "dropTable" | "renameTable"> &
  Pick<TableGrammar, "beforeCreateTable" | "tableOptions" | "inlineIndex"> = {
  createTable: (scope, directive) => {
    const { table, ifNotExists } = directive;
    return [
      ...scope.grammar.beforeCreateTable(scope, table),
      createTableSql(scope, directive),
      ...lateForeignKeys(scope, table),
      ...table.indexes
        .filter((index) => scope.grammar.inlineIndex(scope, index, directive) === null)
        .flatMap((index) => createIndexSql(scope, index, table, ifNotExists)),
      ...createdComments(scope, table),
    ];
  },
  dropTable: (scope, { tableName, schema, ifExists }) => [
    `DROP TABLE ${ifExists ? "IF EXISTS " : ""}${scope.identifiers.qualify(tableName, schema)}`,
  ],
  renameTable: (scope, directive) => [
    `ALTER TABLE ${scope.identifiers.qualify(directive.tableName, directive.schema)} RENAME TO ${newName(scope, directive.newName)}`,
  ],
  beforeCreateTable: () => [],
  tableOptions: () => "",
  inlineIndex: () => null,
};

/** CREATE TABLE alone, laid out with one column or constraint a line. */
function createTableSql(scope: DdlScope, directive: CreateTableOp): string {
  const { table, ifNotExists } = directive;
  const indexLines = table.indexes
    .map((index) => scope.grammar.inlineIndex(scope, index, directive))
    .filter((line) => line !== null);
  const lines = [...columnLines(scope, table), ...constraintLines(scope, table), ...indexLines].map(
    (line) => `\n    ${line}`,
  );
  const words = ["CREATE", ...table.prefixes, "TABLE", ...(ifNotExists ? ["IF NOT EXISTS"] : [])].join(" ");
  const name = scope.identifiers.qualify(fitName(table.name, scope.identifiers), table.schema);
  return `${words} ${name} (${lines.join(",")}\n)${scope.grammar.tableOptions(scope, table)}`;
}

function columnLines(scope: DdlScope, table: Table): readonly string[] {
  return table.columns
    .filter((column) => !column.system)
    .map((column) => {
      const spec = scope.grammar.columnSpec(scope, column, table);
      return column.checks.length === 0 ? spec : [spec, ...columnChecks(scope, column, table)].join(" ");
    });
}

/** The CHECKs that are written inside a column. */
export function columnChecks(scope: DdlScope, column: Column, table: Table): readonly string[] {
  return column.checks
    .map((check) => scope.grammar.columnCheck(scope, check, table))
    .filter((text) => text !== null);
}

function constraintLines(scope: DdlScope, table: Table): readonly string[] {
  return orderedConstraints(scope, table)
    .filter((constraint) => !isLate(scope, constraint))
    .map((constraint) => constraintClause(scope, constraint, table))
    .filter((text) => text !== null);
}

/** The primary key, declared constraints, then column by column what the columns declare and their types need. */
function orderedConstraints(scope: DdlScope, table: Table): readonly Constraint[] {
  const ordered: Constraint[] = [];
  const declaredBy = new Map<Column, Constraint[]>();
  for (const constraint of table.constraints) {
    const column = declaringColumn(constraint, table);
    if (column === undefined) ordered.push(constraint);
    else declaredBy.set(column, [...(declaredBy.get(column) ?? []), constraint]);
  }
  for (const column of table.columns) {
    const own = declaredBy.get(column) ?? none;
    const check = typeCheck(scope, column.name, column.type);
    for (const constraint of own) if (constraint.kind === "unique") ordered.push(constraint);
    if (check !== null) ordered.push(check);
    for (const constraint of own) if (constraint.kind === "foreign_key") ordered.push(constraint);
  }
  return ordered;
}

const none: readonly never[] = Object.freeze([]);

function declaringColumn(constraint: Constraint, table: Table): Column | undefined {
  if (constraint.kind !== "unique" && constraint.kind !== "foreign_key") return undefined;
  const [name, ...more] = constraint.columns;
  const column = name === undefined || more.length > 0 ? undefined : columnNamed(table, name);
  if (constraint.kind === "unique") return constraint.fromColumn ? column : undefined;
  return column?.references.some((reference) =>
    sameTarget(constraint, referenceConstraint(column, reference)),
  )
    ? column
    : undefined;
}

function sameTarget(a: ForeignKeyConstraint, b: ForeignKeyConstraint): boolean {
  return a.referredTable === b.referredTable && a.referredColumns[0] === b.referredColumns[0];
}

function isLate(scope: DdlScope, constraint: Constraint): boolean {
  return scope.features.alterTable && constraint.kind === "foreign_key" && constraint.useAlter;
}

/** Foreign keys that asked for ALTER TABLE follow at once. */
function lateForeignKeys(scope: DdlScope, table: Table): readonly string[] {
  return table.constraints
    .filter((constraint) => isLate(scope, constraint))
    .flatMap((constraint) => addConstraintSql(scope, constraint, table));
}

/** `ALTER TABLE t ADD CONSTRAINT …`; nothing where the dialect leaves the constraint out. */
export function addConstraintSql(scope: DdlScope, constraint: Constraint, table: Table): readonly string[] {
  const clause = constraintClause(scope, constraint, table);
  return clause === null
    ? []
    : [`ALTER TABLE ${scope.identifiers.qualify(table.name, table.schema)} ADD ${clause}`];
}

function createdComments(scope: DdlScope, table: Table): readonly string[] {
  const { features, grammar } = scope;
  if (!features.comments || features.inlineComments) return [];
  const onTable =
    table.comment === null
      ? []
      : grammar.tableComment(scope, table, { comment: table.comment, existing: null });
  const onColumns = table.columns
    .filter((column) => column.comment !== null)
    .flatMap((column) => createdColumnComment(scope, column, table));
  return [...onTable, ...onColumns];
}

/** The statement for the comment of a new column, where comments are statements. */
export function createdColumnComment(scope: DdlScope, column: Column, table: Table): readonly string[] {
  const { features, grammar } = scope;
  if (column.comment === null || !features.comments || features.inlineComments) return [];
  return grammar.columnComment(
    scope,
    { name: table.name, schema: table.schema, column: column.name },
    { comment: column.comment, existing: null },
  );
}
