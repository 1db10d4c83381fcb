import { freeze } from "../util/freeze.ts";

const decoder = new TextDecoder();

/** A catalogue value as text; some drivers give text columns of system tables as bytes. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return value instanceof Uint8Array ? decoder.decode(value) : String(value);
}

/** A catalogue value as text, `null` for SQL's NULL. */
export function textOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : textOf(value);
}

/** Text, `null` for NULL and for the empty text that catalogues use for "none". */
export function textOrNone(value: unknown): string | null {
  const text = textOrNull(value);
  return text === "" ? null : text;
}

/** A number within a double's exact range, else a bigint. */
export function integerOf(value: unknown): number | bigint {
  const exact = BigInt(textOf(value));
  return exact >= BigInt(Number.MIN_SAFE_INTEGER) && exact <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(exact)
    : exact;
}

/** Rows by the text in one of their columns, in the order of the rows. */
export function rowsBy<T extends readonly unknown[]>(
  rows: readonly T[],
  column: number,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = textOf(row[column]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

/** What is left of options when all that the catalogue does not say is left out. */
type Said<T> = { readonly [K in keyof T]?: Exclude<T[K], null | undefined | false> };

/** Options without those that are `undefined`, `null`, false or empty. */
function said<T extends object>(options: T): Said<T> {
  const entries = Object.entries(options).filter(([, value]) => {
    if (value === undefined || value === null || value === false) return false;
    if (Array.isArray(value)) return value.length > 0;
    return !(typeof value === "object" && Object.keys(value).length === 0);
  });
  // Leaving entries out is all that happened to the type.
  return freeze(Object.fromEntries(entries)) as Said<T>;
}

/** Dialect options under a dialect's key, or nothing at all when there is nothing to say. */
export function dialectOptions<K extends string, T extends object>(
  key: K,
  options: T,
): { readonly [P in K]?: Said<T> } {
  const kept = said(options);
  // A computed key widens to string; the one key is K.
  return (Object.keys(kept).length === 0 ? {} : { [key]: kept }) as { readonly [P in K]?: Said<T> };
}
