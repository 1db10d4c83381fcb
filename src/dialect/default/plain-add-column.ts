import type { AddColumnOp } from "../../directives/index.ts";
import { nameText } from "../../schema/names.ts";
import { freeze } from "../../util/freeze.ts";
import { columnStatements } from "./column-statements.ts";
import type { DdlScope } from "./grammar.ts";

/**
 * ADD of a column alone, where the original leaves everything else out that stands inside a column (PARITY P-5.17):
 * its CHECKs, an inline PRIMARY KEY and inline REFERENCES. Each of them is named in a warning.
 */
export function addPlainColumn(scope: DdlScope, directive: AddColumnOp): readonly string[] {
  for (const text of leftOut(directive)) scope.context.warn(text);
  const { column } = directive;
  const references = isInlineReference(directive) ? [] : column.references;
  return columnStatements.addColumn(scope, {
    ...directive,
    inlinePrimaryKey: false,
    inlineReferences: false,
    column: freeze({ ...column, checks: [], references }),
  });
}

function isInlineReference({ inlineReferences, column }: AddColumnOp): boolean {
  return inlineReferences && column.references.length === 1;
}

function leftOut(directive: AddColumnOp): readonly string[] {
  const { column, tableName } = directive;
  const owner = `column '${nameText(tableName)}.${nameText(column.name)}'`;
  const of = (thing: string, operation: string): string =>
    `The ${thing} of ${owner} is not written by addColumn on this dialect: use ${operation}.`;
  return [
    ...column.checks.map(() => of("CHECK", "op.createCheckConstraint()")),
    ...(isInlineReference(directive) ? [of("inline REFERENCES", "op.createForeignKey()")] : []),
    ...(directive.inlinePrimaryKey && column.primaryKey
      ? [of("inline PRIMARY KEY", "op.createPrimaryKey()")]
      : []),
  ];
}
