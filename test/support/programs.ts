import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

/** Whether a program is on this machine; where it is not, the run says loudly that its tests are left out. */
export function hasProgram(name: string, args: readonly string[] = ["--version"]): boolean {
  const isThere = spawnSync(name, args).status === 0;
  if (!isThere) console.warn(`\n*** There is no ${name} on this machine: its tests are SKIPPED. ***\n`);
  return isThere;
}

/**
 * Whether a package is installed that the project does not install itself, because it has to be compiled on the
 * machine; where it is not, the run says loudly that its tests are left out.
 */
export function hasPackage(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    console.warn(`\n*** ${name} is not installed (npm i --no-save ${name}): its tests are SKIPPED. ***\n`);
    return false;
  }
}
