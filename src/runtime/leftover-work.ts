import { setTimeout as delay } from "node:timers/promises";
import { getLogger } from "../config/index.ts";
import type { RunningScript } from "./failed-operation.ts";

/** How long a script may leave something running before the run goes on without it. */
const patienceMs = 1000;
const pollMs = 5;

const logger = getLogger("alembic.runtime.migration");

/**
 * Runs a script and then waits for the timers and requests that it began and did not await: an operation that they call
 * comes too late, and is noticed while the revision can still be rolled back.
 */
export async function withoutLeftovers<T>(
  script: RunningScript,
  pendingWork: (() => number) | null,
  run: () => Promise<T>,
): Promise<T> {
  if (pendingWork === null) return run();
  const before = pendingWork();
  const result = await run();
  const deadline = performance.now() + patienceMs;
  while (pendingWork() > before) {
    if (performance.now() > deadline) {
      logger.warn(
        `${script.direction}() of revision ${script.revision} has ended, but a timer or request that it began is still pending: no operation may be called there any more.`,
      );
      break;
    }
    await delay(pollMs);
  }
  return result;
}
