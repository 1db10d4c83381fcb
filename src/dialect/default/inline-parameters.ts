import { AlembicError } from "../../errors/index.ts";

/** Literals, quoted names, comments and dollar-quoted texts, in which nothing is a placeholder. */
const opaque =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?\*\/|\$(?<tag>[A-Za-z_]\w*)?\$[\s\S]*?\$\k<tag>\$/
    .source;

/**
 * The text of a compiled query with literals in the place of its parameters, for scripts. `firstPlaceholder` shows
 * how the dialect writes them: `$1`, `?`, `@p1`, `:1`.
 * Throws OPERATION when the query names a parameter that it was not given.
 */
export function inlineParameters(
  query: { readonly sql: string; readonly parameters: readonly unknown[] },
  firstPlaceholder: string,
  literal: (value: unknown) => string,
): string {
  const { sql, parameters } = query;
  const token = new RegExp(`${opaque}|(?<placeholder>${placeholderPattern(firstPlaceholder)})`, "g");
  let next = 0;
  return sql.replace(token, (text, ...rest) => {
    // The last argument of a replacer is the object of named groups.
    const { placeholder } = rest.at(-1) as Record<string, string | undefined>;
    if (placeholder === undefined) return text;
    const digits = /\d+$/.exec(placeholder)?.[0];
    const index = digits === undefined ? next++ : Number(digits) - 1;
    if (index >= 0 && index < parameters.length) return literal(parameters[index]);
    throw new AlembicError(
      `The statement has a placeholder number ${index + 1}, but was given ${parameters.length} parameters: ${sql}`,
      { code: "OPERATION" },
    );
  });
}

function placeholderPattern(first: string): string {
  const prefix = first.replace(/1$/, "").replace(/[$?]/g, "\\$&");
  if (!first.endsWith("1")) return prefix;
  // SQL Server's query builders write both @1 and @p1.
  return first.startsWith("@") ? "@p?\\d+" : `${prefix}\\d+`;
}
