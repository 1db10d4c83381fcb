import { readImport } from "./import-statement.ts";
import { namePattern as name, PlainText, placesOf } from "./plain-text.ts";

/** Names that a file takes from another module. */
export interface PlainImport {
  readonly specifier: string;
  /** The name of the whole module (`* as name`); `null` where `names` are taken out of it. */
  readonly namespace: string | null;
  readonly names: readonly { readonly imported: string; readonly local: string }[];
}

/** A TypeScript file that is JavaScript but for its imports and exports and a few annotations. */
export interface PlainScript {
  readonly imports: readonly PlainImport[];
  readonly exports: readonly string[];
  /** The exported functions that return at once while {@link compilingName} is true. */
  readonly functions: readonly string[];
  /** The text as the body of a function: blanks stand for the rest, and every line and column is what it was. */
  readonly body: string;
}

/** The variable that the scope of the body has to have. */
export const compilingName = "__isCompiling";

/**
 * Reads a revision file or env script as the templates and autogenerate write them. Only what is certain is read. The
 * answer is `null` for other ways to import and export, and for anything that JavaScript would read in another sense, as
 * it does type arguments: `a<b>(c)` compares. All other TypeScript stays in the body, where the parser refuses it.
 */
export function readPlainScript(source: string): PlainScript | null {
  return new PlainReader(source).read();
}

/** A class has fields, about which the compiler's settings decide; the others mean something else outside a module. */
const places = placesOf([
  "import",
  "export",
  "const",
  "function",
  "class",
  "arguments",
  "eval",
  "require",
  "module",
  "exports",
  "__filename",
  "__dirname",
]);

const type = ":[\\w$\\s|[\\].]+";
const string = `(?:"[^"\\\\\\n]*"|'[^'\\\\\\n]*')`;
const literal = `(?:null|${string}|\\[(?:\\s*${string}\\s*,?)*\\s*\\])`;
const signature = `(?:async\\s+)?function\\s+(${name})\\s*\\([\\w$\\s,]*\\)`;
const returnType = "\\s*:\\s*(?:void|Promise<void>)(?=\\s*\\{)";

/** Of a function, with nothing behind it on its line: the columns there may change. */
const opening = "\\s*\\{(?=[ \\t]*\\r?\\n)";

/** Each with the groups `export`, declaration, name, annotation, opening brace of an exported function. */
const declarations: Readonly<Record<string, readonly RegExp[]>> = {
  export: [
    new RegExp(`(export\\s+)(const\\s+(${name})\\s*)(${type})?=\\s*${literal}\\s*;`, "y"),
    new RegExp(`(export\\s+)(${signature})(${returnType})?(${opening})?`, "y"),
  ],
  const: [new RegExp(`()(const\\s+(${name})\\s*)(${type})=(?![=>])`, "y")],
  function: [new RegExp(`()(${signature})(${returnType})`, "y")],
};

class PlainReader {
  readonly #text: PlainText;
  readonly #imports: PlainImport[] = [];
  readonly #exports = new Set<string>();
  readonly #functions: string[] = [];

  constructor(source: string) {
    this.#text = new PlainText(source, places);
  }

  read(): PlainScript | null {
    for (let word = this.#text.next(); word !== null; word = this.#text.next()) {
      if (!this.#take(word)) return null;
    }
    return {
      imports: this.#imports,
      exports: [...this.#exports],
      functions: this.#functions,
      body: this.#text.made,
    };
  }

  /** Whether what stands here is certain; it is behind us then. */
  #take(word: string): boolean {
    if (word === "import") return this.#takeImport();
    const patterns = declarations[word];
    return patterns !== undefined && (this.#takeDeclaration(patterns) || this.#takeWord(word));
  }

  #takeImport(): boolean {
    const found = readImport(this.#text);
    if (found === null) return false;
    const { text, specifier, isTypeOnly, defaultName, namespace, names } = found;
    if (defaultName !== null || (namespace === null && names === null)) return false;
    const values = (names ?? []).filter((each) => !each.isTypeOnly);
    if (!isTypeOnly) {
      this.#imports.push({
        specifier,
        namespace,
        names: values.map(({ imported, local }) => ({ imported, local })),
      });
    }
    this.#text.replace(text.length, blank(text));
    return true;
  }

  #takeDeclaration(patterns: readonly RegExp[]): boolean {
    const match = this.#matchFirst(patterns);
    if (match === null) return false;
    const [, keyword = "", declaration = "", exported = "", annotation = "", opening = ""] = match;
    if (keyword !== "") {
      if (!this.#text.isAtLineStart || this.#exports.has(exported)) return false;
      this.#exports.add(exported);
    }
    const made = blank(keyword) + declaration + blank(annotation) + opening;
    if (opening !== "") this.#functions.push(exported);
    const guard = opening === "" ? "" : `if(${compilingName})return;`;
    this.#text.replace(made.length, made + guard);
    return true;
  }

  /** Any other constant or function is JavaScript as it stands, or no JavaScript at all. */
  #takeWord(word: string): boolean {
    this.#text.skip(word.length);
    return word !== "export";
  }

  #matchFirst(patterns: readonly RegExp[]): RegExpExecArray | null {
    for (const pattern of patterns) {
      const match = this.#text.match(pattern);
      if (match !== null) return match;
    }
    return null;
  }
}

function blank(text: string): string {
  return text.includes("\n") ? text.replace(/[^\r\n]/g, " ") : " ".repeat(text.length);
}
