import type { Connection, QueryResult } from "../connection/connection.ts";
import type { SessionSettings } from "../dialect/dialect.ts";
import type { DialectStatement } from "../dialect/statement.ts";
import { CommandError } from "../errors/index.ts";
import type { OfflineOutput } from "./offline-output.ts";

/** Where statements go: to a database, or into a script. */
export interface StatementExecutor {
  /** Runs one statement, or writes it. */
  run(statement: DialectStatement): Promise<QueryResult>;
}

const nothing: QueryResult = Object.freeze({ rows: Object.freeze([]), rowCount: null });

/** Runs statements on a connection. */
export function onlineExecutor(connection: Connection): StatementExecutor {
  return {
    run: async ({ sql, parameters, rows, script }) => {
      if (rows !== undefined) return { rows: [], rowCount: await connection.executeMany(sql, rows) };
      if (script === true) return connection.executeScript(sql);
      return connection.execute(sql, parameters ?? []);
    },
  };
}

/** Reads rows as arrays on a connection: each as an object whose keys are the numbers of its columns, in their order. */
export function arraysExecutor(connection: Connection): StatementExecutor {
  return {
    run: async ({ sql, parameters }) => ({
      rows: (await connection.executeArrays(sql, parameters)).map((row) => ({ ...row })),
      rowCount: null,
    }),
  };
}

/** Runs what a dialect wants to run before some statements when a failed attempt may have left something behind. */
export function cleaningExecutor(
  inner: StatementExecutor,
  connection: Connection,
  cleanUpBefore: NonNullable<SessionSettings["cleanUpBefore"]>,
): StatementExecutor {
  return {
    run: async (statement) => {
      if (!connection.inTransaction()) {
        for (const sql of await cleanUpBefore(connection, statement.sql)) await inner.run({ sql });
      }
      return inner.run(statement);
    },
  };
}

/** Checks the run's lock before what becomes final at once; what is in a transaction is checked when it commits. */
export function lockedExecutor(
  inner: StatementExecutor,
  connection: Connection,
  verifyLock: () => Promise<void>,
): StatementExecutor {
  return {
    run: async (statement) => {
      if (!connection.inTransaction()) await verifyLock();
      return inner.run(statement);
    },
  };
}

/** Writes statements into a script. */
export function offlineExecutor(output: OfflineOutput): StatementExecutor {
  return {
    run: async ({ sql, parameters, rows }) => {
      if ((parameters ?? rows ?? []).length > 0) {
        throw new CommandError("SQL parameters not allowed with as_sql", {
          code: "OPERATION",
          hint: "Write the values into the statement, with the sql`…` template.",
          details: { sql },
        });
      }
      output.statement(sql);
      return nothing;
    },
  };
}
