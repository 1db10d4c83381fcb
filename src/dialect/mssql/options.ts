import type { SqlText } from "../../schema/sql-text.ts";

/** What only SQL Server understands. */
export interface MssqlOptions {
  readonly clustered?: boolean | undefined;
  readonly columnstore?: boolean | undefined;
  readonly include?: readonly string[] | undefined;
  readonly where?: string | SqlText | undefined;
  readonly identityStart?: number | undefined;
  readonly identityIncrement?: number | undefined;
  /** dropColumn: also drop the column's CHECK, default or foreign key. */
  readonly dropCheck?: boolean | undefined;
  readonly dropDefault?: boolean | undefined;
  readonly dropForeignKey?: boolean | undefined;
  readonly [option: string]: unknown;
}
