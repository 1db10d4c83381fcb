import { setTimeout as delay } from "node:timers/promises";
import { cancelledError } from "./cancellation.ts";

export interface WaitOptions {
  /** How long to try, in milliseconds; 0 tries once, -1 for ever. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | null;
  /** Called once when the wait has lasted {@link noticeAfterMs}. */
  readonly onLongWait: () => Promise<void>;
}

/** After how many milliseconds of waiting the user is told who is in the way. */
const noticeAfterMs = 2000;

const firstPauseMs = 25;
const longestPauseMs = 500;

/** Attempts until it works; false when the time is over. Pauses grow and are jittered, so that waiters do not step together. */
export async function waitUntil(attempt: () => Promise<boolean>, options: WaitOptions): Promise<boolean> {
  const { timeoutMs, signal } = options;
  const began = performance.now();
  let noticed = false;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 1.5, longestPauseMs)) {
    if (signal?.aborted === true) throw cancelledError(signal);
    if (await attempt()) return true;
    const waited = performance.now() - began;
    if (timeoutMs >= 0 && waited >= timeoutMs) return false;
    if (!noticed && waited >= noticeAfterMs) {
      noticed = true;
      await options.onLongWait();
    }
    const left = timeoutMs < 0 ? Number.POSITIVE_INFINITY : timeoutMs - waited;
    await pauseFor(Math.min(pause * (0.75 + Math.random() / 2), left), signal);
  }
}

async function pauseFor(milliseconds: number, signal: AbortSignal | null): Promise<void> {
  try {
    await delay(milliseconds, undefined, signal === null ? {} : { signal });
  } catch (error) {
    if (signal?.aborted === true) throw cancelledError(signal);
    throw error;
  }
}
