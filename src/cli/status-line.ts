import type { TextSink } from "../config/index.ts";

const eraseLine = "\r\u001b[K";

/**
 * A line at the bottom of a terminal that is overwritten as things go on. Everything else that is written to the
 * terminal goes through {@link guard}, so that it takes the line's place and the line comes again below it.
 */
export class StatusLine {
  readonly #terminal: TextSink;
  #shown = "";
  #endsInLine = false;

  constructor(terminal: TextSink) {
    this.#terminal = terminal;
  }

  /** Shows a text, cut to the terminal's width; the empty text removes the line. */
  show(text: string): void {
    if (this.#endsInLine) return;
    // A terminal that does not know its width says 0.
    const cut = text.slice(0, (this.#terminal.columns || 80) - 1);
    if (cut === this.#shown) return;
    this.#terminal.write(`${eraseLine}${cut}`);
    this.#shown = cut;
  }

  /** The same sink, for output that shares the terminal with the line. */
  guard(sink: TextSink): TextSink {
    const write = (text: string): unknown => {
      const shown = this.#shown;
      this.show("");
      const result = sink.write(text);
      this.#endsInLine = !text.endsWith("\n");
      this.show(shown);
      return result;
    };
    return {
      write,
      get columns() {
        return sink.columns;
      },
    };
  }
}
