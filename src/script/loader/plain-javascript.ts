import { Script } from "node:vm";

/**
 * Whether a TypeScript module is JavaScript as it stands, so that it needs neither the compiler nor a source map, which
 * take most of the time in which models of thousands of tables are loaded. Only what is certain counts: the answer is
 * `false` for what the parser refuses, as types, and for what JavaScript would read in another sense than TypeScript.
 */
export function isPlainJavaScript(source: string): boolean {
  const body = new Outline(source).read();
  return body !== null && isJavaScript(body);
}

const string = `"(?:[^"\\\\\\n]|\\\\[^])*"|'(?:[^'\\\\\\n]|\\\\[^])*'`;

/**
 * What has to be looked at: strings and comments, which are passed over, imports and exports, and what is not certain.
 * A comparison may be type arguments, a slash may begin a regular expression, and the compiler's settings decide about
 * decorators and the fields of classes.
 */
const notable = new RegExp(
  `(${string}|\`(?:[^\`\\\\$]|\\\\[^])*\`|//[^\\n\\r\\u2028\\u2029]*|/\\*[^]*?\\*/)|["'\`/<@\\\\]|\\b(?:import|export|class)\\b`,
  "g",
);

const name = "[A-Za-z_$][\\w$]*";
const importStatement = new RegExp(
  `import\\s*(?:(${name})\\s*(?:,\\s*)?)?(?:\\*\\s*as\\s+(${name})|\\{([\\w$\\s,]*)\\})?\\s*(?:\\bfrom\\b)?\\s*(?:${string})[ \\t]*(?:;|(?=[\\r\\n]))`,
  "y",
);
const importedName = new RegExp(`^(?:${name}\\s+as\\s+)?(${name})$`);
const exportWords = /export(?=\s+(?:const|let|var|function|async)\b)|export\s+default\b/y;

/** Walks through a module once, from one notable place to the next. */
class Outline {
  readonly #source: string;
  /** The imported names that were not seen in use yet, each with what finds a use. */
  readonly #unused = new Map<string, RegExp>();
  #body = "";
  #written = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** The module as the body of a function, without imports and the words of exports; `null` when it is not certain. */
  read(): string | null {
    let end = 0;
    notable.lastIndex = 0;
    for (let found = notable.exec(this.#source); found !== null; found = notable.exec(this.#source)) {
      this.#lookForUses(end, found.index);
      const [token, passedOver] = found;
      if (passedOver === undefined) {
        const length = this.#takeStatement(token, found.index);
        if (length === null) return null;
        notable.lastIndex = found.index + length;
      }
      end = notable.lastIndex;
    }
    this.#lookForUses(end, this.#source.length);
    return this.#unused.size === 0 ? this.#body + this.#source.slice(this.#written) : null;
  }

  /** TypeScript leaves out imports that are used as types only, or not at all: they may not even exist. */
  #lookForUses(start: number, end: number): void {
    if (this.#unused.size === 0) return;
    const code = this.#source.slice(start, end);
    for (const [imported, use] of this.#unused) if (use.test(code)) this.#unused.delete(imported);
  }

  /** The length of an import, or of the words before what is exported; `null` for anything else. */
  #takeStatement(token: string, place: number): number | null {
    if (place > 0 && this.#source[place - 1] !== "\n") return null;
    if (token === "export") {
      const text = textAt(exportWords, this.#source, place)?.[0];
      return text === undefined ? null : this.#write(place, text.length, text === token ? "" : "_ =");
    }
    const match = token === "import" ? textAt(importStatement, this.#source, place) : null;
    if (match === null) return null;
    const [text, first, namespace, list] = match;
    // An import of no names at all is left out too.
    if (list?.trim() === "") return null;
    for (const imported of [first, namespace, ...(list ?? "").split(",")]) {
      if (imported === undefined || imported.trim() === "") continue;
      const local = importedName.exec(imported.trim())?.[1];
      if (local === undefined) return null;
      this.#unused.set(local, useOf(local));
    }
    return this.#write(place, text.length, "");
  }

  #write(place: number, length: number, instead: string): number {
    this.#body += this.#source.slice(this.#written, place) + instead;
    this.#written = place + length;
    return length;
  }
}

function textAt(pattern: RegExp, source: string, place: number): RegExpExecArray | null {
  pattern.lastIndex = place;
  return pattern.exec(source);
}

/** A name that is neither a member nor, as far as one can tell, a key. */
function useOf(name: string): RegExp {
  return new RegExp(`(?<![\\w$.])${name.replaceAll("$", "\\$")}(?![\\w$])(?!\\s*:)`);
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
