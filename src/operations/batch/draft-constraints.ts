import { droppedIndex } from "../../dialect/default/index-statements.ts";
import type { AddConstraintOp, DropConstraintOp, DropIndexOp } from "../../directives/index.ts";
import type { Constraint, PrimaryKeyConstraint } from "../../schema/constraints.ts";
import type { Index } from "../../schema/index-def.ts";
import { type Name, nameText } from "../../schema/names.ts";
import { freeze } from "../../util/freeze.ts";
import { operationError } from "../operation-error.ts";
import { isSameName, type TableDraft } from "./table-draft.ts";

/** Adds a constraint under its name in the database. Throws OPERATION when it has none (PARITY P-5.60). */
export function addConstraint(draft: TableDraft, { constraint }: AddConstraintOp): void {
  // The type of the column brings its CHECK along.
  if (constraint.kind === "check" && constraint.typeBound) return;
  const name = draft.rules.databaseName(constraint, draft.before);
  if (name === null) throw unnamed(draft, constraint.kind.replace("_", " "));
  const made = freeze({ ...constraint, name });
  if (made.kind === "primary_key") {
    replacePrimaryKey(draft, made);
    return;
  }
  assertFree(draft, name);
  draft.constraints.push(made);
}

/** A database that rebuilds tables may take two constraints of one name, and then nobody can drop one of them. */
function assertFree(draft: TableDraft, name: Name): void {
  if (!constraintNames(draft).some((each) => isSameName(each, name))) return;
  const text = nameText(name);
  throw operationError(`Table '${draft.tableName}' already has a constraint '${text}'.`, {
    hint: `Choose another name, or drop the old one in the block first: batch.dropConstraint("${text}").`,
  });
}

/** A primary key takes the place of one that has no name. */
function replacePrimaryKey(draft: TableDraft, made: PrimaryKeyConstraint): void {
  const existing = draft.constraints.find((each) => each.kind === "primary_key");
  if (existing !== undefined && existing.name !== null) {
    const name = nameText(existing.name);
    throw operationError(`Table '${draft.tableName}' already has the primary key '${name}'.`, {
      hint: `Drop it in the block first: batch.dropConstraint("${name}", { type: "primary" }).`,
    });
  }
  removePrimaryKey(draft);
  draft.constraints.unshift(made);
}

function removePrimaryKey(draft: TableDraft): void {
  draft.constraints = draft.constraints.filter((each) => each.kind !== "primary_key");
  for (const each of draft.columns) each.column = freeze({ ...each.column, primaryKey: false });
}

/**
 * Drops a constraint by the name that it has in the database, or without a name by what it says. Throws OPERATION when
 * there is none.
 */
export function dropConstraint(draft: TableDraft, directive: DropConstraintOp): void {
  const { constraintName, existing, ifExists } = directive;
  if (constraintName === null && existing !== null) {
    dropAsDefined(draft, existing, ifExists);
    return;
  }
  if (constraintName === null) throw unnamed(draft, directive.constraintType ?? "");
  const names = [constraintName, draft.rules.droppedName(directive)];
  const isMeant = (each: { readonly name: Name | null }): boolean =>
    names.some((name) => isSameName(each.name, name));
  const found = draft.constraints.filter(isMeant);
  if (found.some((each) => each.kind === "primary_key")) removePrimaryKey(draft);
  draft.constraints = draft.constraints.filter((each) => !isMeant(each));
  for (const each of found) forgetFlag(draft, each);
  const isTypeBound = existing?.kind === "check" && existing.typeBound;
  if (found.length > 0 || dropColumnCheck(draft, isMeant) || ifExists || isTypeBound) return;
  throw operationError(`No such constraint: '${nameText(constraintName)}' in table '${draft.tableName}'.`, {
    hint: `Use one of: ${namesOf(draft)}.`,
  });
}

/** Drops one constraint that says the same, one without a name before others. */
function dropAsDefined(draft: TableDraft, existing: Constraint, ifExists: boolean): void {
  const isSame = (each: Constraint): boolean => draft.rules.saysTheSame(each, existing);
  const checks = draft.columns.flatMap(({ column }) => column.checks);
  const alike = [...draft.constraints, ...checks].filter(isSame);
  const found = alike.find(({ name }) => name === null) ?? alike[0];
  if (found === undefined) {
    if (ifExists) return;
    throw operationError(
      `No such constraint: table '${draft.tableName}' has no ${existing.kind.replace("_", " ")} constraint like that.`,
      { hint: "Write it as it was made, or give its name." },
    );
  }
  if (found.kind === "primary_key") removePrimaryKey(draft);
  draft.constraints = draft.constraints.filter((each) => each !== found);
  forgetFlag(draft, found);
  dropColumnCheck(draft, (check) => check === found);
}

/** A column that declares the constraint itself must not bring it back. */
function forgetFlag(draft: TableDraft, constraint: Constraint): void {
  if (constraint.kind !== "unique" && constraint.kind !== "foreign_key") return;
  const [only, ...more] = constraint.columns;
  const found = only === undefined || more.length > 0 ? undefined : draft.column(only);
  if (found === undefined) return;
  found.column = freeze(
    constraint.kind === "unique" ? { ...found.column, unique: false } : { ...found.column, references: [] },
  );
}

function dropColumnCheck(draft: TableDraft, isMeant: (check: Constraint) => boolean): boolean {
  const owner = draft.columns.find(({ column }) => column.checks.some(isMeant));
  if (owner === undefined) return false;
  const { column } = owner;
  owner.column = freeze({ ...column, checks: column.checks.filter((check) => !isMeant(check)) });
  return true;
}

function constraintNames(draft: TableDraft): readonly Name[] {
  const all = [...draft.constraints, ...draft.columns.flatMap(({ column }) => column.checks)];
  return all.flatMap((each) => (each.name === null ? [] : [each.name]));
}

function namesOf(draft: TableDraft): string {
  const names = constraintNames(draft).map(nameText);
  return names.join(", ") || "(no constraint has a name: give the block a namingConvention)";
}

function unnamed(draft: TableDraft, kind: string): Error {
  return operationError(
    `Constraint must have a name: the ${kind} constraint in the batch block of table '${draft.tableName}' has none.`,
    { hint: "Give its name, or set a naming convention." },
  );
}

/** Drops an index that the table has, or that the block has made. Throws OPERATION when there is none. */
export function dropIndex(draft: TableDraft, directive: DropIndexOp): void {
  const { indexName, ifExists } = directive;
  const dropped = draft.rules.databaseName(droppedIndex(directive), draft.before);
  const isMeant = (index: Index): boolean =>
    isSameName(draft.rules.databaseName(index, draft.before), dropped);
  const kept = draft.indexes.filter((index) => !isMeant(index));
  const made = draft.newIndexes.findIndex(isMeant);
  if (kept.length < draft.indexes.length) draft.indexes = kept;
  else if (made >= 0) draft.newIndexes.splice(made, 1);
  else if (!ifExists) {
    throw operationError(`No such index: '${nameText(indexName)}' on table '${draft.tableName}'.`, {
      hint: "Use the name that the index has in the database.",
    });
  }
}
