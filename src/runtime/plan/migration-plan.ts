/** One statement of a plan. */
export interface PlannedStatement {
  readonly sql: string;
  readonly parameters?: readonly unknown[] | undefined;
  /** The rows of a prepared statement that runs once for each. */
  readonly rows?: readonly (readonly unknown[])[] | undefined;
  /** The number of the transaction it runs in, counted from 1; `null` for one that runs on its own. */
  readonly transaction: number | null;
  /** Whether it only reads: then it was run, as what follows may depend on the answer. */
  readonly isRead: boolean;
}

/** What one call of a revision's script would do. */
export interface PlannedOperation {
  /** `op.createTable`; `version table` or `session settings` for what the run does by itself. */
  readonly operation: string;
  /** `file:line:column` of the call, where it is known. */
  readonly at: string | null;
  readonly statements: readonly PlannedStatement[];
  /** What the reader of the plan has to know, such as answers that may differ in the real run. */
  readonly notes: readonly string[];
}

/** One revision of a plan. */
export interface PlannedStep {
  readonly direction: "upgrade" | "downgrade" | "stamp";
  readonly revision: string | null;
  readonly message: string;
  /** The revision file. */
  readonly path: string | null;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly operations: readonly PlannedOperation[];
  /** The version rows after the step. */
  readonly rows: readonly string[];
}

/** What a run would do to one database. */
export interface MigrationPlan {
  /** What it is connected to, without password. */
  readonly database: string;
  readonly dialect: string;
  /** Whether DDL is rolled back with its transaction; otherwise each DDL statement commits by itself. */
  readonly ddlRollsBack: boolean;
  /** Whether the caller of the library began the transaction, and will end it. */
  readonly inCallersTransaction: boolean;
  /** The version rows before and after. */
  readonly rows: readonly string[];
  readonly rowsAfter: readonly string[];
  /** What comes before the first step: the version table, where it is missing. */
  readonly preparation: readonly PlannedOperation[];
  readonly steps: readonly PlannedStep[];
}
