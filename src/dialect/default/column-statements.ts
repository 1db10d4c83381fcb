import type { AddColumnOp } from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import type { Constraint } from "../../schema/constraints.ts";
import { nameText } from "../../schema/names.ts";
import { type Table, table } from "../../schema/table.ts";
import type { AlterGrammar, DdlScope, StatementGrammar } from "./grammar.ts";
import { createIndexSql } from "./index-statements.ts";
import { columnList } from "./names.ts";
import { columnChecks, createdColumnComment } from "./table-statements.ts";
import { typeChecks } from "./type-checks.ts";

/** ADD and DROP COLUMN as most dialects write them. */
export const columnStatements: Pick<StatementGrammar, "addColumn" | "dropColumn"> &
  Pick<AlterGrammar, "addColumnWords"> = {
  addColumn: (scope, directive) => {
    const owner = table(directive.tableName, [directive.column], { schema: directive.schema });
    const { column } = directive;
    return [
      `${alterTable(scope, owner)} ${addColumnSql(scope, directive, owner)}`,
      ...addedConstraints(scope, directive, owner).flatMap((constraint) => addTo(scope, owner, constraint)),
      ...owner.indexes.flatMap((index) => createIndexSql(scope, index, owner, directive.ifNotExists)),
      ...createdColumnComment(scope, column, owner),
    ];
  },
  dropColumn: (scope, { tableName, schema, columnName, ifExists }) => [
    `${alterTable(scope, { name: tableName, schema })} DROP COLUMN ${ifExists ? "IF EXISTS " : ""}${scope.identifiers.quote(columnName)}`,
  ],
  addColumnWords: (_scope, { ifNotExists }) => (ifNotExists ? "ADD COLUMN IF NOT EXISTS " : "ADD COLUMN "),
};

/** `ALTER TABLE t`. */
export function alterTable(scope: DdlScope, owner: Pick<Table, "name" | "schema">): string {
  return `ALTER TABLE ${scope.identifiers.qualify(owner.name, owner.schema)}`;
}

function addColumnSql(scope: DdlScope, directive: AddColumnOp, owner: Table): string {
  const { column } = directive;
  const reference = inlineReference(scope, directive, owner);
  return [
    `${scope.grammar.addColumnWords(scope, directive)}${scope.grammar.columnSpec(scope, column, owner)}`,
    ...(directive.inlinePrimaryKey && column.primaryKey ? ["PRIMARY KEY"] : []),
    ...columnChecks(scope, column, owner),
    ...(reference === null ? [] : [reference]),
  ].join(" ");
}

/** `REFERENCES t (c) ON DELETE …` where a single foreign key is to stand inside the column. */
function inlineReference(scope: DdlScope, directive: AddColumnOp, owner: Table): string | null {
  const [constraint] = foreignKeysOf(owner);
  if (!isInline(directive) || constraint === undefined) return null;
  const { grammar } = scope;
  return [
    `REFERENCES ${grammar.referredTable(scope, constraint, owner)} (${columnList(scope, constraint.referredColumns)})`,
    grammar.match(scope, constraint),
    grammar.referentialActions(scope, constraint),
    grammar.deferrability(scope, constraint),
  ].join("");
}

function isInline(directive: AddColumnOp): boolean {
  return directive.inlineReferences && directive.column.references.length === 1;
}

function foreignKeysOf(owner: Table) {
  return owner.constraints.filter((constraint) => constraint.kind === "foreign_key");
}

function addedConstraints(scope: DdlScope, directive: AddColumnOp, owner: Table): readonly Constraint[] {
  const column: Column = directive.column;
  const check = typeChecks(scope, [column]).get(nameText(column.name));
  return [
    ...owner.constraints.filter((constraint) => constraint.kind === "unique"),
    ...(check === undefined ? [] : [check]),
    ...(isInline(directive) ? [] : foreignKeysOf(owner)),
  ];
}

/** ADD CONSTRAINT through the dialect's own statement, so that one that has none refuses. */
export function addTo(scope: DdlScope, owner: Table, constraint: Constraint): readonly string[] {
  const place = { tableName: owner.name, schema: owner.schema };
  switch (constraint.kind) {
    case "unique":
      return scope.grammar.addConstraint(scope, { kind: "create_unique_constraint", ...place, constraint });
    case "check":
      return scope.grammar.addConstraint(scope, { kind: "create_check_constraint", ...place, constraint });
    case "foreign_key":
      return scope.grammar.addConstraint(scope, { kind: "create_foreign_key", ...place, constraint });
    case "primary_key":
      return scope.grammar.addConstraint(scope, { kind: "create_primary_key", ...place, constraint });
    case "exclude":
      return scope.grammar.addConstraint(scope, { kind: "create_exclude_constraint", ...place, constraint });
  }
}
