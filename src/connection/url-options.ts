import { readFileSync } from "node:fs";
import { CommandError } from "../errors/index.ts";
import { parseBooleanText } from "../util/boolean-text.ts";
import { own } from "../util/own.ts";
import type { DatabaseUrl } from "./url.ts";

/** How a driver reads the options of a URL: each known name with what it does to the collected settings. */
export type OptionTable<S> = Readonly<Record<string, (settings: S, value: string, name: string) => void>>;

/**
 * Reads the options of a URL into a driver's settings.
 *
 * @throws CommandError code `URL` naming the options that the driver does not know.
 */
export function readOptions<S>(url: DatabaseUrl, table: OptionTable<S>, settings: S): S {
  const unknown: string[] = [];
  for (const [name, values] of Object.entries(url.query)) {
    const apply = own(table, name);
    if (apply === undefined) unknown.push(name);
    else for (const value of values) apply(settings, value, name);
  }
  if (unknown.length === 0) return settings;
  const names = unknown.map((name) => `'${name}'`).join(", ");
  throw new CommandError(`The database URL '${url}' has unknown options: ${names}.`, {
    code: "URL",
    hint: `Remove them, or use one of: ${Object.keys(table).join(", ")}.`,
    details: { options: unknown },
  });
}

/** An option without effect here, such as the size of a pool. */
export function ignore(): void {}

/** Reads an option that names a file (a certificate, a key). */
export function readOptionFile(value: string, name: string): Buffer {
  try {
    return readFileSync(value);
  } catch (cause) {
    throw new CommandError(`The file '${value}' that the URL option '${name}' names cannot be read.`, {
      code: "URL",
      hint: "Correct the path; relative ones start at the working directory.",
      cause,
    });
  }
}

/** Reads a number option; @throws CommandError code `URL`. */
export function readNumber(value: string, name: string): number {
  const number = Number(value);
  if (value.trim() !== "" && Number.isFinite(number) && number >= 0) return number;
  throw optionError(name, value, "a number");
}

/** Reads a yes/no option; @throws CommandError code `URL`. */
export function readBoolean(value: string, name: string): boolean {
  const word = parseBooleanText(value);
  if (word !== null) return word;
  throw optionError(name, value, "true or false");
}

export function optionError(name: string, value: string, expected: string): CommandError {
  return new CommandError(`The URL option '${name}' is '${value}'; expected ${expected}.`, { code: "URL" });
}
