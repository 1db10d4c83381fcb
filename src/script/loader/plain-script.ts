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
  /** The text as the body of a function: blanks stand for the rest, and every character stands where it stood. */
  readonly body: string;
}

/**
 * Reads a revision file or env script as the templates and autogenerate write them. Only what is certain is read. The
 * answer is `null` for other ways to import and export, and for anything that JavaScript would read in another sense, as
 * it does type arguments: `a<b>(c)` compares. All other TypeScript stays in the body, where the parser refuses it.
 */
export function readPlainScript(source: string): PlainScript | null {
  return new PlainReader(source).read();
}

/** What has to be looked at: between two such places there is neither a string, a comment, nor module syntax. */
const notable =
  /["'`/<@\\]|-->|\b(?:import|export|const|function|class|arguments|eval|require|module|exports|__filename|__dirname)\b/g;

const skipped: Readonly<Record<string, RegExp>> = {
  '"': /"[^"\\\n]*(?:\\[\s\S][^"\\\n]*)*"/y,
  "'": /'[^'\\\n]*(?:\\[\s\S][^'\\\n]*)*'/y,
  "`": /`[^`\\$]*(?:(?:\\[\s\S]|\$(?!\{)|\$\{[^{}`"'/<@\\]*\})[^`\\$]*)*`/y,
  "/": /\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?\*\//y,
};

const name = "[A-Za-z_$][\\w$]*";
const type = ":[\\w$\\s|[\\].]+";
const string = `(?:"[^"\\\\\\n]*"|'[^'\\\\\\n]*')`;
const literal = `(?:null|${string}|\\[(?:\\s*${string}\\s*,?)*\\s*\\])`;
const signature = `(?:async\\s+)?function\\s+(${name})\\s*\\([\\w$\\s,]*\\)`;
const returnType = "\\s*:\\s*(?:void|Promise<void>)(?=\\s*\\{)";

const importStatement = new RegExp(
  `import\\s+(type\\s+)?(?:\\*\\s*as\\s+(${name})|\\{([\\w$\\s,]*)\\})\\s*from\\s*(${string})[ \\t]*(?:;|(?=\\r?\\n))`,
  "y",
);
const importedName = new RegExp(`^(type\\s+)?(${name})(?:\\s+as\\s+(${name}))?$`);
/** Each with the groups `export`, declaration, name, annotation. */
const declarations: Readonly<Record<string, readonly RegExp[]>> = {
  export: [
    new RegExp(`(export\\s+)(const\\s+(${name})\\s*)(${type})?=\\s*${literal}\\s*;`, "y"),
    new RegExp(`(export\\s+)(${signature})(${returnType})?`, "y"),
  ],
  const: [new RegExp(`()(const\\s+(${name})\\s*)(${type})=(?![=>])`, "y")],
  function: [new RegExp(`()(${signature})(${returnType})`, "y")],
};

class PlainReader {
  readonly #source: string;
  readonly #imports: PlainImport[] = [];
  readonly #exports = new Set<string>();
  #body = "";
  /** Up to where the body is written. */
  #written = 0;
  #position = 0;

  constructor(source: string) {
    this.#source = source;
  }

  read(): PlainScript | null {
    for (let token = this.#next(); token !== null; token = this.#next()) {
      if (!this.#take(token)) return null;
    }
    const body = this.#body + this.#source.slice(this.#written);
    return { imports: this.#imports, exports: [...this.#exports], body };
  }

  #next(): string | null {
    notable.lastIndex = this.#position;
    const found = notable.exec(this.#source);
    this.#position = found?.index ?? this.#source.length;
    return found?.[0] ?? null;
  }

  /** Whether what stands here is certain; it is behind us then. */
  #take(token: string): boolean {
    if (token === "import") return this.#takeImport();
    const patterns = declarations[token];
    if (patterns !== undefined) return this.#takeDeclaration(patterns) || this.#takeWord(token);
    const whole = this.#match(skipped[token]);
    if (whole === null) return false;
    this.#position += whole[0].length;
    return true;
  }

  #takeImport(): boolean {
    const match = this.#match(importStatement);
    if (match === null || !this.#isAtLineStart()) return false;
    const [text, typeOnly, namespace = null, list = "", quoted = ""] = match;
    const names = namesOf(list);
    if (names === null) return false;
    if (typeOnly === undefined) this.#imports.push({ specifier: quoted.slice(1, -1), namespace, names });
    this.#write(blank(text));
    return true;
  }

  #takeDeclaration(patterns: readonly RegExp[]): boolean {
    const match = this.#matchFirst(patterns);
    if (match === null) return false;
    const [, keyword = "", declaration = "", exported = "", annotation = ""] = match;
    if (keyword !== "") {
      if (!this.#isAtLineStart() || this.#exports.has(exported)) return false;
      this.#exports.add(exported);
    }
    this.#write(blank(keyword) + declaration + blank(annotation));
    return true;
  }

  /** Any other constant or function is JavaScript as it stands, or no JavaScript at all. */
  #takeWord(token: string): boolean {
    this.#position += token.length;
    return token !== "export";
  }

  /** Writes a text of the same length as the one that stands here. */
  #write(text: string): void {
    this.#body += this.#source.slice(this.#written, this.#position) + text;
    this.#position += text.length;
    this.#written = this.#position;
  }

  #isAtLineStart(): boolean {
    return this.#position === 0 || this.#source[this.#position - 1] === "\n";
  }

  #matchFirst(patterns: readonly RegExp[]): RegExpExecArray | null {
    for (const pattern of patterns) {
      const match = this.#match(pattern);
      if (match !== null) return match;
    }
    return null;
  }

  #match(pattern: RegExp | undefined): RegExpExecArray | null {
    if (pattern === undefined) return null;
    pattern.lastIndex = this.#position;
    return pattern.exec(this.#source);
  }
}

/** The names of an import's braces, without types; `null` when they cannot be read. */
function namesOf(list: string): PlainImport["names"] | null {
  const names: { readonly imported: string; readonly local: string }[] = [];
  for (const item of list.split(",").map((each) => each.trim())) {
    if (item === "") continue;
    const match = importedName.exec(item);
    if (match === null) return null;
    const [, typeOnly, imported = "", local = imported] = match;
    if (typeOnly === undefined) names.push({ imported, local });
  }
  return names;
}

function blank(text: string): string {
  return text.includes("\n") ? text.replace(/[^\r\n]/g, " ") : " ".repeat(text.length);
}
