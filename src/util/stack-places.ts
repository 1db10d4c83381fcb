import { join, sep } from "node:path";

/** The folder of this package's own code: of the sources, or of what the build makes of them. */
const ownFolder = import.meta.filename.endsWith(".ts")
  ? join(import.meta.dirname, "..", sep)
  : join(import.meta.dirname, sep);

/** Whether a place is in this package's own code. */
export function isOwn(place: string): boolean {
  return place.startsWith(ownFolder);
}

/** A stack whose text is made when it is asked for. */
export interface CapturedStack {
  readonly stack?: string;
}

/** The stack below a call of `caller`, so many frames of it. */
export function captureStack(frames: number, caller: (...args: never[]) => unknown): CapturedStack {
  const captured: CapturedStack = {};
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = frames;
  Error.captureStackTrace(captured, caller);
  Error.stackTraceLimit = stackTraceLimit;
  return captured;
}

/** Enough to see through the package's own calls. */
const framesToUser = 20;

/** The file of the user's code that calls this package; `null` where the stack does not tell. */
export function callingFile(): string | null {
  const { stack = "" } = captureStack(framesToUser, callingFile);
  const places = stack.split("\n").map(placeOf);
  const users = places.find((place) => place !== null && !isOwn(place));
  return users?.replace(/:\d+:\d+$/, "") ?? null;
}

/** A file's path, a drive's or a URL; Node's own modules (`node:internal/…`) are none. */
const location = /(?:^|[\s(])((?:file:\/\/|\/|[A-Za-z]:[\\/])[^()]*?:\d+:\d+)\)?$/;

/** `file:line:column` of a line of a stack; `null` for one that has none. */
export function placeOf(frame: string): string | null {
  const found = location.exec(frame.trim())?.[1];
  if (found === undefined) return null;
  return decodeFileUrl(found).replace(/\?[^:]*(?=:\d+:\d+$)/, "");
}

/** `file:line:column` of the frame of an error that is nearest in a file; `null` when no frame is in it. */
export function placeInFile({ stack = "" }: Error, file: string): string | null {
  const places = stack.split("\n").map(placeOf);
  return places.find((place) => place?.startsWith(`${file}:`)) ?? null;
}

/** A path as its platform writes it: behind a drive's letter folders are separated by backslashes. */
function decodeFileUrl(text: string): string {
  if (!text.startsWith("file://")) return text;
  const path = text.slice("file://".length);
  try {
    return decodeURIComponent(path).replace(/^\/([A-Za-z]:.*)/, (_, drive: string) =>
      drive.replaceAll("/", "\\"),
    );
  } catch {
    return path;
  }
}
