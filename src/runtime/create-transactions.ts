import { silentSink } from "../config/index.ts";
import type { Connection } from "../connection/connection.ts";
import type { Dialect } from "../dialect/dialect.ts";
import { defaultLockTimeoutMs, migrationLock } from "./lock.ts";
import type { MigrationOptions } from "./migration-options.ts";
import { OfflineOutput } from "./offline-output.ts";
import type { RunScripts } from "./run-scripts.ts";
import {
  type MigrationTransactions,
  OnlineTransactions,
  offlineTransactions,
  type TransactionHooks,
} from "./transactions.ts";
import type { VersionRows } from "./version-table.ts";

/** What the transactions of a context depend on. */
export interface TransactionGround {
  readonly dialect: Dialect;
  readonly connection: Connection | null;
  readonly output: OfflineOutput | null;
  readonly options: MigrationOptions;
  readonly transactionalDdl: boolean;
  readonly versionRows: VersionRows;
  readonly scripts: RunScripts;
  /** What notes the run instead of doing it; then there is nothing to lock. */
  readonly recorder: object | null;
}

/** The transactions of a context: on its connection, or as texts of its script. */
export function createTransactions(
  ground: TransactionGround,
  hooks: TransactionHooks,
): MigrationTransactions {
  const { connection, dialect, options, transactionalDdl } = ground;
  const common = { transactionalDdl, transactionPerMigration: options.transactionPerMigration === true };
  if (connection === null) {
    return offlineTransactions(ground.output ?? new OfflineOutput(silentSink, dialect, undefined), common);
  }
  const signal = options.signal ?? null;
  return new OnlineTransactions(connection, {
    ...common,
    ...hooks,
    session: dialect.session,
    readOnly: options.dontMutate === true,
    signal,
    lock: migrationLock(connection, {
      mode: ground.recorder === null ? (options.lock ?? "session") : "none",
      timeoutMs: options.lockTimeoutMs ?? defaultLockTimeoutMs,
      dialectName: dialect.name,
      strategy: dialect.lock,
      versionTable: ground.versionRows.table,
      signal,
    }),
    statementLockTimeoutMs: options.statementLockTimeoutMs ?? null,
  });
}
