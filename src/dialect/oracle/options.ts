/** What only Oracle understands. */
export interface OracleOptions {
  /** true, or the number of prefix columns to compress. */
  readonly compress?: boolean | number | undefined;
  readonly bitmap?: boolean | undefined;
  readonly onCommit?: string | undefined;
  readonly tablespace?: string | undefined;
  readonly [option: string]: unknown;
}
