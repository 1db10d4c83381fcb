/** A name, as a part of a pattern. */
export const namePattern = "[A-Za-z_$][\\w$]*";

/** Strings and comments: what is in them is no code. */
const passedOver = [
  `"[^"\\\\\\n]*(?:\\\\[^][^"\\\\\\n]*)*"`,
  `'[^'\\\\\\n]*(?:\\\\[^][^'\\\\\\n]*)*'`,
  "//[^\\n\\r\\u2028\\u2029]*",
  "/\\*[^]*?\\*/",
].join("|");

/** A template, where what stands in its expressions is simple and none of the words. */
function template(words: string): string {
  const expression = `\\$\\{(?:(?!${words})[^{}\`"'/<@\\\\])*\\}`;
  return `\`[^\`\\\\$]*(?:(?:\\\\[^]|\\$(?!\\{)|${expression})[^\`\\\\$]*)*\``;
}

/**
 * Signs of what is not certain: a quote that does not end, a regular expression, type arguments, which JavaScript takes
 * for comparisons, a decorator, an escape in a name, a comment as old scripts have it.
 */
const uncertain = "[\"'`/<@\\\\]|-->";

/** A pattern for {@link PlainText}: it finds these words and everything uncertain. */
export function placesOf(words: readonly string[]): RegExp {
  const word = `\\b(?:${words.join("|")})\\b`;
  return new RegExp(`(${passedOver}|${template(word)})|${uncertain}|${word}`, "g");
}

/** Hears of each piece of code that lies between strings, comments and places. */
type CodeListener = (from: number, to: number) => void;

/** A source that is gone through from one place to the next, and the text that is made of it on the way. */
export class PlainText {
  readonly #source: string;
  readonly #places: RegExp;
  readonly #onCode: CodeListener | undefined;
  #made = "";
  /** Up to where the text is made. */
  #written = 0;
  #position = 0;

  constructor(source: string, places: RegExp, onCode?: CodeListener) {
    this.#source = source;
    this.#places = places;
    this.#onCode = onCode;
  }

  /** Goes to the next place: a word, or something uncertain. `null` at the end. */
  next(): string | null {
    for (;;) {
      this.#places.lastIndex = this.#position;
      const found = this.#places.exec(this.#source);
      const start = found?.index ?? this.#source.length;
      this.#onCode?.(this.#position, start);
      this.#position = start;
      if (found === null) return null;
      const [token, whole] = found;
      if (whole === undefined) return token;
      this.#position += whole.length;
    }
  }

  get isAtLineStart(): boolean {
    return this.#position === 0 || this.#source[this.#position - 1] === "\n";
  }

  /** What a sticky pattern finds at this place. */
  match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#position;
    return pattern.exec(this.#source);
  }

  skip(length: number): void {
    this.#position += length;
  }

  /** Writes something else for what stands at this place. */
  replace(length: number, text: string): void {
    this.#made += this.#source.slice(this.#written, this.#position) + text;
    this.#position += length;
    this.#written = this.#position;
  }

  /** The source with all that was replaced. */
  get made(): string {
    return this.#made + this.#source.slice(this.#written);
  }
}
