import type { TextSink } from "../config/index.ts";
import { changeUnquoted } from "../connection/split-statements.ts";
import type { ScriptFormat } from "../dialect/dialect.ts";

/** Writes the script of `--sql`: statements with terminator, separator and blank line (PARITY P-1.101). */
export class OfflineOutput {
  readonly #sink: TextSink;
  readonly #format: ScriptFormat;
  readonly #separator: string | null;

  /** `separator` replaces the dialect's own; the empty text stands for none. */
  constructor(sink: TextSink, format: ScriptFormat, separator: string | null | undefined) {
    this.#sink = sink;
    this.#format = format;
    const chosen = separator === undefined ? format.batchSeparator : separator;
    this.#separator = chosen === "" ? null : chosen;
  }

  /** A statement, with tabs as four blanks, except for those in quotes: they are data. */
  statement(sql: string): void {
    const text = sql.includes("\t") ? changeUnquoted(sql, this.#format.lexis, withoutTabs) : sql;
    this.text(`${text.trim()}${this.#format.terminator}`);
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

  #separate(): void {
    if (this.#separator !== null) this.text(this.#separator);
  }
}

function withoutTabs(sql: string): string {
  return sql.replaceAll("\t", "    ");
}
