import { fitName } from "../dialect/default/fit-name.ts";
import type { IdentifierRules } from "../dialect/dialect.ts";
import type { AddConstraintOp, Directive, DropConstraintOp } from "../directives/index.ts";
import type { Constraint } from "../schema/constraints.ts";
import { finalName, type Identifier, nameText } from "../schema/names.ts";
import { plainText } from "../schema/sql-text.ts";
import { hexDigest } from "../util/hex-digest.ts";

export interface NamingRequest {
  readonly identifiers: IdentifierRules;
  /**
   * Drops of unnamed constraints too: in a downgrade they take back what the upgrade adds, while in an upgrade they mean
   * one that the database has without a name.
   */
  readonly drops: boolean;
}

/**
 * Operations of a file in which every constraint that is added to an existing table has a name, so that the way back can
 * say which one it drops. The names are those that PostgreSQL gives, cut as the dialect needs it.
 */
export function nameConstraints(ops: readonly Directive[], request: NamingRequest): Directive[] {
  return ops.map((directive) => {
    if (directive.kind === "modify_table_ops") {
      return { ...directive, ops: nameConstraints(directive.ops, request) };
    }
    if (directive.kind === "drop_constraint")
      return request.drops ? namedDrop(directive, request) : directive;
    return isAddConstraint(directive) ? namedAdd(directive, request) : directive;
  });
}

function isAddConstraint(directive: Directive): directive is AddConstraintOp {
  return "constraint" in directive;
}

function namedAdd(directive: AddConstraintOp, { identifiers }: NamingRequest): AddConstraintOp {
  const { constraint, tableName } = directive;
  if (constraint.name !== null) return directive;
  const name = defaultName(tableName, constraint, identifiers);
  // The kinds of directive and constraint stay together.
  return { ...directive, constraint: { ...constraint, name } } as AddConstraintOp;
}

function namedDrop(directive: DropConstraintOp, { identifiers }: NamingRequest): DropConstraintOp {
  const { constraintName, existing, tableName } = directive;
  if (constraintName !== null || existing === null) return directive;
  return { ...directive, constraintName: defaultName(tableName, existing, identifiers) };
}

function defaultName(table: Identifier, constraint: Constraint, identifiers: IdentifierRules): string {
  return nameText(fitName(finalName(`${nameText(table)}_${describe(constraint)}`), identifiers));
}

function describe(constraint: Constraint): string {
  if (constraint.kind === "primary_key") return "pkey";
  if (constraint.kind === "unique") return `${constraint.columns.join("_")}_key`;
  if (constraint.kind === "foreign_key") return `${constraint.columns.join("_")}_fkey`;
  // Several of these may have the same columns: what they say tells them apart.
  const text =
    constraint.kind === "check" ? plainText(constraint.condition) : JSON.stringify(constraint.elements);
  return `${constraint.kind === "check" ? "check" : "excl"}_${hexDigest("md5", text ?? "").slice(0, 4)}`;
}
