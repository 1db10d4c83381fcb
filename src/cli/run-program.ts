import { inspect } from "node:util";
import { maskPasswords } from "../util/mask-passwords.ts";
import { listenForInterruption } from "./interruption.ts";
import { main } from "./main.ts";
import { pendingWork } from "./pending-work.ts";
import { watchProcessEnd } from "./process-end.ts";
import { programName } from "./program-name.ts";
import { listenForStall } from "./stall.ts";
import { listenForStrayErrors } from "./stray-errors.ts";
import { keepYoungGenerationSmall } from "./young-generation.ts";

/** Runs the program as a process: signals, broken pipes, exit status. Ends the process. */
export async function runProgram(): Promise<void> {
  await keepYoungGenerationSmall(process.argv.slice(2));
  for (const stream of [process.stdout, process.stderr]) stream.on("error", ignoreClosedOutput);
  const end = watchProcessEnd();
  const interruption = listenForInterruption(end);
  const stray = listenForStrayErrors(end);
  const stall = listenForStall();
  const signal = AbortSignal.any([interruption.signal, stray.signal, stall.signal]);
  const status = await stall.settle(
    await stray.settle(await Promise.race([statusOf(signal), stall.deadEnd])),
  );
  // A pool that the user's models opened must not keep the finished program alive, so the exit is explicit.
  await flushed(process.stdout);
  await flushed(process.stderr);
  end.leave(interruption.exitStatus() ?? status);
}

async function statusOf(signal: AbortSignal): Promise<number> {
  try {
    const prog = programName(process.argv[1]);
    return await main(process.argv.slice(2), { prog, signal, pendingWork });
  } catch (error) {
    process.stderr.write(`${maskPasswords(inspect(error))}\n`);
    return 1;
  }
}

/** A pipe that nobody reads, or a terminal that was closed (EIO). */
const closedOutput: ReadonlySet<string | undefined> = new Set(["EPIPE", "EIO", "ERR_STREAM_DESTROYED"]);

function ignoreClosedOutput(error: NodeJS.ErrnoException): void {
  if (!closedOutput.has(error.code)) throw error;
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || !stream.writable) resolve();
    else stream.write("", () => resolve());
  });
}
