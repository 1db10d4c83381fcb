import { splitStatements } from "../../connection/split-statements.ts";
import { mysqlLexis } from "../../connection/sql-lexis.ts";
import { programText } from "./program-text.ts";

const program =
  /^\s*create\s+(?:or\s+replace\s+)?(?:definer\s*=[^;]{1,200}?\s)?\s*(?:aggregate\s+)?(?:procedure|function|trigger|event)\b/i;
const blockWithoutAtomic = /^\s*begin\s+not\s+atomic\b/i;
const bodyBegin = /(?<![.@])\bbegin\b/i;
const endOfControl = /\bend\s+(?:if|case|loop|repeat|while)\b/i;

/** The statements of a text. A stored program's body has semicolons of its own; a text with one is left whole. */
export function splitScript(sql: string): readonly string[] {
  const statements = splitStatements(sql, mysqlLexis);
  const codes = statements.map(programText);
  const hasBody = (code: string): boolean =>
    bodyBegin.test(code) || codes.some((each) => endOfControl.test(each));
  const isWhole = codes.some(
    (code) => blockWithoutAtomic.test(code) || (program.test(code) && hasBody(code)),
  );
  return isWhole ? [sql] : statements;
}
