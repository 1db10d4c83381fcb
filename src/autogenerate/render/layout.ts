import type { Code, CodeEntry, CodeList } from "../../operations/code.ts";

/** Where a piece of code stands. */
interface Place {
  /** Blanks at the beginning of the lines it is broken into. */
  readonly indent: number;
  /** Characters that stand on its first line before it. */
  readonly before: number;
  /** Characters that follow on its last line: a comma, a semicolon. */
  readonly after: number;
  readonly width: number;
}

/** The text of a piece of code, broken into lines where it is too long, as Prettier and Biome break it. */
export function layoutCode(code: Code, place: Place): string {
  const flat = flatCode(code);
  if (!mustBreak(code) && place.before + textWidth(flat) + place.after <= place.width) return flat;
  if (typeof code === "string") return code;
  return code.kind === "entry" ? layoutEntry(code, place) : layoutList(code, place);
}

/** The text of a piece of code on one line. */
export function flatCode(code: Code): string {
  if (typeof code === "string") return code;
  if (code.kind === "entry") return `${code.key}: ${flatCode(code.value)}`;
  const inner = code.items.map(flatCode).join(", ");
  if (code.brackets === "{}") return inner === "" ? `${code.head}{}` : `${code.head}{ ${inner} }`;
  return `${code.head}${code.brackets[0]}${inner}${code.brackets[1]}`;
}

function layoutEntry(entry: CodeEntry, place: Place): string {
  const key = `${entry.key}:`;
  if (typeof entry.value === "string" && isQuoted(entry.value)) {
    return `${key}\n${" ".repeat(place.indent + 2)}${entry.value}`;
  }
  return `${key} ${layoutCode(entry.value, { ...place, before: place.before + key.length + 1 })}`;
}

function layoutList(list: CodeList, place: Place): string {
  if (list.items.length === 0) return flatCode(list);
  if (list.brackets === "()") {
    const hugged = hugLast(list, place);
    if (hugged !== null) return hugged;
  }
  const indent = place.indent + 2;
  const lines = list.items.map(
    (item) =>
      `${" ".repeat(indent)}${layoutCode(item, { indent, before: indent, after: 1, width: place.width })},`,
  );
  return `${list.head}${list.brackets[0]}\n${lines.join("\n")}\n${" ".repeat(place.indent)}${list.brackets[1]}`;
}

/** `call(a, b, {` … `})`: the last argument alone is broken, where it is an array or object and the rest fits. */
function hugLast(list: CodeList, place: Place): string | null {
  const last = list.items.at(-1);
  const others = list.items.slice(0, -1);
  if (!isBracketed(last) || others.some(mustBreak)) return null;
  const previous = others.at(-1);
  if (isBracketed(previous) && previous.brackets === last.brackets) return null;
  const start = `${list.head}(${others.map((each) => `${flatCode(each)}, `).join("")}`;
  if (place.before + textWidth(start) + 1 > place.width) return null;
  return `${start}${layoutList(last, { ...place, before: place.before + textWidth(start) })})`;
}

function isBracketed(code: Code | undefined): code is CodeList {
  return typeof code === "object" && code.kind === "list" && code.brackets !== "()" && code.items.length > 0;
}

/** Whether formatters break it even where it fits: a list of several objects or lists with several members each. */
function mustBreak(code: Code): boolean {
  if (typeof code === "string") return false;
  if (code.kind === "entry") return mustBreak(code.value);
  return isMatrix(code) || code.items.some(mustBreak);
}

function isMatrix({ brackets, items }: CodeList): boolean {
  const [first] = items;
  return (
    brackets === "[]" &&
    items.length > 1 &&
    isBracketed(first) &&
    items.every((item) => isBracketed(item) && item.brackets === first.brackets && item.items.length > 1)
  );
}

function isQuoted(text: string): boolean {
  return text.startsWith('"') || text.startsWith("'");
}

/** How many characters a text has, as formatters count them. */
function textWidth(text: string): number {
  return [...text].length;
}
