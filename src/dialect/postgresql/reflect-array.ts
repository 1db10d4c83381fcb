/**
 * The items of an array as PostgreSQL writes it: `{1,2}`, `[0:1]={1,2}`, `{"a, b",NULL}`; one dimension.
 * Source: PostgreSQL docs, "Array Input and Output Syntax".
 */
export function parseArray(text: string): readonly string[] {
  const open = text.indexOf("{");
  const body = text.slice(open + 1, -1);
  if (body === "") return [];
  if (!body.includes('"')) return body.split(",");
  return [...body.matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/gs)].map(
    ([, quoted, plain]) => quoted?.replace(/\\(.)/gs, "$1") ?? plain ?? "",
  );
}

/** An array value for a parameter of type `text[]`, `name[]` or `oid[]`. */
export function arrayLiteral(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
}
