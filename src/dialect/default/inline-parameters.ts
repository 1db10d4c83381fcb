import { changePieces } from "../../connection/sql-lexis.ts";
import { AlembicError } from "../../errors/index.ts";
import type { Dialect } from "../dialect.ts";

/**
 * The text of a compiled query with literals in the place of its parameters, for scripts. The dialect
 * says how they are written: `$1`, `?`, `@p1`, `:1`.
 * Throws OPERATION when the query names a parameter that it was not given.
 */
export function inlineParameters(
  query: { readonly sql: string; readonly parameters: readonly unknown[] },
  { parameters: { placeholder }, lexis }: Pick<Dialect, "parameters" | "lexis">,
  literal: (value: unknown) => string,
): string {
  const { sql, parameters } = query;
  const pattern = placeholderPattern(placeholder(1));
  let next = 0;
  const value = (found: string): string => {
    const digits = /\d+$/.exec(found)?.[0];
    const index = digits === undefined ? next++ : Number(digits) - 1;
    if (index >= 0 && index < parameters.length) return literal(parameters[index]);
    throw new AlembicError(
      `The statement has a placeholder number ${index + 1}, but was given ${parameters.length} parameters: ${sql}`,
      { code: "OPERATION" },
    );
  };
  return changePieces(sql, lexis, ({ kind, text }) =>
    kind === "code" ? text.replace(pattern, value) : text,
  );
}

function placeholderPattern(first: string): RegExp {
  const prefix = first.replace(/1$/, "").replace(/[$?]/g, "\\$&");
  if (!first.endsWith("1")) return new RegExp(prefix, "g");
  // SQL Server's query builders write both @1 and @p1.
  return new RegExp(first.startsWith("@") ? "@p?\\d+" : `${prefix}\\d+`, "g");
}
