import { delimiter } from "node:path";
import { CommandError } from "../errors/index.ts";
import { own } from "../util/own.ts";

const separators: Readonly<Record<string, string>> = { space: " ", newline: "\n", ":": ":", ";": ";" };

export interface PathListOptions {
  /** The separator's name: `space`, `newline`, `os`, `:` or `;`; null for the splitting of old files. */
  readonly separator: string | null;
  /** Key the separator was read from, for the error. */
  readonly separatorKey: string;
  /** How old files without a separator are split. */
  readonly legacy: RegExp;
  /** What `os` means; by default what this platform's `PATH` has. */
  readonly osSeparator?: string | undefined;
}

/** `version_locations` of a file that names no separator: commas or blanks. */
export const legacyVersionLocations: RegExp = /, *|(?: +)/;

/** `prepend_sys_path` of a file that names no separator: commas, blanks or colons. */
export const legacySysPaths: RegExp = /, *|(?: +)|:/;

/** Splits a list of paths; items are trimmed, empty ones dropped. Throws CommandError (code CONFIG) for a bad separator. */
export function splitPathList(
  text: string,
  { separator, separatorKey, legacy, osSeparator = delimiter }: PathListOptions,
): readonly string[] {
  const texts = { ...separators, os: osSeparator };
  const by = separator === null ? legacy : separatorText(separator, separatorKey, texts);
  return text
    .split(by)
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function separatorText(separator: string, key: string, texts: Readonly<Record<string, string>>): string {
  const text = own(texts, separator);
  if (text !== undefined) return text;
  throw new CommandError(
    `'${separator}' is not a valid value for ${key}; expected 'space', 'newline', 'os', ':', ';'`,
    {
      code: "CONFIG",
      hint: `Set ${key} = os in the configuration file.`,
      details: { key, value: separator },
    },
  );
}
