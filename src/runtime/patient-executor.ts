import { setTimeout as delay } from "node:timers/promises";
import type { Connection, QueryResult } from "../connection/connection.ts";
import type { SessionSettings } from "../dialect/dialect.ts";
import type { DialectStatement } from "../dialect/statement.ts";
import { DatabaseError } from "../errors/index.ts";
import type { StatementExecutor } from "./statement-executor.ts";

/** How much was done since the transaction began. */
export class WorkCount {
  #statements = 0;

  get isNothing(): boolean {
    return this.#statements === 0;
  }

  add(): void {
    this.#statements += 1;
  }

  reset(): void {
    this.#statements = 0;
  }
}

export interface PatienceOptions {
  readonly connection: Connection;
  readonly session: SessionSettings;
  /** How long a statement may wait for others' locks, in milliseconds. */
  readonly timeoutMs: number;
  readonly work: WorkCount;
  /** Whether a failed statement spoils the transaction, so that a savepoint is needed to go on. */
  readonly needsSavepoint: boolean;
}

const attempts = 5;
const firstPauseMs = 200;
const savepoint = "alembic_ts_first_statement";

/**
 * Runs statements that may meet others' locks. A lock timeout is tried again, after growing pauses, as long as nothing
 * has been done in the transaction: later it would wait with locks of its own in its hands. The error says who blocks.
 */
export function patientExecutor(inner: StatementExecutor, options: PatienceOptions): StatementExecutor {
  const { work } = options;
  return {
    run: async (statement) => {
      const watch = new BlockerWatch(options);
      try {
        const result = await runPatiently(() => runGuarded(inner, statement, options), watch, options);
        work.add();
        return result;
      } finally {
        await watch.close();
      }
    },
  };
}

async function runPatiently(
  run: () => Promise<QueryResult>,
  watch: BlockerWatch,
  { session, work, timeoutMs }: PatienceOptions,
): Promise<QueryResult> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await watch.during(run);
    } catch (error) {
      const isTimeout = error instanceof DatabaseError && session.isLockTimeout?.(error) === true;
      if (!isTimeout) throw error;
      if (attempt === attempts || !work.isNothing) throw blockedError(error, watch.blockers, timeoutMs);
    }
    await delay(firstPauseMs * 2 ** (attempt - 1) * (0.75 + Math.random() / 2));
  }
}

/** Runs a statement, in a savepoint where its failure must leave the transaction usable. */
async function runGuarded(
  inner: StatementExecutor,
  statement: DialectStatement,
  { connection, work, needsSavepoint }: PatienceOptions,
): Promise<QueryResult> {
  if (!needsSavepoint || !work.isNothing || !connection.inTransaction()) return inner.run(statement);
  await connection.savepoint(savepoint);
  try {
    const result = await inner.run(statement);
    await connection.release(savepoint);
    return result;
  } catch (error) {
    await connection.rollbackTo(savepoint);
    throw error;
  }
}

/** Looks from another session who blocks the statement that is running, when it has run for a while. */
class BlockerWatch {
  readonly #options: PatienceOptions;
  #observer: Promise<Connection> | null = null;
  /** Who blocked it when it was last seen waiting. */
  blockers: string | null = null;

  constructor(options: PatienceOptions) {
    this.#options = options;
  }

  async during<T>(run: () => Promise<T>): Promise<T> {
    let looking: Promise<void> = Promise.resolve();
    const timer = setTimeout(() => {
      // Not to know who blocks is no reason to fail.
      looking = this.#look().catch(() => {});
    }, this.#options.timeoutMs / 3);
    try {
      return await run();
    } finally {
      clearTimeout(timer);
      await looking;
    }
  }

  async close(): Promise<void> {
    if (this.#observer !== null) await this.#observer.then((observer) => observer.close()).catch(() => {});
  }

  async #look(): Promise<void> {
    const { connection, session } = this.#options;
    const sessionId = sessionIds.get(connection);
    if (sessionId === undefined || session.blockers === undefined) return;
    this.#observer ??= connection.open();
    if (this.#observer === null) return;
    this.blockers = (await session.blockers(await this.#observer, sessionId)) ?? this.blockers;
  }
}

const sessionIds = new WeakMap<Connection, string>();

/** Asks the session for its name, while nothing runs on it. */
export async function rememberSessionId(connection: Connection, session: SessionSettings): Promise<void> {
  const id = await session.sessionId?.(connection);
  if (id !== undefined) sessionIds.set(connection, id);
}

function blockedError(error: DatabaseError, blockers: string | null, timeoutMs: number): DatabaseError {
  const who = blockers === null ? "" : `; blocked by ${blockers}`;
  return new DatabaseError(
    `${error.message} (statementLockTimeoutMs is ${timeoutMs})${who}`,
    { sql: error.sql, driverCode: error.driverCode },
    {
      hint: "Run it again when the other transaction has ended, end that one, or raise statementLockTimeoutMs.",
      details: { blockers, timeoutMs },
      cause: error.cause ?? error,
    },
  );
}
