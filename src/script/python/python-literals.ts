/** A string literal of Python with its prefix: plain, raw or bytes; long or short. */
const stringLiteral =
  /([A-Za-z]{0,2})(?:"""((?:[^\\]|\\[\s\S])*?)"""|'''((?:[^\\]|\\[\s\S])*?)'''|"((?:[^"\\\n]|\\[\s\S])*)"|'((?:[^'\\\n]|\\[\s\S])*)')/y;
const escapeSequence =
  /\\(?:\r?\n|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g;
const simpleEscapes: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  f: "\f",
  v: "\v",
  a: "\u0007",
};
const blank = /(?:[ \t\r\n\f]|\\\r?\n|#[^\n]*)+/y;
const nameOfNothing = /None\b/y;

/** What a header of a revision can say: nothing, one name, or several. */
export type PythonValue = string | readonly string[] | null;

/** Reads literals of Python source text: strings, `None`, and tuples or lists of strings. */
export class PythonLiterals {
  readonly #text: string;
  position: number;

  constructor(text: string, position = 0) {
    this.#text = text;
    this.position = position;
  }

  /** The value at the position; `undefined` when it is anything but a literal of these kinds. */
  value(): PythonValue | undefined {
    this.skipBlank();
    if (this.#match(nameOfNothing) !== null) return null;
    const first = this.#text[this.position];
    if (first === "[") return this.#sequence("]");
    return first === "(" ? this.#parenthesised() : this.#bare();
  }

  /** A string, also one that is written in several parts; `undefined` when there is none, or one that is computed. */
  string(): string | undefined {
    let text: string | undefined;
    for (;;) {
      const match = this.#match(stringLiteral);
      if (match === null) return text;
      const [, prefix = "", ...bodies] = match;
      if (/[fb]/i.test(prefix)) return undefined;
      const body = bodies.find((each) => each !== undefined) ?? "";
      text = (text ?? "") + (/r/i.test(prefix) ? body : withoutEscapes(body));
      const end = this.position;
      this.skipBlank();
      if (!this.#startsString()) {
        this.position = end;
        return text;
      }
    }
  }

  /** Blanks, line breaks and comments. */
  skipBlank(): void {
    this.#match(blank);
  }

  /** `("a")` is a string, `("a",)` a tuple. */
  #parenthesised(): PythonValue | undefined {
    const start = this.position;
    const values = this.#sequence(")");
    if (values === undefined || values.length !== 1) return values;
    const isTuple = /,\s*\)$/.test(this.#text.slice(start, this.position).replace(/#[^\n]*/g, ""));
    return isTuple ? values : values[0];
  }

  #sequence(end: string): readonly string[] | undefined {
    const values: string[] = [];
    this.position += 1;
    for (;;) {
      this.skipBlank();
      if (this.#take(end)) return values;
      const value = this.string();
      this.skipBlank();
      if (value === undefined || !(this.#take(",") || this.#text[this.position] === end)) return undefined;
      values.push(value);
    }
  }

  /** `"a"`, or a tuple without parentheses: `"a", "b"`. */
  #bare(): PythonValue | undefined {
    const values: string[] = [];
    for (;;) {
      const value = this.string();
      if (value === undefined) return values.length === 0 ? undefined : values;
      values.push(value);
      this.#match(/[ \t]*/y);
      if (!this.#take(",")) return values.length === 1 ? value : values;
      this.#match(/[ \t]*/y);
    }
  }

  #startsString(): boolean {
    stringLiteral.lastIndex = this.position;
    return stringLiteral.test(this.#text);
  }

  #take(character: string): boolean {
    if (this.#text[this.position] !== character) return false;
    this.position += 1;
    return true;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.#text);
    if (match !== null) this.position = pattern.lastIndex;
    return match;
  }
}

function withoutEscapes(body: string): string {
  return body.replace(
    escapeSequence,
    (whole, hex?: string, short?: string, long?: string, octal?: string, other?: string) => {
      const code = hex ?? short ?? long;
      if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      if (other === undefined) return "";
      return simpleEscapes[other] ?? (/[\\'"]/.test(other) ? other : whole);
    },
  );
}
