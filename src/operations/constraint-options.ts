import type { Constraint, ConstraintOptions } from "../schema/constraints.ts";
import { ownKeysOf } from "../schema/dialect-options.ts";
import type { CodeOptions, RenderContext } from "./render-context.ts";

/** Options that every constraint takes, besides its name. */
export const constraintKeys: readonly string[] = ownKeysOf<Omit<ConstraintOptions, "name">>()([
  "deferrable",
  "initially",
  "comment",
  "info",
]);

/** A constraint's common options as source text; what is not set is left out. */
export function constraintOptions(constraint: Constraint, r: RenderContext): CodeOptions {
  const value = (given: unknown) => (given === null ? undefined : r.value(given));
  return {
    deferrable: value(constraint.deferrable),
    initially: value(constraint.initially),
    comment: value(constraint.comment),
    ...r.dialectOptions(constraint.options),
  };
}
