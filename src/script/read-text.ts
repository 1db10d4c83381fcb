import { closeSync, openSync, readFileSync, readSync } from "node:fs";

/** Longer than revision files are. */
const chunk: Buffer = Buffer.allocUnsafeSlow(16 * 1024);

/**
 * The text of a file. A regular file gives all that it has at once, so that one read suffices for a short one: thousands
 * may have to be read by each command.
 */
export function readText(path: string): string {
  const file = openSync(path, "r");
  try {
    const length = readSync(file, chunk, 0, chunk.length, 0);
    return length < chunk.length ? chunk.toString("utf8", 0, length) : readFileSync(path, "utf8");
  } finally {
    closeSync(file);
  }
}
