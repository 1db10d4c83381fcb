/** The identifiers of a revision file, as its `export const` statements state them. */
export interface RevisionHeader {
  readonly revision: string;
  readonly downRevision: string | readonly string[] | null;
  readonly branchLabels: string | readonly string[] | null;
  readonly dependsOn: string | readonly string[] | null;
}

/** Where something stands in a text: from `start` up to, not including, `end`. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** The constants that make the header of a revision file: `revision`, `downRevision`, `branchLabels`, `dependsOn`. */
export type HeaderName = keyof RevisionHeader;
type HeaderValue = string | readonly string[] | null;

const headerNames: readonly HeaderName[] = ["revision", "downRevision", "branchLabels", "dependsOn"];

function isHeaderName(name: string): name is HeaderName {
  // The compiler's `includes` takes none but header names.
  return (headerNames as readonly string[]).includes(name);
}

/**
 * Reads the identifiers of a revision file without executing it. Only what is certain is read: top-level
 * `export const name = literal` statements; for anything else the answer is null, and the file has to be imported.
 */
export function scanHeader(text: string): RevisionHeader | null {
  return new HeaderScanner(text).scan();
}

/** Where the literal of a name stands in a revision file; null where {@link scanHeader} cannot read it for certain. */
export function headerValueSpan(text: string, name: HeaderName): TextSpan | null {
  const scanner = new HeaderScanner(text, name);
  return scanner.scan() === null ? null : scanner.span;
}

/** `import … from "…"` and `import "…"` without escapes, with import attributes. */
const importStatement =
  /import(?:\s+[\w$*{},\s]*?\bfrom)?\s*(?:"[^"\\\n]*"|'[^'\\\n]*')(?:[ \t]*with\s*\{[\w\s,:"']*\})?[ \t]*;?/y;
const exportConst = /export\s+const\s/y;
/** Up to the literal; the name is the group. */
const declaration = /export\s+const\s+([A-Za-z_$][\w$]*)\s*(?::[\w$\s|[\]<>,."']+)?=(?!=|>)\s*/y;
const scalar = /(?:null|undefined)(?![\w$])|"[^"\\\r\n]*"|'[^'\\\r\n]*'|`[^`\\\r$]*`/y;
/** A type assertion, which is no part of the literal, and blanks. */
const behindLiteral = /(?:[ \t]+(?:as|satisfies)[ \t]+[\w$ \t|[\]<>,."']+)?[ \t]*/y;
const whitespace = /\s+/y;
/** What makes the next line a continuation of an expression without semicolon. */
const continuation = /[+\-*/.([`,?:<>=&|^%!]|(?:in|instanceof)(?![\w$])/y;
/** Ways of exporting that show no name, or hide it. */
const hiddenExports = /\bexport\s*(?:\*|\/[/*])|\\u/;

/** Thousands of files are scanned by each command: what is made for one of them is kept to a few objects. */
class HeaderScanner {
  readonly #text: string;
  readonly #wanted: HeaderName | null;
  readonly #found: { [name in HeaderName]?: HeaderValue } = {};
  #count = 0;
  #literalStart = 0;
  #literalEnd = 0;
  #position: number;
  /** Where the wanted literal stands. */
  span: TextSpan | null = null;

  constructor(text: string, wanted: HeaderName | null = null) {
    this.#text = text;
    this.#wanted = wanted;
    this.#position = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    if (text.startsWith("#!", this.#position)) this.#skipLine();
  }

  scan(): RevisionHeader | null {
    while (this.#count < headerNames.length) {
      if (!this.#skipSpace()) return null;
      const name = this.#declaredName();
      if (name === undefined) {
        if (this.#skip(importStatement)) continue;
        if (this.#looksAt(exportConst)) return null;
        break;
      }
      const value = this.#value();
      if (value === undefined || !this.#atStatementEnd()) return null;
      if (!isHeaderName(name)) continue;
      if (this.#found[name] !== undefined) return null;
      this.#found[name] = value;
      this.#count += 1;
      if (name === this.#wanted) this.span = { start: this.#literalStart, end: this.#literalEnd };
    }
    return this.#header();
  }

  #header(): RevisionHeader | null {
    const { revision, downRevision, branchLabels = null, dependsOn = null } = this.#found;
    if (typeof revision !== "string" || downRevision === undefined) return null;
    if (this.#count < headerNames.length && this.#mayNameMore()) return null;
    return { revision, downRevision, branchLabels, dependsOn };
  }

  /** Whether what follows the header could export a name that the header left out. */
  #mayNameMore(): boolean {
    const rest = this.#text.slice(this.#position);
    const missing = headerNames.filter((name) => this.#found[name] === undefined);
    return missing.some((name) => rest.includes(name)) || hiddenExports.test(rest);
  }

  /** The literal after a name; undefined when it is anything but a simple one. */
  #value(): HeaderValue | undefined {
    this.#literalStart = this.#position;
    const value = this.#text[this.#position] === "[" ? this.#list() : this.#scalar();
    this.#literalEnd = this.#position;
    return value;
  }

  #scalar(): string | null | undefined {
    const start = this.#position;
    if (!this.#skip(scalar)) return undefined;
    const isName = /\w/.test(this.#text.charAt(start));
    return isName ? null : this.#text.slice(start + 1, this.#position - 1);
  }

  #list(): readonly string[] | undefined {
    const values: string[] = [];
    this.#position += 1;
    for (;;) {
      if (!this.#skipSpace()) return undefined;
      if (this.#take("]")) return values;
      const value = this.#scalar();
      if (typeof value !== "string" || !this.#skipSpace()) return undefined;
      values.push(value);
      if (!this.#take(",") && this.#text[this.#position] !== "]") return undefined;
    }
  }

  /** After a semicolon, or before a line that does not go on with the expression. */
  #atStatementEnd(): boolean {
    this.#skip(behindLiteral);
    if (this.#take(";")) return true;
    const lineBreakMayFollow = this.#position;
    if (!this.#skipSpace()) return false;
    if (this.#position === this.#text.length) return true;
    const hasLineBreak = this.#text.slice(lineBreakMayFollow, this.#position).includes("\n");
    return hasLineBreak && !this.#looksAt(continuation);
  }

  /** Skips blanks, line breaks and comments; false when a comment does not end. */
  #skipSpace(): boolean {
    for (;;) {
      this.#skip(whitespace);
      if (this.#text.startsWith("//", this.#position)) {
        this.#skipLine();
      } else if (this.#text.startsWith("/*", this.#position)) {
        const end = this.#text.indexOf("*/", this.#position + 2);
        if (end === -1) return false;
        this.#position = end + 2;
      } else {
        return true;
      }
    }
  }

  #skipLine(): void {
    const end = this.#text.indexOf("\n", this.#position);
    this.#position = end === -1 ? this.#text.length : end;
  }

  #take(character: string): boolean {
    if (this.#text[this.#position] !== character) return false;
    this.#position += 1;
    return true;
  }

  #looksAt(pattern: RegExp): boolean {
    pattern.lastIndex = this.#position;
    return pattern.test(this.#text);
  }

  #declaredName(): string | undefined {
    declaration.lastIndex = this.#position;
    const match = declaration.exec(this.#text);
    if (match !== null) this.#position = declaration.lastIndex;
    return match?.[1];
  }

  /** Goes behind what a pattern finds here; unlike a match of it that makes no object. */
  #skip(pattern: RegExp): boolean {
    if (!this.#looksAt(pattern)) return false;
    this.#position = pattern.lastIndex;
    return true;
  }
}
