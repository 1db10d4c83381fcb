/** Where text goes: `process.stdout`, a file, or an object of the host application. */
export interface TextSink {
  write(text: string): unknown;
  /** Width of the terminal in characters; absent where the sink is not a terminal. */
  readonly columns?: number | undefined;
}

/** Swallows everything: the output of a program that asked for none. */
export const silentSink: TextSink = { write: () => undefined };
