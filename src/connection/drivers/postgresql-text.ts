/** A value that a client has parsed, as PostgreSQL's text form again: what catalog readers expect. */
export function postgresqlText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean") return value ? "t" : "f";
  if (Array.isArray(value)) return `{${value.map(arrayElement).join(",")}}`;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString("hex")}`;
  if (typeof value === "object") return JSON.stringify(value);
  return String(value);
}

function arrayElement(value: unknown): string {
  if (Array.isArray(value)) return postgresqlText(value) ?? "NULL";
  const text = postgresqlText(value);
  if (text === null) return "NULL";
  const needsQuotes = text === "" || /[\s{},"\\]/.test(text) || /^null$/i.test(text);
  return needsQuotes ? `"${text.replace(/["\\]/g, "\\$&")}"` : text;
}
