import type { Constraint } from "../../schema/constraints.ts";
import type { ConstraintPlace } from "../comparison.ts";
import { identifiers } from "./identifiers.ts";
import { literals } from "./literals.ts";

/** When a key is checked, what it includes, how a foreign key matches, whether a CHECK is inherited. */
export function constraintDetails(constraint: Constraint): Readonly<Record<string, string>> {
  switch (constraint.kind) {
    case "unique":
    case "exclude":
      return { ...timing(constraint), ...included(constraint) };
    case "foreign_key":
      return constraint.match?.toUpperCase() === "FULL" ? { match: "FULL" } : {};
    case "check":
      return constraint.options.postgresql?.noInherit ? { inheritance: "NO INHERIT" } : {};
    default:
      return {};
  }
}

function timing({ deferrable, initially }: Constraint): Readonly<Record<string, string>> {
  const isDeferred = initially?.toUpperCase() === "DEFERRED";
  if (!deferrable && !isDeferred) return {};
  return { timing: `DEFERRABLE INITIALLY ${isDeferred ? "DEFERRED" : "IMMEDIATE"}` };
}

function included({ options }: Constraint): Readonly<Record<string, string>> {
  const { include = [] } = options.postgresql ?? {};
  return include.length === 0 ? {} : { include: `(${include.join(", ")})` };
}

export function constraintCommentSql(
  { tableName, schema, constraintName }: ConstraintPlace,
  comment: string | null,
): string {
  const text = comment === null ? "NULL" : literals.string(comment);
  return `COMMENT ON CONSTRAINT ${identifiers.quote(constraintName)} ON ${identifiers.qualify(tableName, schema)} IS ${text}`;
}
