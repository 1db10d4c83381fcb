import type { TextSink } from "../config/index.ts";

/** The process's standard output; `columns` is its width where it is a terminal. */
export const standardOutput: TextSink = streamSink(() => process.stdout);

/** The process's standard error. */
export const standardError: TextSink = streamSink(() => process.stderr);

// The streams are looked up at each use, because a host or a test may have replaced them.
function streamSink(stream: () => NodeJS.WriteStream): TextSink {
  return {
    write: (text) => stream().write(text),
    get columns() {
      return stream().isTTY ? stream().columns : undefined;
    },
  };
}

/** Whether what is written there may have colours: on a terminal whose user has not said otherwise. */
export function takesColors({ columns }: TextSink): boolean {
  return columns !== undefined && !process.env.NO_COLOR;
}
