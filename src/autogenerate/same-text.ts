import { squeezed, withoutParentheses } from "../dialect/default/compare-text.ts";
import type { Dialect } from "../dialect/dialect.ts";

/** Whether two expressions are the same but for their spelling. */
export function sameText(dialect: Dialect, inspected: string, model: string): boolean {
  if (normalText(inspected) === normalText(model)) return true;
  return dialect.comparison?.sameExpression?.(inspected, model) ?? false;
}

/** The same of expressions that either side may not have. */
export function sameOptionalText(dialect: Dialect, inspected: string | null, model: string | null): boolean {
  return inspected === null || model === null ? inspected === model : sameText(dialect, inspected, model);
}

/** Whether two DDL texts of types are the same type for sure. */
export function sameType(dialect: Dialect, inspected: string, model: string): boolean {
  return inspected === model || (dialect.comparison?.sameType?.(inspected, model) ?? false);
}

function normalText(text: string): string {
  return squeezed(withoutParentheses(text));
}
