import type { TextSink } from "../config/index.ts";
import { changePieces, type SqlLexis, type SqlPiece, sqlPieces } from "../connection/sql-lexis.ts";
import type { Dialect, ScriptFormat } from "../dialect/dialect.ts";

/** Writes the script of `--sql`: statements with terminator, separator and blank line (PARITY P-1.101). */
export class OfflineOutput {
  readonly #sink: TextSink;
  readonly #format: ScriptFormat;
  readonly #lexis: SqlLexis;
  readonly #separator: string | null;

  /** `separator` replaces the dialect's own; the empty text stands for none. */
  constructor(
    sink: TextSink,
    { script, lexis }: Pick<Dialect, "script" | "lexis">,
    separator: string | null | undefined,
  ) {
    this.#sink = sink;
    this.#format = script;
    this.#lexis = lexis;
    const chosen = separator === undefined ? script.batchSeparator : separator;
    this.#separator = chosen === "" ? null : chosen;
  }

  /** A statement, with tabs as four blanks, except for those in quotes: they are data. */
  statement(sql: string): void {
    const text = (sql.includes("\t") ? changePieces(sql, this.#lexis, withoutTabs) : sql).trim();
    this.text(`${text}${this.#terminatorAfter(text)}`);
    this.#separate();
  }

  begin(): void {
    this.text(`${this.#format.begin}${this.#format.terminator}`);
    if (this.#format.separatesBegin === true) this.#separate();
  }

  commit(): void {
    this.text(`${this.#format.commit}${this.#format.terminator}`);
    this.#separate();
  }

  /** Text as it is, and a blank line. */
  text(text: string): void {
    this.#sink.write(`${text}\n\n`);
  }

  /** A comment that ends with its line would take the terminator in. */
  #terminatorAfter(text: string): string {
    const { terminator } = this.#format;
    return terminator !== "" && endsInLineComment(text, this.#lexis) ? `\n${terminator}` : terminator;
  }

  #separate(): void {
    if (this.#separator !== null) this.text(this.#separator);
  }
}

function endsInLineComment(text: string, lexis: SqlLexis): boolean {
  if (!/--|#/.test(text.slice(text.lastIndexOf("\n") + 1))) return false;
  const last = sqlPieces(text, lexis).at(-1);
  return last?.kind === "comment" && !last.text.startsWith("/*");
}

function withoutTabs({ kind, text }: SqlPiece): string {
  return kind === "string" || kind === "name" ? text : text.replaceAll("\t", "    ");
}
