import type { DialectOptions } from "../../schema/dialect-options.ts";
import type { DdlDialect } from "./grammar.ts";

const none: object = Object.freeze({});

/**
 * The options that apply to a dialect, of all the keys it reads; the first key wins.
 */
export function optionsOf<K extends keyof DialectOptions>(
  dialect: Pick<DdlDialect, "optionKeys">,
  options: DialectOptions,
  _key: K,
): NonNullable<DialectOptions[K]> {
  const all = options as Readonly<Record<string, object | undefined>>;
  let merged: object = none;
  for (const key of dialect.optionKeys) {
    const given = all[key];
    if (given !== undefined) merged = merged === none ? given : { ...given, ...merged };
  }
  // The dialect that asks names the key whose type its options have.
  return merged as NonNullable<DialectOptions[K]>;
}
