import { inspect } from "node:util";
import { isAlembicError } from "../errors/index.ts";
import { maskPasswords } from "../util/mask-passwords.ts";
import type { ProcessEnd } from "./process-end.ts";
import { reportOutsideCommand } from "./report-outside-command.ts";

/** Errors that nothing catches: of a timer, an event, or a promise that nobody awaits. */
export interface StrayErrors {
  /** Aborted, with the error as its reason, so that the run rolls back before the program ends. */
  readonly signal: AbortSignal;
  /** The exit status, given the one of the run; reports a stray error that the run did not tell of. */
  settle(status: number): Promise<number>;
}

/** How long a run may take to roll back; the error may have broken what it waits for. */
const patienceMs = 10_000;

/** Catches stray errors of this process. */
export function listenForStrayErrors({ tell, leave }: ProcessEnd): StrayErrors {
  const controller = new AbortController();
  let first: { readonly error: unknown } | null = null;
  const describe = (error: unknown): string => `${maskPasswords(inspect(error))}\n`;
  process.on("uncaughtException", (error) => {
    if (first !== null) return;
    first = { error };
    controller.abort(error);
    setTimeout(() => {
      tell(describe(error));
      leave(1);
    }, patienceMs).unref();
  });
  return {
    signal: controller.signal,
    settle: async (status) => {
      // A promise that was rejected in the last turn is reported behind it.
      await new Promise((resolve) => setImmediate(resolve));
      if (first === null || (status !== 0 && isAlembicError(first.error))) return status;
      return reportOutsideCommand(first.error);
    },
  };
}
