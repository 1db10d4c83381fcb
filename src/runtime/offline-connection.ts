import type { Connection, QueryResult } from "../connection/connection.ts";
import { CommandError } from "../errors/index.ts";
import type { StatementExecutor } from "./statement-executor.ts";

/** What `op.getBind()` is while a script is written: statements go into the script, and there are no rows to be had. */
export function offlineConnection(dialectName: string, executor: StatementExecutor): Connection {
  const write = async (sql: string, parameters: readonly unknown[] = []): Promise<QueryResult> => {
    await executor.run({ sql, parameters });
    return withoutRows(sql);
  };
  const refuse = (what: string) => (): never => {
    throw offlineError(what);
  };
  const reject = (what: string) => async (): Promise<never> => {
    throw offlineError(what);
  };
  return {
    dialectName,
    driverName: "offline",
    isOwned: true,
    signal: new AbortController().signal,
    execute: write,
    executeScript: (sql) => write(sql),
    executeArrays: reject("read from the database"),
    executeMany: reject("send rows to the database"),
    begin: reject("begin a transaction"),
    commit: reject("commit a transaction"),
    rollback: reject("roll back a transaction"),
    savepoint: reject("set a savepoint"),
    rollbackTo: reject("roll back to a savepoint"),
    release: reject("release a savepoint"),
    inTransaction: () => false,
    cancel: async () => {},
    close: async () => {},
    onLost: () => () => {},
    serverVersion: reject("ask for the server's version"),
    serverVersionText: reject("ask for the server's version"),
    open: refuse("open a connection"),
  };
}

function withoutRows(sql: string): QueryResult {
  return {
    get rows(): never {
      throw offlineError(`read the rows of ${sql.trim().slice(0, 80)}`);
    },
    rowCount: null,
  };
}

function offlineError(what: string): CommandError {
  return new CommandError(`There is no database to ${what}: an SQL script is being written (--sql).`, {
    code: "OPERATION",
    hint: "Guard the code with context.isOfflineMode(), or run the command without --sql.",
  });
}
