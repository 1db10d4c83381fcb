import type { UniqueConstraint } from "../../schema/constraints.ts";
import type { Index, IndexPart } from "../../schema/index-def.ts";
import type { IndexComparison } from "../comparison.ts";
import { withoutParentheses } from "../default/compare-text.ts";
import type { Dialect } from "../dialect.ts";

/** Compares uniqueness, parts with their order, and how NULLs count. */
export function compareIndexes(inspected: Index, model: Index, dialect: Dialect): IndexComparison {
  const differences: string[] = [];
  if (inspected.unique !== model.unique) {
    differences.push(`unique=${pythonic(inspected.unique)} to unique=${pythonic(model.unique)}`);
  }
  if (inspected.parts.length !== model.parts.length) {
    differences.push(`expression number ${inspected.parts.length} to ${model.parts.length}`);
  }
  if (differences.length > 0) return { kind: "different", differences };
  const unclear: string[] = [];
  inspected.parts.forEach((part, index) => {
    const wanted = model.parts[index];
    if (wanted === undefined) return;
    const [before, after] = [partText(part, dialect), partText(wanted, dialect)];
    if (normalPart(before) === normalPart(after)) return;
    const hasOperatorClass = after.trim().endsWith("_ops") && /[ )]/.test(after);
    const shown = `expression #${index + 1}`;
    if (hasOperatorClass) unclear.push(`${shown} '${after}' detected as including operator clause.`);
    else differences.push(`${shown} '${before}' to '${after}'`);
  });
  differences.push(...nullsDifference(inspected, model));
  if (differences.length > 0) return { kind: "different", differences };
  return unclear.length === 0 ? { kind: "equal" } : { kind: "skipped", reason: unclear.join(" ") };
}

/** How NULLs count in two unique constraints over the same columns. */
export function compareUniques(inspected: UniqueConstraint, model: UniqueConstraint): readonly string[] {
  return nullsDifference(inspected, model);
}

function nullsDifference(
  inspected: Index | UniqueConstraint,
  model: Index | UniqueConstraint,
): readonly string[] {
  const [before, after] = [inspected, model].map((key) => key.options.postgresql?.nullsNotDistinct === true);
  const shown = (given: boolean | undefined): string => (given ? "('nulls_not_distinct',)" : "()");
  return before === after ? [] : [`options ${shown(before)} to ${shown(after)}`];
}

function partText({ expression, order, nulls }: IndexPart, { literals }: Dialect): string {
  const text = typeof expression === "string" ? expression : literals.sqlText(expression);
  return [text, order?.toUpperCase() ?? "", nulls === null ? "" : `NULLS ${nulls.toUpperCase()}`]
    .filter((word) => word !== "")
    .join(" ");
}

/** The text without quotes, casts, outer parentheses, blanks and the order that PostgreSQL takes when none is given. */
function normalPart(text: string): string {
  let rest = withoutParentheses(text.toLowerCase()).replace(/["']/g, "");
  rest = rest.replace(/::[\w ]+\w/g, "");
  rest = withoutParentheses(rest);
  rest = rest
    .replace(/(?<! desc) nulls last$/, "")
    .replace(/(?<= desc) nulls first$/, "")
    .replace(/ asc$/, "");
  rest = withoutParentheses(rest);
  if (/^cast\s*\(/.test(rest)) rest = rest.replace(/cast\s*\(/g, "").replace(/as\s+[^)]+\)/g, "");
  return rest.replaceAll(" ", "");
}

/** The spelling of booleans in Alembic's log lines, which people search for. */
function pythonic(value: boolean): string {
  return value ? "True" : "False";
}
