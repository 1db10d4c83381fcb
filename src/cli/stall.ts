import { AlembicError } from "../errors/index.ts";
import { reportOutsideCommand } from "./report-outside-command.ts";

/** A command that waits although nothing is left in the process that it could wait for. */
export interface Stall {
  /** Aborted when the command stalls, so that the run rolls back before the program ends. */
  readonly signal: AbortSignal;
  /** Settles, with the exit status, when the abort has not ended the command. */
  readonly deadEnd: Promise<number>;
  /** The exit status, given the one of the run; reports a stall that the run did not tell of. */
  settle(status: number): Promise<number>;
}

/** Notices when the command of this process stalls. */
export function listenForStall(): Stall {
  const controller = new AbortController();
  const { promise: deadEnd, resolve: end } = Promise.withResolvers<number>();
  const error = stalledError();
  process.on("beforeExit", () => {
    if (controller.signal.aborted) end(0);
    else controller.abort(error);
  });
  return {
    signal: controller.signal,
    deadEnd,
    settle: async (status) => {
      if (!controller.signal.aborted) return status;
      if (status === 0) await reportOutsideCommand(error);
      return 255;
    },
  };
}

function stalledError(): AlembicError {
  return new AlembicError(
    "The command waits for something that never happens: a promise that nothing settles.",
    {
      code: "STALLED",
      hint: "Settle the promise, or do not await it.",
    },
  );
}
