import type { MariadbOptions } from "../dialect/mariadb/options.ts";
import type { MssqlOptions } from "../dialect/mssql/options.ts";
import type { MysqlOptions } from "../dialect/mysql/options.ts";
import type { OracleOptions } from "../dialect/oracle/options.ts";
import type { PostgresqlOptions } from "../dialect/postgresql/options.ts";
import type { SqliteOptions } from "../dialect/sqlite/options.ts";
import { SchemaError } from "../errors/index.ts";

/**
 * Options that only one dialect understands, a nested object per dialect: `{ postgresql: { using: "gin" } }`.
 * The options of other dialects than the current one are ignored. Third parties add theirs by declaration merging.
 */
export interface DialectOptions {
  readonly postgresql?: PostgresqlOptions | undefined;
  readonly mysql?: MysqlOptions | undefined;
  readonly mariadb?: MariadbOptions | undefined;
  readonly sqlite?: SqliteOptions | undefined;
  readonly mssql?: MssqlOptions | undefined;
  readonly oracle?: OracleOptions | undefined;
}

const none: DialectOptions = Object.freeze({});

type OwnKey<T> = Exclude<keyof T, keyof DialectOptions> & string;

/**
 * The options of an interface that are no dialect's. The compiler refuses a list in which one is missing: it would be
 * taken for a dialect, or refused.
 *
 * @example ownKeysOf<IndexOptions>()(["unique", "info"])
 */
export function ownKeysOf<T>(): <const K extends readonly OwnKey<T>[]>(
  keys: K & ([OwnKey<T>] extends [K[number]] ? unknown : { readonly missing: Exclude<OwnKey<T>, K[number]> }),
) => K {
  return (keys) => keys;
}

/** Splits the dialect options off an options object. Throws SCHEMA for an option that there is not. */
export function pickDialectOptions<T extends object>(options: T, ownKeys: readonly string[]): DialectOptions {
  let rest: Record<string, unknown> | null = null;
  // A loop that allocates nothing for the many objects that have no dialect options.
  for (const key in options) {
    if (options[key] === undefined || ownKeys.includes(key)) continue;
    if (!isDialectObject(options[key])) throw noSuchOption(key, options[key], ownKeys);
    rest ??= {};
    rest[key] = options[key];
  }
  // The keys that are left are the dialect names that the option types allow.
  return rest === null ? none : (Object.freeze(rest) as DialectOptions);
}

/** Whether a value can be the options of a dialect: an object literal, and nothing that this package makes. */
export function isDialectObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  // Types, SQL text, defaults, … say what they are: under an unknown name they are a typing error, not a dialect.
  return !("kind" in value && typeof value.kind === "string");
}

function noSuchOption(key: string, value: unknown, ownKeys: readonly string[]): SchemaError {
  const shown = typeof value === "object" && value !== null ? "no dialect's options" : JSON.stringify(value);
  return new SchemaError(`There is no option '${key}'; it was ${shown ?? typeof value}.`, {
    hint: `Options are ${ownKeys.join(", ")}, and one object per dialect, such as { postgresql: { … } }.`,
    details: { option: key },
  });
}
