/** A boolean of a row that `executeArrays` read: PostgreSQL's drivers give it as the server's text. */
export function isTrue(value: unknown): boolean {
  return value === "t";
}
