import type { Config } from "../config/index.ts";

/** Prints a value as one indented JSON document. */
export function printJson(config: Config, value: unknown): void {
  config.printStdout(JSON.stringify(value, null, 2));
}
