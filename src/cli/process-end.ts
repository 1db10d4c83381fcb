import { currentOwner, currentRemains } from "../util/ambient-scope.ts";

/** How this program ends its process. */
export interface ProcessEnd {
  /** Writes to stderr. */
  tell(text: string): void;
  /** Ends the process with this status. */
  leave(status: number): never;
}

/** Tells of a script that ends the process while its command is running, which would look like success. */
export function watchProcessEnd(): ProcessEnd {
  const tell = (text: string): void => void process.stderr.write(text);
  const onExit = (status: number): void => {
    const who = currentOwner() ?? "A script";
    tell(`${who} ended the process (process.exit) before the command had finished.\n`);
    const remains = currentRemains();
    if (remains !== null) tell(`${remains}\n`);
    if (status === 0) process.exitCode = 1;
  };
  process.on("exit", onExit);
  return {
    tell,
    leave: (status) => {
      process.off("exit", onExit);
      process.exit(status);
    },
  };
}
