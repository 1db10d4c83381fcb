import type { SessionState } from "../dialect.ts";
import { programText } from "./program-text.ts";

const variable = "(?<!@)@[\\w$.]+";
const assigned = new RegExp(`(${variable})\\s*:=`, "g");
const assignedBySet = new RegExp(`(${variable})\\s*:?=`, "g");
const assignedByInto = new RegExp(`\\binto\\s+(${variable}(?:\\s*,\\s*${variable})*)`, "i");
const anyVariable = new RegExp(variable, "g");

const set = /^set\b/i;
const diagnostics = /^get\s+(?:current\s+|stacked\s+)?diagnostics\b/i;
const call = /^call\b/i;
const insert = /^(?:insert|replace)\b/i;
const prepare = /^prepare\s+([\w$]+)/i;
const deallocate = /^(?:deallocate|drop)\s+prepare\s+([\w$]+)/i;
const temporaryTable =
  /^create\s+(?:or\s+replace\s+)?temporary\s+table\s+(?:if\s+not\s+exists\s+)?(?:[\w$]+\.)?([\w$]+)/i;
const droppedTemporary = /^drop\s+temporary\s+table\s+(?:if\s+exists\s+)?(?:[\w$]+\.)?([\w$]+)/i;

/** Functions that give the same for the same values. */
const pureFunction =
  /\b(?:concat|concat_ws|if|ifnull|nullif|coalesce|replace|lower|upper|lcase|ucase|quote|trim|ltrim|rtrim|left|right|substring|substr|cast|convert|database|schema|version|length|char_length|in)\s*\(/gi;
const anyFunction = /[\w$]\s*\(/;
const momentary =
  /\b(?:current_(?:date|time|timestamp)|localtime(?:stamp)?|utc_\w+|identity|last_insert_id|insert_id|timestamp|\w+_count)\b/i;
const subquery = /\bselect\b/i;
const otherSource = /\b(?:from|join)\s+(?!\s|information_schema\b)/i;

/** A sign or word of each of these statements: most statements have none, and need not be read any further. */
const sign = /@|\b(?:insert|replace|prepare|temporary)\b/i;

/** What a statement makes in the session (MySQL manual, "User-Defined Variables", "CREATE TEMPORARY TABLE", "PREPARE"). */
export function sessionState(sql: string): SessionState | null {
  if (!sign.test(sql)) return null;
  const text = programText(sql);
  const [, ended] = deallocate.exec(text) ?? droppedTemporary.exec(text) ?? [];
  if (ended !== undefined) return { isRepeatable: deallocate.test(text), names: [ended], ends: true };
  const [, prepared] = prepare.exec(text) ?? [];
  if (prepared !== undefined) return { isRepeatable: true, names: [prepared] };
  const names = [...variablesOf(text), ...(temporaryTable.exec(text)?.slice(1, 2) ?? [])];
  if (insert.test(text)) return { isRepeatable: false, names: [...names, "last_insert_id"], isUnnamed: true };
  if (names.length === 0) return null;
  return { isRepeatable: set.test(text) && isConstant(text), names };
}

function variablesOf(text: string): string[] {
  if (set.test(text) || diagnostics.test(text)) return groupsOf(text, assignedBySet);
  if (call.test(text)) return [...text.matchAll(anyVariable)].map(([name]) => name);
  const into = assignedByInto.exec(text)?.[1] ?? "";
  return [...groupsOf(text, assigned), ...[...into.matchAll(anyVariable)].map(([name]) => name)];
}

function groupsOf(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(([, name]) => (name === undefined ? [] : [name]));
}

/** Whether a SET gives the same in another session: what is asked of the catalogue is asked again, as the script means it. */
function isConstant(text: string): boolean {
  if (momentary.test(text)) return false;
  if (subquery.test(text)) return !otherSource.test(text);
  return !anyFunction.test(text.replace(pureFunction, " ("));
}
