import type { AlterColumnOp } from "../../directives/index.ts";
import type { GeneratedDefault } from "../../schema/server-default.ts";
import type { SqlType } from "../../schema/types/sql-type.ts";
import { addTo, alterTable } from "./column-statements.ts";
import type { AlterGrammar, AlterStep, DdlScope, StatementGrammar } from "./grammar.ts";
import { newName } from "./names.ts";
import { tableStub } from "./table-stub.ts";
import { typeCheck } from "./type-checks.ts";
import { unsupported } from "./unsupported.ts";

/** ALTER COLUMN as most dialects write it: one statement for each thing that changes. */
export const alterColumnStatements: Pick<StatementGrammar, "alterColumn"> &
  Omit<AlterGrammar, "addColumnWords"> = {
  alterOrder: ["nullable", "default", "type", "comment", "name"],
  alterColumn: (scope, directive) => {
    if (directive.autoincrement !== undefined || directive.existingAutoincrement !== undefined) {
      scope.grammar.alterAutoincrement(scope, directive);
    }
    return [
      ...droppedTypeCheck(scope, directive),
      ...scope.grammar.alterOrder.flatMap((step) => steps[step](scope, directive)),
      ...addedTypeCheck(scope, directive),
    ];
  },
  alterNullable: (scope, directive, nullable) => [
    `${alterColumnWords(scope, directive)} ${nullable ? "DROP" : "SET"} NOT NULL`,
  ],
  alterType: (scope, directive, type) => [
    `${alterColumnWords(scope, directive)} TYPE ${scope.types.compile(type)}`,
  ],
  alterDefault: (scope, directive, value) => [
    value === null
      ? `${alterColumnWords(scope, directive)} DROP DEFAULT`
      : `${alterColumnWords(scope, directive)} SET DEFAULT ${scope.literals.serverDefault(value, knownType(directive))}`,
  ],
  alterIdentity: (scope, directive) => {
    throw unsupported(
      'Adding, removing or modifying an "identity" construct, e.g. GENERATED AS IDENTITY, to or from an existing ' +
        `column is not supported by the ${scope.name} dialect.`,
      {
        dialect: scope.name,
        operation: "alter_column",
        table: directive.tableName,
        hint: "Add a new column, copy the values, and drop the old one.",
      },
    );
  },
  renameColumn: (scope, directive, name) => [
    `${alterTable(scope, { name: directive.tableName, schema: directive.schema })} RENAME COLUMN ${scope.identifiers.quote(directive.columnName)} TO ${newName(scope, name)}`,
  ],
  alterAutoincrement: (scope) => {
    if (scope.features.alterAutoincrement) return;
    scope.context.warn("autoincrement and existing_autoincrement only make sense for MySQL");
  },
};

/** `ALTER TABLE t ALTER COLUMN c`. */
export function alterColumnWords(scope: DdlScope, directive: AlterColumnOp): string {
  const owner = { name: directive.tableName, schema: directive.schema };
  return `${alterTable(scope, owner)} ALTER COLUMN ${scope.identifiers.quote(directive.columnName)}`;
}

/** The type of the column after the change, as far as it is known. */
export function knownType(directive: AlterColumnOp): SqlType | null {
  return directive.modifyType ?? directive.existingType ?? null;
}

const steps: Readonly<Record<AlterStep, (scope: DdlScope, directive: AlterColumnOp) => readonly string[]>> = {
  nullable: (scope, directive) =>
    directive.modifyNullable === undefined
      ? []
      : scope.grammar.alterNullable(scope, directive, directive.modifyNullable),
  type: (scope, directive) =>
    directive.modifyType === undefined ? [] : scope.grammar.alterType(scope, directive, directive.modifyType),
  default: (scope, directive) =>
    directive.modifyServerDefault === undefined
      ? []
      : changedDefault(scope, directive, directive.modifyServerDefault),
  comment: (scope, directive) =>
    directive.modifyComment === undefined ? [] : changedComment(scope, directive, directive.modifyComment),
  name: (scope, directive) =>
    directive.modifyName === undefined
      ? []
      : scope.grammar.renameColumn(scope, directive, directive.modifyName),
};

function changedDefault(
  scope: DdlScope,
  directive: AlterColumnOp,
  value: GeneratedDefault | null,
): readonly string[] {
  const existing = directive.existingServerDefault;
  if (value?.kind === "computed" || existing?.kind === "computed") throw computedChange(scope, directive);
  return value?.kind === "identity" || existing?.kind === "identity"
    ? scope.grammar.alterIdentity(scope, directive, value)
    : scope.grammar.alterDefault(scope, directive, value);
}

/** The error for a generated column that should become one, or none (PARITY P-5.29). */
export function computedChange(scope: DdlScope, directive: AlterColumnOp): Error {
  return unsupported(
    'Adding or removing a "computed" construct, e.g. GENERATED ALWAYS AS, to or from an existing column is not supported.',
    {
      dialect: scope.name,
      operation: "alter_column",
      table: directive.tableName,
      hint: "Drop the column and add it again.",
    },
  );
}

function changedComment(
  scope: DdlScope,
  directive: AlterColumnOp,
  comment: string | null,
): readonly string[] {
  const place = { name: directive.tableName, schema: directive.schema, column: directive.columnName };
  return scope.grammar.columnComment(scope, place, { comment, existing: directive.existingComment ?? null });
}

/** The CHECK of the old type goes first (PARITY P-5.26). */
export function droppedTypeCheck(scope: DdlScope, directive: AlterColumnOp): readonly string[] {
  if (directive.existingType === undefined || directive.modifyType === undefined) return [];
  const constraint = typeCheck(scope, directive.columnName, directive.existingType);
  if (constraint === null || constraint.name === null) return [];
  return scope.grammar.dropConstraint(scope, {
    kind: "drop_constraint",
    tableName: directive.tableName,
    schema: directive.schema,
    constraintName: constraint.name,
    constraintType: "check",
    ifExists: false,
    existing: constraint,
  });
}

/** The CHECK of the new type comes last. */
export function addedTypeCheck(scope: DdlScope, directive: AlterColumnOp): readonly string[] {
  if (directive.modifyType === undefined) return [];
  const constraint = typeCheck(scope, directive.modifyName ?? directive.columnName, directive.modifyType);
  if (constraint === null) return [];
  return addTo(scope, tableStub(directive.tableName, directive.schema), constraint);
}
