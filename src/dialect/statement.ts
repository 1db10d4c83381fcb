/** One statement that a dialect made of a directive. */
export interface DialectStatement {
  /** The text, without terminator. */
  readonly sql: string;
  /** Bound values, in the driver's placeholder order; online only. */
  readonly parameters?: readonly unknown[] | undefined;
  /** Rows for one prepared statement run once per row; online only. */
  readonly rows?: readonly (readonly unknown[])[] | undefined;
  /** The text may hold several statements (a user's own script). */
  readonly script?: boolean | undefined;
}
