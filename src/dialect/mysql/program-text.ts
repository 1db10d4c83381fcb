import { changePieces, mysqlLexis, nameInQuotes } from "../../connection/sql-lexis.ts";

/** What the server runs of a text, also of comments that are code to it: names without quotes, and `''` for each string. */
export function programText(sql: string): string {
  const text = changePieces(sql, mysqlLexis, (piece) => {
    if (piece.kind === "code") return piece.text.replace(/\/\*M?!\d*|\*\//g, " ");
    if (piece.kind === "name") return nameInQuotes(piece.text);
    return piece.kind === "comment" ? " " : "''";
  });
  return text.trim();
}
