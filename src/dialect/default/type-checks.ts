import { type CheckConstraint, check } from "../../schema/constraints.ts";
import type { Identifier } from "../../schema/names.ts";
import { rawSql } from "../../schema/sql-text.ts";
import { type SqlType, typeOn } from "../../schema/types/sql-type.ts";
import { freeze } from "../../util/freeze.ts";
import type { DdlScope } from "./grammar.ts";

/** What a type's CHECK depends on; a dialect has it. */
export type TypeCheckScope = Pick<DdlScope, "name" | "types" | "literals" | "identifiers">;

/** The CHECK that holds a boolean or enum column to its values where the dialect needs one, else `null`. */
export function typeCheck(scope: TypeCheckScope, column: Identifier, given: SqlType): CheckConstraint | null {
  const kind = scope.types.constraintOf(given);
  if (kind === null) return null;
  const type = typeOn(given, scope.name);
  const values =
    kind === "boolean"
      ? "0, 1"
      : (type.options.values ?? []).map((value) => scope.literals.string(value)).join(", ");
  const condition = rawSql(`${scope.identifiers.quote(column)} IN (${values})`);
  return freeze({ ...check(condition, { name: type.options.name ?? null }), typeBound: true });
}
