import { SchemaError } from "../../errors/index.ts";

/** One token of an SQL statement. */
export interface Token {
  /** `name`: a quoted identifier, or a string where a name may stand. */
  readonly kind: "word" | "name" | "string" | "literal" | "mark";
  /** The text as it stands in the statement. */
  readonly text: string;
  /** The name a word or quoted token stands for. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Blanks and comments, `--` to the end of the line and block comments, the last of which may be open. */
const skipped = /(?:\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))+/y;

/** What a token may be, by place: a blob, a quoted name, a string, a number, a word (SQLite docs, "SQL As Understood By SQLite"). */
const patterns: readonly (readonly [kind: Token["kind"], pattern: RegExp])[] = [
  ["literal", /[xX]'[^']*'/y],
  ["word", /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y],
  ["name", /"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]/y],
  ["string", /'(?:[^']|'')*'/y],
  ["literal", /0[xX][0-9a-fA-F]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y],
];

const commonMarks: ReadonlySet<string> = new Set(["(", ")", ",", ";"]);

/** The tokens of a statement, without blanks and comments. */
function tokens(statement: string): readonly Token[] {
  const found: Token[] = [];
  for (let place = afterBlanks(statement, 0); place < statement.length; ) {
    const token = tokenAt(statement, place);
    found.push(token);
    place = afterBlanks(statement, token.end);
  }
  return found;
}

function afterBlanks(statement: string, place: number): number {
  skipped.lastIndex = place;
  return skipped.test(statement) ? skipped.lastIndex : place;
}

function tokenAt(statement: string, start: number): Token {
  const first = statement.charAt(start);
  if (!commonMarks.has(first)) {
    for (const [kind, pattern] of patterns) {
      pattern.lastIndex = start;
      if (!pattern.test(statement)) continue;
      const end = pattern.lastIndex;
      const text = statement.slice(start, end);
      const name = kind === "name" || kind === "string" ? unquoted(text) : text;
      return { kind, text, name, start, end };
    }
  }
  return { kind: "mark", text: first, name: first, start, end: start + 1 };
}

/** The text between quotes, doubled closing quotes taken once. */
function unquoted(text: string): string {
  const close = text.at(-1) ?? "";
  const inner = text.slice(1, -1);
  return close === "]" ? inner : inner.replaceAll(close + close, close);
}

/** Walks through the tokens of one statement. Throws SCHEMA where the statement is not what it must be. */
export class TokenCursor {
  readonly statement: string;
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(statement: string) {
    this.statement = statement;
    this.#tokens = tokens(statement);
  }

  get current(): Token | undefined {
    return this.#tokens[this.#position];
  }

  /** Where the token that was taken last ends. */
  get previousEnd(): number {
    return this.#tokens[this.#position - 1]?.end ?? 0;
  }

  /** Whether the next tokens are these unquoted words, in any case. */
  isAt(...words: readonly string[]): boolean {
    return words.every((word, offset) => {
      const token = this.#tokens[this.#position + offset];
      return token?.kind === "word" && token.text.toUpperCase() === word;
    });
  }

  isAtMark(mark: string): boolean {
    return this.current?.kind === "mark" && this.current.text === mark;
  }

  /** Steps over these words when they come next. */
  take(...words: readonly string[]): boolean {
    const found = this.isAt(...words);
    if (found) this.#position += words.length;
    return found;
  }

  takeMark(mark: string): boolean {
    const found = this.isAtMark(mark);
    if (found) this.#position += 1;
    return found;
  }

  next(): Token {
    const token = this.current;
    if (token === undefined) throw this.unexpected("the end of the statement");
    this.#position += 1;
    return token;
  }

  expectMark(mark: string): void {
    if (!this.takeMark(mark)) throw this.unexpected(`${this.here()} instead of '${mark}'`);
  }

  /** The next token as a name. */
  name(): string {
    const token = this.next();
    if (token.kind === "mark" || token.kind === "literal") throw this.unexpected(`'${token.text}' as a name`);
    return token.name;
  }

  /** The text between the parenthesis that comes next and its partner. */
  group(): string {
    const open = this.current?.end ?? 0;
    this.expectMark("(");
    for (let depth = 1; ; ) {
      const token = this.next();
      if (token.kind !== "mark") continue;
      if (token.text === "(") depth += 1;
      if (token.text === ")") depth -= 1;
      if (depth === 0) return this.statement.slice(open, token.start).trim();
    }
  }

  /** The text from the next token to the end of the statement. */
  rest(): string {
    const start = this.current?.start;
    this.#position = this.#tokens.length;
    return start === undefined ? "" : this.statement.slice(start).trim();
  }

  /** What comes next, in words. */
  here(): string {
    return this.current === undefined ? "the end of the statement" : `'${this.current.text}'`;
  }

  unexpected(what: string): SchemaError {
    return new SchemaError(`The stored statement holds ${what}: ${this.statement}`);
  }
}
