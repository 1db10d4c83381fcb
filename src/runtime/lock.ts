import { getLogger } from "../config/index.ts";
import type { Connection } from "../connection/connection.ts";
import type { LockStrategy, VersionTable } from "../dialect/dialect.ts";
import { AlembicError, LockTimeoutError, UnsupportedError } from "../errors/index.ts";
import { withCleanUp } from "../util/with-clean-up.ts";
import { waitUntil } from "./wait.ts";

/** Which lock a run takes; API.md §5. */
export type LockMode = "session" | "transaction" | "none";

/** How long a run waits for the lock unless told otherwise, in milliseconds. */
export const defaultLockTimeoutMs = 60_000;

export interface LockSettings {
  readonly mode: LockMode;
  /** 0 fails at once, -1 waits for ever. */
  readonly timeoutMs: number;
  readonly dialectName: string;
  readonly strategy: LockStrategy | undefined;
  readonly versionTable: VersionTable;
  readonly signal: AbortSignal | null;
}

/** The lock that lets one process at a time migrate a database. */
export interface MigrationLock {
  /** Whether it is taken anew with each transaction, so that rows read before are not to be trusted. */
  readonly isPerTransaction: boolean;
  /** Whether a transaction may be ended and another begun in the middle of a migration. */
  readonly allowsInterruption: boolean;
  /** Takes the lock for the run, before any transaction; does nothing when it is per transaction. */
  acquire(): Promise<void>;
  /** Begins a transaction, and takes the lock with it when it is per transaction. */
  begin(): Promise<void>;
  /** Takes the lock in a transaction that the caller began. */
  join(): Promise<void>;
  /** Throws LOCK_LOST when the lock's connection is gone. Called before each commit. */
  verify(): Promise<void>;
  release(): Promise<void>;
}

const logger = getLogger("alembic.runtime.migration");

/** The lock of a run on this connection. Throws UNSUPPORTED for a mode that the dialect does not have. */
export function migrationLock(connection: Connection, settings: LockSettings): MigrationLock {
  const { mode, strategy } = settings;
  if (mode === "none") return unlocked(connection);
  if (strategy === undefined) {
    if (mode === "session") return unlocked(connection);
    throw unsupportedMode(settings);
  }
  if (strategy.heldBy === "transaction") return new TransactionLock(connection, strategy, settings);
  if (mode === "session") return new SessionLock(connection, strategy, settings);
  if (strategy.tryAcquireInTransaction === undefined) throw unsupportedMode(settings);
  return new TransactionLock(connection, strategy, settings);
}

function unlocked(connection: Connection): MigrationLock {
  return {
    isPerTransaction: false,
    allowsInterruption: true,
    acquire: async () => {},
    begin: () => connection.begin({ immediate: true }),
    join: async () => {},
    verify: async () => {},
    release: async () => {},
  };
}

/** What two runs must have in common to exclude one another: the version table, wherever the search path finds it. */
async function lockKey(connection: Connection, strategy: LockStrategy, table: VersionTable): Promise<string> {
  const schema = table.schema ?? (await strategy.defaultSchema?.(connection)) ?? "";
  return `alembic-ts:${schema}.${table.name}`;
}

/** Held by a session from before the first transaction until after the last. */
class SessionLock implements MigrationLock {
  readonly isPerTransaction = false;
  readonly allowsInterruption = true;
  readonly #connection: Connection;
  readonly #strategy: LockStrategy;
  readonly #settings: LockSettings;
  #held: { readonly by: Connection; readonly key: string; readonly session: string | null } | null = null;

  constructor(connection: Connection, strategy: LockStrategy, settings: LockSettings) {
    this.#connection = connection;
    this.#strategy = strategy;
    this.#settings = settings;
  }

  async acquire(): Promise<void> {
    const key = await lockKey(this.#connection, this.#strategy, this.#settings.versionTable);
    const by = await this.#holder();
    const take = async (): Promise<void> => {
      const session = await this.#session(by);
      await acquire(() => this.#strategy.tryAcquire(by, key), by, key, this.#strategy, this.#settings);
      if ((await this.#session(by)) !== session) throw movedSession();
      this.#held = { by, key, session };
    };
    await withCleanUp(take, async () => {
      if (this.#held === null && by !== this.#connection) await by.close();
    });
  }

  begin(): Promise<void> {
    return this.#connection.begin({ immediate: true });
  }

  /** The caller's own transaction outlives the run, and so must the lock, where a lock can belong to a transaction. */
  async join(): Promise<void> {
    const { tryAcquireInTransaction } = this.#strategy;
    if (tryAcquireInTransaction === undefined) return this.acquire();
    const key = await lockKey(this.#connection, this.#strategy, this.#settings.versionTable);
    const attempt = (): Promise<boolean> => tryAcquireInTransaction(this.#connection, key);
    await acquire(attempt, this.#connection, key, this.#strategy, this.#settings);
  }

  async verify(): Promise<void> {
    if (this.#held === null || this.#held.by === this.#connection) return;
    const { by, session } = this.#held;
    const now = await this.#answeringSession(by).catch((cause: unknown) => {
      throw new AlembicError(
        "The connection that held the migration lock was lost; the transaction is rolled back, because another process may be migrating by now.",
        { code: "LOCK_LOST", hint: "Run the command again.", cause },
      );
    });
    if (now !== session) throw movedSession();
  }

  async release(): Promise<void> {
    if (this.#held === null) return;
    const { by, key } = this.#held;
    this.#held = null;
    if (by === this.#connection) {
      if (!by.signal.aborted) await this.#strategy.release(by, key);
      return;
    }
    // A pooler would keep the session, and the lock with it. Where the connection is lost, so is the lock.
    await this.#strategy.release(by, key).catch(() => {});
    await by.close();
  }

  /** The server's session of a connection, `null` where the dialect does not tell. */
  async #session(connection: Connection): Promise<string | null> {
    return (await this.#strategy.session?.(connection)) ?? null;
  }

  /** The same of a connection that must answer. */
  async #answeringSession(connection: Connection): Promise<string | null> {
    const session = await this.#session(connection);
    if (session === null) await connection.execute("SELECT 1");
    return session;
  }

  async #holder(): Promise<Connection> {
    if (this.#strategy.heldBy === "working_connection") return this.#connection;
    return (await this.#connection.open()) ?? this.#connection;
  }
}

function movedSession(): AlembicError {
  return new AlembicError(
    "The connection that took the migration lock has another session of the server now, which a connection pooler gave it; the transaction is rolled back, because another process may be migrating.",
    {
      code: "LOCK_LOST",
      hint: 'Connect to the server itself, or say lock: "transaction" in context.configure().',
    },
  );
}

/** Held by each transaction of its own: what SQLite has, and what connection poolers leave intact. */
class TransactionLock implements MigrationLock {
  readonly isPerTransaction = true;
  readonly allowsInterruption: boolean;
  readonly #connection: Connection;
  readonly #strategy: LockStrategy;
  readonly #settings: LockSettings;

  constructor(connection: Connection, strategy: LockStrategy, settings: LockSettings) {
    this.allowsInterruption = settings.mode !== "transaction";
    this.#connection = connection;
    this.#strategy = strategy;
    this.#settings = settings;
  }

  async acquire(): Promise<void> {}

  async begin(): Promise<void> {
    const key = await lockKey(this.#connection, this.#strategy, this.#settings.versionTable);
    await acquire(() => this.#attempt(key), this.#connection, key, this.#strategy, this.#settings);
  }

  async join(): Promise<void> {
    const { tryAcquireInTransaction } = this.#strategy;
    if (tryAcquireInTransaction === undefined) return;
    const key = await lockKey(this.#connection, this.#strategy, this.#settings.versionTable);
    const attempt = (): Promise<boolean> => tryAcquireInTransaction(this.#connection, key);
    await acquire(attempt, this.#connection, key, this.#strategy, this.#settings);
  }

  async verify(): Promise<void> {}

  async release(): Promise<void> {}

  // Each attempt has a transaction of its own: one that waits would hold back what others do.
  async #attempt(key: string): Promise<boolean> {
    const { tryAcquire, tryAcquireInTransaction } = this.#strategy;
    if (tryAcquireInTransaction === undefined) return tryAcquire(this.#connection, key);
    await this.#connection.begin();
    let acquired = false;
    const attempt = async (): Promise<boolean> => {
      acquired = await tryAcquireInTransaction(this.#connection, key);
      return acquired;
    };
    return withCleanUp(attempt, async () => {
      if (!acquired) await this.#connection.rollback();
    });
  }
}

async function acquire(
  attempt: () => Promise<boolean>,
  connection: Connection,
  key: string,
  strategy: LockStrategy,
  settings: LockSettings,
): Promise<void> {
  const holder = async (): Promise<string> => (await strategy.holder(connection, key)) ?? "another process";
  const acquired = await waitUntil(attempt, {
    timeoutMs: settings.timeoutMs,
    signal: settings.signal,
    onLongWait: async () => logger.warn(`Waiting for the migration lock, which is held by ${await holder()}`),
  });
  if (acquired) return;
  const heldBy = await holder();
  throw new LockTimeoutError(
    `The migration lock of version table '${settings.versionTable.name}' was not obtained within ${settings.timeoutMs} ms; it is held by ${heldBy}.`,
    {
      hint: "Wait until the other run has ended, end it, or raise lockTimeoutMs in context.configure().",
      details: { holder: heldBy, timeoutMs: settings.timeoutMs, key },
    },
  );
}

function unsupportedMode({ mode, dialectName }: LockSettings): UnsupportedError {
  return new UnsupportedError(`lock: "${mode}" is not available on ${dialectName}.`, {
    hint: 'Use lock: "session", or lock: "none" when something else keeps runs apart.',
    details: { mode, dialect: dialectName },
  });
}
