import type { DropConstraintOp } from "../../directives/index.ts";
import { AlembicError } from "../../errors/index.ts";
import { type Constraint, constraintStub } from "../../schema/constraints.ts";
import { type Name, nameText } from "../../schema/names.ts";
import type { DdlScope, StatementGrammar } from "./grammar.ts";
import { databaseName } from "./names.ts";
import { addConstraintSql } from "./table-statements.ts";
import { tableStub } from "./table-stub.ts";

/** ADD and DROP CONSTRAINT as most dialects write them. */
export const constraintStatements: Pick<StatementGrammar, "addConstraint" | "dropConstraint"> = {
  addConstraint: (scope, { constraint, tableName, schema }) =>
    addConstraintSql(scope, constraint, tableStub(tableName, schema)),
  dropConstraint: (scope, directive) => [
    `ALTER TABLE ${scope.identifiers.qualify(directive.tableName, directive.schema)} DROP CONSTRAINT ${directive.ifExists ? "IF EXISTS " : ""}${scope.identifiers.quote(droppedName(scope, directive))}`,
  ],
};

/** The name in the database of the constraint that goes: the naming convention applies as it did on creation. */
export function droppedName(scope: DdlScope, directive: DropConstraintOp): Name {
  const table = tableStub(directive.tableName, directive.schema);
  const constraint = droppedConstraint(directive);
  const name = constraint === null ? directive.constraintName : databaseName(scope, constraint, table);
  if (name !== null) return name;
  throw new AlembicError(
    `A constraint of table '${nameText(directive.tableName)}' is to be dropped, but has no name.`,
    {
      code: "OPERATION",
      hint: "Give the name that the database gave it, e.g. from its catalogue.",
    },
  );
}

/** Just enough of a constraint for a naming convention; `null` when not even its kind is known. */
export function droppedConstraint({
  constraintName: name,
  constraintType,
  existing,
}: DropConstraintOp): Constraint | null {
  if (existing !== null) return { ...existing, name };
  return constraintType === null ? null : constraintStub(constraintType, name);
}
