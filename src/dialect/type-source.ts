import type { TypeOptions } from "../schema/types/sql-type.ts";

/** The arguments of one type constructor. */
export interface ConstructorSource {
  /** Options given as the first arguments, in order. */
  readonly args: readonly (keyof TypeOptions)[];
  /** Options given as members of an options object behind them. */
  readonly options: readonly (keyof TypeOptions)[];
}

/**
 * How the types of a family are written in TypeScript source, for generated revision files. A type that no listed
 * constructor can make is written by its data.
 */
export interface TypeSource {
  /** The family of the types, and the name that their module is imported under. */
  readonly family: string;
  /** The module that exports the constructors: `alembic-ts/postgresql`. */
  readonly module: string;
  /** By type name, which is the constructor's name too. */
  readonly constructors: Readonly<Record<string, ConstructorSource>>;
}

/** The arguments of a constructor, for {@link TypeSource}. */
export function constructorSource(
  args: readonly (keyof TypeOptions)[] = [],
  options: readonly (keyof TypeOptions)[] = [],
): ConstructorSource {
  return { args, options };
}
