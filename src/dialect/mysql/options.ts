/** What only MySQL understands; any other key is a table option: `rowFormat` is `ROW_FORMAT`. */
export interface MysqlOptions {
  readonly engine?: string | undefined;
  readonly charset?: string | undefined;
  readonly defaultCharset?: string | undefined;
  readonly collate?: string | undefined;
  readonly comment?: string | undefined;
  readonly autoIncrement?: number | string | undefined;
  /** Prefix length of an index, one for all columns or by column name. */
  readonly length?: number | Readonly<Record<string, number>> | undefined;
  /** `FULLTEXT`, `SPATIAL`. */
  readonly prefix?: string | undefined;
  readonly using?: string | undefined;
  readonly withParser?: string | undefined;
  /**
   * Altering a column: the CHECK inside it, which MariaDB drops unless it is said again; `null` says that there is none any
   * more.
   */
  readonly check?: string | null | undefined;
  /**
   * Altering a column: `INVISIBLE`, `COMPRESSED` and the like, which are lost unless they are said again; without a script
   * what the column has is kept by itself. `null` says that there is nothing.
   */
  readonly attributes?: string | null | undefined;
  /** CHECK: rows are not looked at (MySQL). */
  readonly notEnforced?: boolean | undefined;
  readonly [option: string]: unknown;
}
