import { changePieces, nameInQuotes, postgresqlLexis } from "../../connection/sql-lexis.ts";
import type { SessionState } from "../dialect.ts";

const place = "(?:[\\w$]+\\.)?([\\w$]+)";
const made = [
  `create\\s+(?:or\\s+replace\\s+)?(?:local\\s+|global\\s+)?temp(?:orary)?\\s+(?:recursive\\s+)?(?:table|view|sequence)\\s+(?:if\\s+not\\s+exists\\s+)?${place}`,
  `(?:select|with)\\b[^]*\\binto\\s+temp(?:orary)?\\s+(?:table\\s+)?${place}`,
  `declare\\s+${place}`,
].map((pattern) => new RegExp(`^${pattern}`, "i"));
const ended = new RegExp(
  `^drop\\s+(?:table|view|sequence)\\s+(?:if\\s+exists\\s+)?${place}\\s*(?:cascade|restrict)?$`,
  "i",
);
const deallocate = /^deallocate\s+(?:prepare\s+)?([\w$]+)/i;
const prepare = /^prepare\s+(?!transaction\b)([\w$]+)/i;
const ofSession =
  /^(?:listen|unlisten|load)\b|^select\s+(?:pg_catalog\.)?pg_(?:try_)?advisory_(?!xact|unlock)/i;
const setting = /^\s*select\s+(?:pg_catalog\.)?set_config\s*\(\s*'([^']+)'/i;

/** A word of each of these statements: most statements have none, and need not be read any further. */
const sign =
  /\b(?:temp|temporary|declare|drop|deallocate|prepare|listen|unlisten|load)\b|advisory_|set_config/i;

/** What a statement makes in the session: temporary tables, prepared statements, cursors, settings, locks. */
export function sessionState(sql: string): SessionState | null {
  if (!sign.test(sql)) return null;
  const text = programText(sql);
  const [, gone] = deallocate.exec(text) ?? ended.exec(text) ?? [];
  if (gone !== undefined) return { isRepeatable: deallocate.test(text), names: [gone], ends: true };
  const [, prepared] = prepare.exec(text) ?? [];
  if (prepared !== undefined) return { isRepeatable: true, names: [prepared] };
  if (ofSession.test(text)) return { isRepeatable: true, names: [] };
  const [, parameter] = setting.exec(sql) ?? [];
  if (parameter !== undefined)
    return { isRepeatable: !/\bselect\b.*\bselect\b/is.test(text), names: [parameter] };
  const name = made.map((pattern) => pattern.exec(text)?.[1]).find((each) => each !== undefined);
  return name === undefined ? null : { isRepeatable: false, names: [name] };
}

function programText(sql: string): string {
  const text = changePieces(sql, postgresqlLexis, (piece) => {
    if (piece.kind === "code") return piece.text;
    if (piece.kind === "name") return nameInQuotes(piece.text);
    return piece.kind === "comment" ? " " : "''";
  });
  return text.trim().replace(/;\s*$/, "");
}
