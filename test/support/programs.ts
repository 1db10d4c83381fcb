import { spawnSync } from "node:child_process";

/** Whether a program is on this machine; where it is not, the run says loudly that its tests are left out. */
export function hasProgram(name: string, args: readonly string[] = ["--version"]): boolean {
  const isThere = spawnSync(name, args).status === 0;
  if (!isThere) console.warn(`\n*** There is no ${name} on this machine: its tests are SKIPPED. ***\n`);
  return isThere;
}
