import { join, sep } from "node:path";
import { type CapturedStack, currentCall } from "../util/ambient-scope.ts";

/** Where the user's code called something; the text is made only when it is asked for. */
export class CallSite {
  readonly #trace: CapturedStack = {};
  readonly #outer: CapturedStack | null = currentCall();

  /** Remembers the `kept` frames below `caller`. */
  constructor(caller: (...args: never[]) => unknown, kept: number = framesKept) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = kept;
    Error.captureStackTrace(this.#trace, caller);
    Error.stackTraceLimit = stackTraceLimit;
  }

  /**
   * `file:line:column` of the nearest frame in `file`, or of the nearest one outside of this package, or of the nearest
   * at all; `null` when there is none. Helpers that a revision imports are seen through to the revision's own line.
   */
  describe(file: string | null = null): string | null {
    const places = [...placesOf(this.#trace), ...placesOf(this.#outer)];
    const inFile = file === null ? undefined : places.find((place) => place.startsWith(`${file}:`));
    return inFile ?? places.find((place) => !isOwn(place)) ?? places[0] ?? null;
  }

  /** The captured stack as text, without its first line. */
  get frames(): string {
    return (this.#trace.stack ?? "").split("\n").slice(1).join("\n");
  }
}

function placesOf(trace: CapturedStack | null): readonly string[] {
  return (trace?.stack ?? "")
    .split("\n")
    .slice(1)
    .filter((line) => !line.includes(forwardingFunction))
    .map(placeOf)
    .filter((place) => place !== null);
}

/** The name of the function that stands between a destructured `op` function and the operations of the moment. */
export const forwardingFunction = "forwardToCurrentMigration";

/** Enough to see through a helper or two; each frame costs about a microsecond. */
const framesKept = 6;

/** Enough to see through a query builder. */
export const framesBehindBuilder = 30;

/** `file:line:column` of the frame of an error that is nearest in a file; `null` when no frame is in it. */
export function placeInFile({ stack = "" }: Error, file: string): string | null {
  const places = stack.split("\n").map(placeOf);
  return places.find((place) => place?.startsWith(`${file}:`)) ?? null;
}

/** The folder of this package's own code. */
const ownFolder = join(import.meta.dirname, "..", sep);

function isOwn(place: string): boolean {
  return place.startsWith(ownFolder);
}

/** `file:line:column` of the user's call that an error came from; `null` when it came from none, or behind an `await`. */
export function placeInProject({ stack = "" }: Error): string | null {
  const calls = stack.split("\n").filter((frame) => !/^\s*at async /.test(frame));
  const isUsers = (place: string): boolean => !/[\\/]node_modules[\\/]/.test(place) && !isOwn(place);
  return calls.map(placeOf).find((place) => place !== null && isUsers(place)) ?? null;
}

/** A file's path, a drive's or a URL; Node's own modules (`node:internal/…`) are none. */
const location = /(?:^|[\s(])((?:file:\/\/|\/|[A-Za-z]:[\\/])[^()]*?:\d+:\d+)\)?$/;

function placeOf(frame: string): string | null {
  const found = location.exec(frame.trim())?.[1];
  if (found === undefined) return null;
  return decodeFileUrl(found).replace(/\?[^:]*(?=:\d+:\d+$)/, "");
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
