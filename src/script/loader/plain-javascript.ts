import { Script } from "node:vm";
import { readImport } from "./import-statement.ts";
import { PlainText, placesOf } from "./plain-text.ts";

/**
 * Whether a TypeScript module is JavaScript as it stands, so that it needs neither the compiler nor a source map, which
 * take most of the time in which models of thousands of tables are loaded. Only what is certain counts: the answer is
 * `false` for what the parser refuses, as types, and for what JavaScript would read in another sense than TypeScript.
 */
export function isPlainJavaScript(source: string): boolean {
  const body = bodyOf(source);
  return body !== null && isJavaScript(body);
}

/** The compiler's settings decide about the fields of classes. */
const places = placesOf(["import", "export", "class"]);
const exportWords = /export(?=\s+(?:const|let|var|function|async)\b)|export\s+default\b/y;

/** The module as the body of a function, without imports and the words of exports; `null` when it is not certain. */
function bodyOf(source: string): string | null {
  const unused = new UnusedNames(source);
  const text = new PlainText(source, places, (from, to) => unused.lookForUses(from, to));
  for (let word = text.next(); word !== null; word = text.next()) {
    const isCertain = word === "import" ? takeImport(text, unused) : word === "export" && takeExport(text);
    if (!isCertain) return null;
  }
  return unused.isEmpty ? text.made : null;
}

function takeImport(text: PlainText, unused: UnusedNames): boolean {
  const found = readImport(text);
  if (found === null || found.isTypeOnly) return false;
  const { defaultName, namespace, names } = found;
  // An import of no names at all is left out by the compiler.
  if (names?.length === 0 || names?.some(({ isTypeOnly }) => isTypeOnly)) return false;
  for (const name of [defaultName, namespace, ...(names ?? []).map(({ local }) => local)]) {
    if (name !== null) unused.add(name);
  }
  text.replace(found.text.length, "");
  return true;
}

function takeExport(text: PlainText): boolean {
  const words = text.isAtLineStart ? text.match(exportWords)?.[0] : undefined;
  if (words === undefined) return false;
  text.replace(words.length, words === "export" ? "" : "_ =");
  return true;
}

/**
 * The imported names that were not seen in use yet, each with what finds a use. TypeScript leaves out imports that are
 * used as types only, or not at all: they may not even exist.
 */
class UnusedNames {
  readonly #source: string;
  readonly #uses = new Map<string, RegExp>();

  constructor(source: string) {
    this.#source = source;
  }

  get isEmpty(): boolean {
    return this.#uses.size === 0;
  }

  add(name: string): void {
    // A name that is neither a member nor, as far as one can tell, a key.
    const use = new RegExp(`(?<![\\w$.])${name.replaceAll("$", "\\$")}(?![\\w$])(?!\\s*:)`);
    this.#uses.set(name, use);
  }

  lookForUses(from: number, to: number): void {
    if (this.isEmpty) return;
    const code = this.#source.slice(from, to);
    for (const [name, use] of this.#uses) if (use.test(code)) this.#uses.delete(name);
  }
}

function isJavaScript(body: string): boolean {
  try {
    new Script(`async function module() { "use strict"; let _;${body}\n}`);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
