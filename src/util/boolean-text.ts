import { own } from "../util/own.ts";

const booleans: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  y: true,
  t: true,
  "1": true,
  false: false,
  no: false,
  off: false,
  n: false,
  f: false,
  "0": false,
};

/** Reads `true yes on y t 1` and their opposites in any case; null for any other text. */
export function parseBooleanText(text: string): boolean | null {
  return own(booleans, text.trim().toLowerCase()) ?? null;
}
