import type { Connection, QueryResult } from "../connection/connection.ts";
import type { Dialect } from "../dialect/dialect.ts";
import { CommandError } from "../errors/index.ts";
import type { MigrationOptions } from "./migration-options.ts";
import type { OfflineOutput } from "./offline-output.ts";
import { patientExecutor, type WorkCount } from "./patient-executor.ts";
import type { ProgressJournal } from "./progress-journal.ts";
import type { ReferenceGuard } from "./reference-guard.ts";
import { observedExecutor, type RunObserver } from "./run-observer.ts";
import {
  arraysExecutor,
  cleaningExecutor,
  lockedExecutor,
  offlineExecutor,
  onlineExecutor,
  type StatementExecutor,
} from "./statement-executor.ts";

/** Where the statements of a context end, and who watches them. */
export interface StatementEnds {
  readonly dialect: Dialect;
  readonly connection: Connection | null;
  readonly output: OfflineOutput | null;
  readonly options: MigrationOptions;
  readonly observers: readonly RunObserver[];
}

/** What all statements of a context go through, those of the version table too. */
export function contextExecutor(ends: StatementEnds, work: WorkCount): StatementExecutor {
  const { connection, dialect, options } = ends;
  const plain = observedExecutor(lastExecutor(ends), ends.observers);
  const { session } = dialect;
  if (connection === null || session === undefined) return plain;
  const { cleanUpBefore } = session;
  const executor = cleanUpBefore === undefined ? plain : cleaningExecutor(plain, connection, cleanUpBefore);
  const timeoutMs = options.statementLockTimeoutMs ?? null;
  if (session.limitLockWait === undefined || timeoutMs === null) return executor;
  const needsSavepoint = dialect.features.ddlRollsBack;
  return patientExecutor(executor, { connection, session, timeoutMs, work, needsSavepoint });
}

/** Who stands in the way of the statements of a revision's script. */
export interface ScriptGuards {
  readonly connection: Connection | null;
  readonly journal: ProgressJournal | null;
  readonly references: ReferenceGuard | null;
  /** Throws LOCK_LOST when the run's lock is gone. */
  readonly verifyLock: () => Promise<void>;
}

/** What the statements of a revision's script go through besides. */
export function scriptExecutor(inner: StatementExecutor, guards: ScriptGuards): StatementExecutor {
  const { connection, journal, references, verifyLock } = guards;
  const recorded = journal?.executor(inner) ?? inner;
  const executor = references?.executor(recorded) ?? recorded;
  return connection === null ? executor : lockedExecutor(executor, connection, verifyLock);
}

/** Where queries of the catalogue go that a script sends; what they found is recorded as other answers are. */
export function recordedArrays(connection: Connection, journal: ProgressJournal | null): StatementExecutor {
  const executor = arraysExecutor(connection);
  return journal?.executor(executor) ?? executor;
}

/** Statements go to the context's script, or to its connection. */
function lastExecutor({ output, connection, dialect }: StatementEnds): StatementExecutor {
  if (output !== null) return offlineExecutor(output);
  if (connection !== null) return onlineExecutor(connection);
  return {
    run: async ({ sql }): Promise<QueryResult> => {
      throw new CommandError(
        `There is no connection to run a statement on: the context has only the dialect ${dialect.name}.`,
        {
          hint: "Configure the context with a connection, or with asSql: true.",
          details: { sql },
        },
      );
    },
  };
}
