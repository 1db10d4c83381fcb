import type { DialectOptions } from "../../schema/dialect-options.ts";
import type { DdlDialect } from "./grammar.ts";

/**
 * The options that apply to a dialect, of all the keys it reads; the first key wins.
 */
export function optionsOf<K extends keyof DialectOptions>(
  dialect: Pick<DdlDialect, "optionKeys">,
  options: DialectOptions,
  _key: K,
): NonNullable<DialectOptions[K]> {
  const all = options as Readonly<Record<string, object | undefined>>;
  const merged = [...dialect.optionKeys].reverse().map((key) => all[key] ?? {});
  // The dialect that asks names the key whose type its options have.
  return Object.assign({}, ...merged) as NonNullable<DialectOptions[K]>;
}
