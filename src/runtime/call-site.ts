import { currentCall } from "../util/ambient-scope.ts";
import { type CapturedStack, captureStack, isOwn, placeOf } from "../util/stack-places.ts";

/** Where the user's code called something; the text is made only when it is asked for. */
export class CallSite {
  readonly #trace: CapturedStack;
  readonly #outer: CapturedStack | null = currentCall();

  /** Remembers the `kept` frames below `caller`. */
  constructor(caller: (...args: never[]) => unknown, kept: number = framesKept) {
    this.#trace = captureStack(kept, caller);
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

/** `file:line:column` of the user's call that an error came from; `null` when it came from none, or behind an `await`. */
export function placeInProject({ stack = "" }: Error): string | null {
  const calls = stack.split("\n").filter((frame) => !/^\s*at async /.test(frame));
  const isUsers = (place: string): boolean => !/[\\/]node_modules[\\/]/.test(place) && !isOwn(place);
  return calls.map(placeOf).find((place) => place !== null && isUsers(place)) ?? null;
}
