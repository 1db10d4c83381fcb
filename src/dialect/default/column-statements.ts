import type { AddColumnOp } from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import type { Constraint } from "../../schema/constraints.ts";
import { nameText } from "../../schema/names.ts";
import { type Table, table } from "../../schema/table.ts";
import type { AlterGrammar, DdlScope, StatementGrammar } from "./grammar.ts";
import { createIndexSql } from "./index-statements.ts";
import { columnChecks, createdColumnComment } from "./table-statements.ts";
import { typeCheck } from "./type-checks.ts";

/** ADD and DROP COLUMN as most dialects write them. */
export const columnStatements: Pick<StatementGrammar, "addColumn" | "dropColumn"> &
  Pick<AlterGrammar, "addColumnWords"> = {
  addColumn: (scope, directive) => {
    const owner = table(directive.tableName, [directive.column], { schema: directive.schema });
    const { column } = directive;
    if (column.primaryKey && !directive.inlinePrimaryKey) warnOfMissingKey(scope, directive);
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

function warnOfMissingKey(scope: DdlScope, { tableName, column }: AddColumnOp): void {
  scope.context.warn(
    `Adding column '${nameText(tableName)}.${nameText(column.name)}' does not make it the primary key: give inlinePrimaryKey, or ` +
      "call op.createPrimaryKey() behind it.",
  );
}

/** `ALTER TABLE t`. */
export function alterTable(scope: DdlScope, owner: Pick<Table, "name" | "schema">): string {
  return `ALTER TABLE ${scope.identifiers.qualify(owner.name, owner.schema)}`;
}

function addColumnSql(scope: DdlScope, directive: AddColumnOp, owner: Table): string {
  const { column } = directive;
  const words = [
    `${scope.grammar.addColumnWords(scope, directive)}${scope.grammar.columnSpec(scope, column, owner)}`,
    ...(directive.inlinePrimaryKey && column.primaryKey ? ["PRIMARY KEY"] : []),
    ...columnChecks(scope, column, owner),
  ];
  const references = isInline(directive) ? foreignKeysOf(owner) : [];
  return [
    words.join(" "),
    ...references.map((each) => scope.grammar.inlineReference(scope, each, owner)),
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
  const check = typeCheck(scope, column.name, column.type);
  return [
    ...owner.constraints.filter((constraint) => constraint.kind === "unique"),
    ...(check === null ? [] : [check]),
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
