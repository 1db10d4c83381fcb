import type { AlterColumnOp } from "../../directives/index.ts";
import { CommandError } from "../../errors/index.ts";
import { nameText } from "../../schema/names.ts";
import type { SqlType } from "../../schema/types/sql-type.ts";
import {
  addedTypeCheck,
  alterColumnWords,
  computedChange,
  droppedTypeCheck,
  knownType,
} from "../default/alter-column.ts";
import { alterTable } from "../default/column-statements.ts";
import type { DdlGrammar, DdlScope } from "../default/grammar.ts";
import { newName } from "../default/names.ts";
import { changedColumnComment } from "./comments.ts";
import { dropDefault } from "./drop-blocks.ts";
import { dropTarget } from "./drop-target.ts";

/** ALTER COLUMN on SQL Server: type and nullability go together, defaults are constraints (PARITY P-5.77). */
export const alterColumn: Pick<DdlGrammar, "alterColumn" | "renameColumn"> = {
  alterColumn: (scope, directive) => {
    if (directive.autoincrement !== undefined || directive.existingAutoincrement !== undefined) {
      scope.grammar.alterAutoincrement(scope, directive);
    }
    return [
      ...droppedTypeCheck(scope, directive),
      ...changedType(scope, directive),
      ...changedComment(scope, directive),
      ...changedDefault(scope, directive),
      ...(directive.modifyName === undefined
        ? []
        : scope.grammar.renameColumn(scope, directive, directive.modifyName)),
      ...addedTypeCheck(scope, directive),
    ];
  },
  renameColumn: (scope, directive, name) => {
    const { identifiers } = scope;
    const path = `${identifiers.qualify(directive.tableName, directive.schema)}.${identifiers.quote(directive.columnName)}`;
    return [`EXEC sp_rename ${scope.literals.string(path)}, ${newName(scope, name)}, 'COLUMN'`];
  },
};

const label = ({ tableName, columnName }: AlterColumnOp): string =>
  `${nameText(tableName)}.${nameText(columnName)}`;

function changedType(scope: DdlScope, directive: AlterColumnOp): readonly string[] {
  const { modifyNullable, modifyType, existingNullable } = directive;
  if (modifyNullable !== undefined)
    return [withNullability(scope, directive, modifyNullable, neededType(scope, directive))];
  if (modifyType === undefined) return [];
  if (existingNullable !== undefined)
    return [withNullability(scope, directive, existingNullable, modifyType)];
  scope.context.warn(
    "MS-SQL ALTER COLUMN operations that specify type_= should also specify a nullable= or existing_nullable= argument " +
      `to avoid implicit conversion of NOT NULL columns to NULL: column '${label(directive)}'.`,
  );
  return [`${alterColumnWords(scope, directive)} ${scope.types.compile(modifyType)}`];
}

function withNullability(
  scope: DdlScope,
  directive: AlterColumnOp,
  nullable: boolean,
  type: SqlType,
): string {
  return `${alterColumnWords(scope, directive)} ${scope.types.compile(type)} ${nullable ? "NULL" : "NOT NULL"}`;
}

function neededType(scope: DdlScope, directive: AlterColumnOp): SqlType {
  const type = knownType(directive);
  if (type !== null) return type;
  throw new CommandError(
    "MS-SQL ALTER COLUMN operations with NULL or NOT NULL require the existing_type or a new type_ be passed: " +
      `column '${label(directive)}'.`,
    {
      code: "OPERATION",
      hint: "Pass existingType.",
      details: { operation: "alter_column", dialect: scope.name, column: label(directive) },
    },
  );
}

function changedComment(scope: DdlScope, directive: AlterColumnOp): readonly string[] {
  const { modifyComment: comment, existingComment } = directive;
  if (comment === undefined) return [];
  const column = { name: directive.tableName, schema: directive.schema, column: directive.columnName };
  return [changedColumnComment(scope, column, { comment, existing: existingComment ?? null })];
}

function changedDefault(scope: DdlScope, directive: AlterColumnOp): readonly string[] {
  const { modifyServerDefault: value, existingServerDefault: existing } = directive;
  if (value === undefined) return [];
  if (value?.kind === "computed" || existing?.kind === "computed") throw computedChange(scope, directive);
  if (value?.kind === "identity" || existing?.kind === "identity") {
    return scope.grammar.alterIdentity(scope, directive, value);
  }
  const isThere = existing !== undefined || value === null;
  return [
    ...(isThere ? [dropDefault(dropTarget(scope, directive))] : []),
    ...(value === null
      ? []
      : [
          `${alterTable(scope, { name: directive.tableName, schema: directive.schema })} ADD DEFAULT ${scope.literals.serverDefault(value, knownType(directive))} FOR ${scope.identifiers.quote(directive.columnName)}`,
        ]),
  ];
}
