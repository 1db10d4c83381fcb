import { subscribe } from "node:diagnostics_channel";
import { type StatementMessage, statementChannelName } from "../util/statement-channel.ts";
import type { ProcessEnd } from "./process-end.ts";

/** Turns the first signal that ends processes into an abort and the second into a hard exit. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** 128 and the signal's number, null when no signal came. */
  exitStatus(): number | null;
}

const exitStatuses = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

type SignalName = keyof typeof exitStatuses;

const names: readonly SignalName[] = ["SIGHUP", "SIGINT", "SIGTERM"];

/** Listens for signals. */
export function listenForInterruption({ tell, leave }: ProcessEnd): Interruption {
  const controller = new AbortController();
  let received: SignalName | null = null;
  const onSignal = (name: SignalName): void => {
    if (received !== null) leave(exitStatuses[name]);
    received = name;
    tell(`${name}: cancelling and rolling back; once more ends at once\n`);
    controller.abort();
  };
  const listen = (): void => {
    for (const name of names) process.on(name, onSignal);
  };
  listen();
  pauseWhileBlocked(listen, () => {
    for (const name of names) process.off(name, onSignal);
  });
  return {
    signal: controller.signal,
    exitStatus: () => (received === null ? null : exitStatuses[received]),
  };
}

/** How long after a statement the signals stay as they are without us: changing them takes longer than a short statement. */
const pauseMs = 20;

/** No listener is called while a statement blocks the thread: the signals then end the process, as without listeners. */
function pauseWhileBlocked(listen: () => void, unlisten: () => void): void {
  // The first process of a container ignores signals that it does not listen for.
  if (process.pid === 1) return;
  let isPaused = false;
  const resume = (): void => {
    isPaused = false;
    listen();
  };
  subscribe(statementChannelName, (message) => {
    // Only the connections of this package publish on this channel.
    if (isPaused || !(message as StatementMessage).blocksThread) return;
    isPaused = true;
    unlisten();
    setTimeout(resume, pauseMs).unref();
  });
}
