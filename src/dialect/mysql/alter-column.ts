import type { AlterColumnOp } from "../../directives/index.ts";
import { CommandError } from "../../errors/index.ts";
import { nameText } from "../../schema/names.ts";
import type { GeneratedDefault } from "../../schema/server-default.ts";
import { rawSql } from "../../schema/sql-text.ts";
import { addedTypeCheck, computedChange, droppedTypeCheck, knownType } from "../default/alter-column.ts";
import { alterTable } from "../default/column-statements.ts";
import { optionsOf } from "../default/dialect-option.ts";
import type { DdlDialect, DdlGrammar, DdlScope } from "../default/grammar.ts";
import { newName } from "../default/names.ts";
import { commentText } from "./comment-text.ts";
import { spelledForServer } from "./default-spelling.ts";
import { isDateTime } from "./types.ts";
import { isMysqlServer } from "./which-server.ts";

/**
 * ALTER COLUMN on MySQL: CHANGE for a new name and for date-times, MODIFY for all else but a default alone
 * (PARITY P-5.73). CHANGE and MODIFY spell out the whole column: what they do not say is lost.
 */
export const mysqlAlterColumn: Pick<DdlGrammar, "alterColumn"> = {
  alterColumn: (scope, directive) => [
    ...withoutTypeCheck(scope, directive),
    ...changed(scope, directive),
    ...addedTypeCheck(scope, directive),
  ],
};

/** The CHECK of the old type would hold the new one's values to its own; the original's script leaves it there. */
function withoutTypeCheck(scope: DdlScope, directive: AlterColumnOp): readonly string[] {
  const drops = droppedTypeCheck(scope, directive);
  const { serverVersion: version } = scope.context;
  if (version !== null) return knowsCheck(version) ? drops : [];
  if (drops.length > 0) {
    scope.context.warn(
      `Column '${nameText(directive.tableName)}.${nameText(directive.columnName)}' keeps the CHECK of its old type in a script: ` +
        'drop it with op.dropConstraint(…, { type: "check" }).',
    );
  }
  return [];
}

/** Before, a CHECK was read and forgotten. */
function knowsCheck([major, minor, patch]: readonly [number, number, number]): boolean {
  return major === 8 ? minor > 0 || patch >= 16 : major > 8;
}

function changed(scope: DdlScope, directive: AlterColumnOp): readonly string[] {
  const { modifyServerDefault: value } = directive;
  if (!changesAnything(scope, directive)) return [];
  if (value !== undefined) refuseGenerated(scope, directive, value);
  if (directive.modifyName !== undefined && needsNoType(scope, directive)) {
    return scope.grammar.renameColumn(scope, directive, directive.modifyName);
  }
  if (directive.modifyName !== undefined || spellsOutDefault(scope, directive))
    return [change(scope, directive)];
  if (changesMoreThanDefault(scope, directive)) return [modify(scope, directive)];
  const none = dropsToNothing(scope, directive) ? sqlNull : null;
  return scope.grammar.alterDefault(scope, directive, spelledForServer(scope, value ?? none));
}

const sqlNull = rawSql("NULL");

/** DROP DEFAULT of MySQL, not MariaDB, takes NULL away too: rows that do not name the column are refused then. */
function dropsToNothing(
  { context: { serverVersion } }: DdlScope,
  { existingNullable }: AlterColumnOp,
): boolean {
  return existingNullable === true && isMysqlServer(serverVersion);
}

/** A new name alone, where the column's type is not known and the server can do without it. */
function needsNoType(scope: DdlScope, directive: AlterColumnOp): boolean {
  const isAlone = !changesMoreThanDefault(scope, directive) && directive.modifyServerDefault === undefined;
  return isAlone && knownType(directive) === null && knowsRenameColumn(scope.context.serverVersion);
}

/** RENAME COLUMN is in MySQL 8.0 and MariaDB 10.5; there is no MySQL 10. */
function knowsRenameColumn(version: DdlScope["context"]["serverVersion"]): boolean {
  if (version === null) return false;
  const [major, minor] = version;
  return major === 10 ? minor >= 5 : major >= 8;
}

/** Whether the statement spells out the whole column. */
export function writesWholeColumn(dialect: DdlDialect, directive: AlterColumnOp): boolean {
  const isRenamed = directive.modifyName !== undefined && knownType(directive) !== null;
  return isRenamed || changesMoreThanDefault(dialect, directive) || spellsOutDefault(dialect, directive);
}

function changesMoreThanDefault(dialect: DdlDialect, directive: AlterColumnOp): boolean {
  const { modifyNullable, modifyType, modifyComment, autoincrement } = directive;
  const { attributes, check } = optionsOf(dialect, directive.options, "mysql");
  return [modifyNullable, modifyType, modifyComment, autoincrement, attributes, check].some(
    (change) => change !== undefined,
  );
}

function changesAnything(scope: DdlScope, directive: AlterColumnOp): boolean {
  return (
    changesMoreThanDefault(scope, directive) ||
    directive.modifyName !== undefined ||
    directive.modifyServerDefault !== undefined
  );
}

/** SET DEFAULT takes no function such as now(): a date-time column is written as a whole. */
function spellsOutDefault({ name }: DdlDialect, directive: AlterColumnOp): boolean {
  const type = knownType(directive);
  return type !== null && isDateTime(type, name) && directive.modifyServerDefault !== null;
}

function refuseGenerated(scope: DdlScope, directive: AlterColumnOp, value: GeneratedDefault | null): void {
  const kinds = [value?.kind, directive.existingServerDefault?.kind];
  if (kinds.includes("computed")) throw computedChange(scope, directive);
  if (kinds.includes("identity")) scope.grammar.alterIdentity(scope, directive, value);
}

const owner = ({ tableName, schema }: AlterColumnOp) => ({ name: tableName, schema });

function change(scope: DdlScope, directive: AlterColumnOp): string {
  const { columnName } = directive;
  const name =
    directive.modifyName === undefined
      ? scope.identifiers.quote(columnName)
      : newName(scope, directive.modifyName);
  return `${alterTable(scope, owner(directive))} CHANGE ${scope.identifiers.quote(columnName)} ${name} ${wholeColumn(scope, directive)}`;
}

function modify(scope: DdlScope, directive: AlterColumnOp): string {
  return `${alterTable(scope, owner(directive))} MODIFY ${scope.identifiers.quote(directive.columnName)} ${wholeColumn(scope, directive)}`;
}

/** `type [generated] NULL|NOT NULL [AUTO_INCREMENT] [DEFAULT x] [COMMENT 'c'] [attributes] [CHECK (x)]`, from what changes or else is known. */
function wholeColumn(scope: DdlScope, directive: AlterColumnOp): string {
  const comment = directive.modifyComment === undefined ? directive.existingComment : directive.modifyComment;
  const { attributes, check } = optionsOf(scope, directive.options, "mysql");
  return [
    columnType(scope, directive),
    generated(scope, directive.existingServerDefault),
    nullability(scope, directive),
    (directive.autoincrement ?? directive.existingAutoincrement) ? "AUTO_INCREMENT" : "",
    defaultWords(scope, directive),
    comment ? `COMMENT ${scope.literals.string(commentText(comment))}` : "",
    attributes ?? "",
    check ? `CHECK (${check})` : "",
  ]
    .filter((words) => words !== "")
    .join(" ");
}

function columnType(scope: DdlScope, directive: AlterColumnOp): string {
  const type = knownType(directive);
  if (type !== null) return scope.types.compile(type);
  const column = `${nameText(directive.tableName)}.${nameText(directive.columnName)}`;
  throw new CommandError(
    `All MySQL CHANGE/MODIFY COLUMN operations require the existing type. It is not known for '${column}'.`,
    {
      code: "OPERATION",
      hint: "Pass existingType (and existingNullable, existingServerDefault, existingComment).",
      details: { operation: "alter_column", dialect: scope.name, column },
    },
  );
}

/** A generated column stays one only when its expression is repeated. */
function generated(scope: DdlScope, existing: GeneratedDefault | null | undefined): string {
  if (existing?.kind !== "computed") return "";
  const kind = existing.persisted === null ? "" : existing.persisted ? " STORED" : " VIRTUAL";
  return `GENERATED ALWAYS AS (${scope.literals.sqlText(existing.text)})${kind}`;
}

function nullability(scope: DdlScope, directive: AlterColumnOp): string {
  const nullable = directive.modifyNullable ?? directive.existingNullable;
  // MariaDB takes no NULL behind a generated column's expression; MySQL does without it.
  if (directive.existingServerDefault?.kind === "computed") return nullable === false ? "NOT NULL" : "";
  if (nullable !== undefined) return nullable ? "NULL" : "NOT NULL";
  scope.context.warn(
    `Column '${nameText(directive.tableName)}.${nameText(directive.columnName)}' becomes NULL: MySQL writes the whole column anew, ` +
      "and neither nullable nor existingNullable was given.",
  );
  return "NULL";
}

function defaultWords(scope: DdlScope, directive: AlterColumnOp): string {
  const { modifyServerDefault: changedTo, existingServerDefault: existing } = directive;
  const value = changedTo === undefined ? existing : changedTo;
  if (value === undefined || value === null || value.kind === "computed" || value.kind === "identity")
    return "";
  return `DEFAULT ${scope.literals.serverDefault(spelledForServer(scope, value), knownType(directive))}`;
}
