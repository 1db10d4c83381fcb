import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of this package's own code: of the sources, or of the one file that the build makes of them. */
const ownFolder = import.meta.filename.endsWith(".ts")
  ? join(import.meta.dirname, "..", sep)
  : join(import.meta.dirname, sep);

/** Enough to see through the package's own calls. */
const frames = 20;

const fileOfFrame = /(?:^|[\s(])((?:file:\/\/|\/|[A-Za-z]:[\\/])[^()]*?)(?:\?[^:()]*)?:\d+:\d+\)?$/;

/** The file of the user's code that calls this package; `null` where the stack does not tell. */
export function callingFile(): string | null {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = frames;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  const files = stack
    .split("\n")
    .map((frame) => fileOfFrame.exec(frame.trim())?.[1])
    .filter((file) => file !== undefined)
    .map((file) => (file.startsWith("file://") ? fileURLToPath(file) : file));
  return files.find((file) => !file.startsWith(ownFolder)) ?? null;
}
