/** MySQL 8 escapes quotes and backslashes in the expressions of its INFORMATION_SCHEMA. */
export function unescapeExpression(text: string): string {
  return text.replace(/\\(['"\\])/g, "$1");
}
