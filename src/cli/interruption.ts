import type { ProcessEnd } from "./process-end.ts";

/** Turns the first SIGINT or SIGTERM into an abort and the second into a hard exit. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** 130 after SIGINT, 143 after SIGTERM, null when no signal came. */
  exitStatus(): number | null;
  /** Gives the signals back to the process. */
  stop(): void;
}

const exitStatuses = { SIGINT: 130, SIGTERM: 143 } as const;

type SignalName = keyof typeof exitStatuses;

/** Listens for signals until {@link Interruption.stop}. */
export function listenForInterruption({ tell, leave }: ProcessEnd): Interruption {
  const controller = new AbortController();
  let received: SignalName | null = null;
  const onSignal = (name: SignalName): void => {
    if (received !== null) leave(exitStatuses[name]);
    received = name;
    tell(`${name}: cancelling and rolling back; once more ends at once\n`);
    controller.abort();
  };
  const names: readonly SignalName[] = ["SIGINT", "SIGTERM"];
  for (const name of names) process.on(name, onSignal);
  return {
    signal: controller.signal,
    exitStatus: () => (received === null ? null : exitStatuses[received]),
    stop: () => {
      for (const name of names) process.off(name, onSignal);
    },
  };
}
