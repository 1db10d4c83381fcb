import type { Connection } from "../connection/connection.ts";
import type { DanglingRow, ReferenceCheck } from "../dialect/dialect.ts";
import { AlembicError } from "../errors/index.ts";
import type { StatementExecutor } from "./statement-executor.ts";
import { statementKind } from "./statement-kind.ts";

/** What was found: rows, or why the database could not look for them. */
type Findings = readonly DanglingRow[] | AlembicError;

const shownRows = 5;

/**
 * Sees that a run leaves no row behind whose foreign key finds no row, while foreign keys are not enforced. What was
 * wrong before the transaction stays the user's matter. Looks only when a table was rebuilt, or when foreign keys were
 * enforced before the run and rows were changed.
 */
export class ReferenceGuard {
  readonly #connection: Connection;
  readonly #check: ReferenceCheck;
  readonly #rebuilt = new Set<string>();
  #wasEnforced = false;
  #inRun = false;
  #before: Findings | null = null;

  constructor(connection: Connection, check: ReferenceCheck) {
    this.#connection = connection;
    this.#check = check;
  }

  /** Before the run switches the enforcement off. */
  async prepare(): Promise<void> {
    this.#wasEnforced = await this.#check.isEnforced(this.#connection);
  }

  /** A transaction of the run has begun. */
  begin(): void {
    this.#forget();
    this.#inRun = true;
  }

  /** Looks at the rows before the first statement that can leave others without theirs. */
  executor(inner: StatementExecutor): StatementExecutor {
    return {
      run: async (statement) => {
        if (this.#inRun && this.#before === null && this.#isRisky(statement.sql)) await this.#look();
        return inner.run(statement);
      },
    };
  }

  async beforeRebuild(table: string): Promise<void> {
    if (this.#before === null) await this.#look();
    this.#rebuilt.add(table.toLowerCase());
  }

  /** Outside of the run's transactions the rebuild is looked at alone. */
  async afterRebuild(): Promise<void> {
    if (!this.#inRun) await this.#verify();
  }

  /** Rejects with OPERATION, naming rows, when a row has lost what it refers to. */
  async beforeCommit(): Promise<void> {
    this.#inRun = false;
    await this.#verify();
  }

  #isRisky(sql: string): boolean {
    return statementKind(sql) === "data" && (this.#wasEnforced || !/^\s*insert\b/i.test(sql));
  }

  async #look(): Promise<void> {
    this.#before = await this.#find();
  }

  async #find(): Promise<Findings> {
    try {
      return await this.#check.danglingRows(this.#connection);
    } catch (error) {
      if (error instanceof AlembicError && !this.#connection.signal.aborted) return error;
      throw error;
    }
  }

  #forget(): void {
    this.#before = null;
    this.#rebuilt.clear();
  }

  async #verify(): Promise<void> {
    const before = this.#before;
    const isWanted = before !== null && (this.#rebuilt.size > 0 || this.#wasEnforced);
    try {
      if (!isWanted || before instanceof AlembicError) return;
      const after = await this.#find();
      if (after instanceof AlembicError) throw unfitKey(after);
      const lost = this.#newRows(before, after);
      if (lost.length > 0) throw lostRows(lost);
    } finally {
      this.#forget();
    }
  }

  /** Rows keep what tells them apart, but not in a table that was rebuilt: there their number counts. */
  #newRows(before: readonly DanglingRow[], after: readonly DanglingRow[]): readonly DanglingRow[] {
    const known = counted(before, (row) => this.#keyOf(row));
    return after.filter((row) => {
      const key = this.#keyOf(row);
      const left = known.get(key) ?? 0;
      known.set(key, left - 1);
      return left <= 0;
    });
  }

  #keyOf({ table, row, referredTable }: DanglingRow): string {
    return JSON.stringify([table, this.#rebuilt.has(table.toLowerCase()) ? null : row, referredTable]);
  }
}

function counted<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

function lostRows(rows: readonly DanglingRow[]): AlembicError {
  const shown = rows
    .slice(0, shownRows)
    .map(({ table, row, referredTable }) => `${table}${row === null ? "" : ` (${row})`} → ${referredTable}`);
  const more = rows.length > shown.length ? `, and ${rows.length - shown.length} more` : "";
  return new AlembicError(
    `FOREIGN KEY constraint failed: ${rows.length === 1 ? "1 row refers" : `${rows.length} rows refer`} to rows that do not exist any more: ${shown.join(", ")}${more}.`,
    {
      code: "OPERATION",
      hint: "Delete or change these rows in the revision too, before the rows that they refer to.",
      details: { rows: rows.slice(0, 100) },
    },
  );
}

function unfitKey(error: AlembicError): AlembicError {
  return new AlembicError(`A foreign key does not fit its tables any more: ${error.message.split("\n")[0]}`, {
    code: "OPERATION",
    hint: "Keep the referred columns a primary key or unique, or change the foreign key in the revision too.",
    cause: error,
  });
}
