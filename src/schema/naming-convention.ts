import type { Constraint } from "./constraints.ts";
import type { Index } from "./index-def.ts";
import type { Table } from "./table.ts";

/** A token of a naming convention as a function. */
export type NamingToken = (constraint: Constraint | Index, table: Table) => string;

/**
 * Patterns for the names of what is declared without one. Tokens: `%(table_name)s`, `%(column_0_name)s`,
 * `%(column_0N_name)s`, `%(column_0_N_name)s`, `…_label`, `…_key`, `%(referred_table_name)s`,
 * `%(referred_column_0_name)s`, `%(constraint_name)s`, and own tokens given as functions.
 */
export interface NamingConvention {
  readonly ix?: string | NamingToken | undefined;
  readonly uq?: string | NamingToken | undefined;
  readonly ck?: string | NamingToken | undefined;
  readonly fk?: string | NamingToken | undefined;
  readonly pk?: string | NamingToken | undefined;
  readonly [token: string]: string | NamingToken | undefined;
}

/** What SQLAlchemy and Alembic use when no convention is given. */
export const defaultNamingConvention: NamingConvention = Object.freeze({ ix: "ix_%(column_0_label)s" });
