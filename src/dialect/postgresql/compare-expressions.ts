import { squeezed, withoutParentheses } from "../default/compare-text.ts";

/**
 * Whether PostgreSQL would write the model's expression as the catalogue has it, in the plainest cases: casts that it
 * adds, parentheses around single operands, `IN` as `= ANY (ARRAY[…])`. Everything else is the server's to tell.
 */
export function sameExpression(inspected: string, model: string): boolean {
  // Casts in the models' own text mean something.
  if (/::|\bcast\b/i.test(model)) return false;
  return plain(withoutCasts(inspected)) === plain(withIn(model));
}

function withoutCasts(text: string): string {
  return text.replace(
    /('(?:[^']|'')*')|::(?:"[^"]+"|[a-z_][a-z0-9_]*(?: varying| precision| with(?:out)? time zone)?)(?:\([\d, ]*\))?(?:\[\])*/gi,
    (_match, literal: string | undefined) => literal ?? "",
  );
}

function withIn(text: string): string {
  return text.replace(/\bin\s*\(([^()]*)\)/gi, (_match, list: string) => `= ANY (ARRAY[${list}])`);
}

function plain(text: string): string {
  let rest = squeezed(withoutParentheses(text)).replaceAll("!=", "<>");
  for (;;) {
    const next = rest
      .replace(/(?<!\w)\(('(?:[^']|'')*'|[\w.]+|array\[[^()[\]]*\])\)/g, "$1")
      .replace(/\bany\((array\[[^\]]*\])\)/g, "any $1");
    if (next === rest) return rest;
    rest = next;
  }
}
