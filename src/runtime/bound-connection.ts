import type { Connection } from "../connection/connection.ts";
import type { DialectStatement } from "../dialect/statement.ts";
import { CallSite, framesBehindBuilder } from "./call-site.ts";
import type { OpQueue } from "./op-queue.ts";
import type { StatementExecutor } from "./statement-executor.ts";

export interface BoundConnectionOptions {
  /** Where statements that may change something go. */
  readonly executor: StatementExecutor;
  /** Where those go that read rows as arrays; see `arraysExecutor`. */
  readonly arrays: StatementExecutor;
  /** The queue that what is called now belongs to. */
  readonly queueNow: () => OpQueue;
}

/** Calls that only take their turn. */
const plainCalls = [
  "begin",
  "commit",
  "rollback",
  "savepoint",
  "rollbackTo",
  "release",
] as const satisfies readonly (keyof Connection)[];

/**
 * The connection that `op.getBind()` gives: its statements take their turn among the operations, so that what was
 * called before runs before, awaited or not. Typed query builders that talk to the driver themselves await
 * `beforeExecute`.
 */
export function boundConnection(
  connection: Connection,
  { executor, arrays, queueNow }: BoundConnectionOptions,
): Connection {
  const inTurn = (name: string, run: (...args: readonly unknown[]) => unknown): unknown => {
    const call = (...args: readonly unknown[]): unknown => {
      return queueNow().add({
        operation: `op.getBind().${name}`,
        site: new CallSite(call, framesBehindBuilder),
        run: () => run(...args),
      });
    };
    return call;
  };
  const statement = (made: DialectStatement) => executor.run(made);
  const overrides = new Map<PropertyKey, unknown>(
    plainCalls.map((name) => [
      name,
      inTurn(name, (...args) => Reflect.apply(connection[name], connection, args)),
    ]),
  );
  const execute: Connection["execute"] = (sql, parameters = []) => statement({ sql, parameters });
  const executeScript: Connection["executeScript"] = (sql) => statement({ sql, script: true });
  const executeArrays: Connection["executeArrays"] = async (sql, parameters = []) =>
    (await arrays.run({ sql, parameters })).rows.map((row) => Object.values(row));
  const executeMany: Connection["executeMany"] = async (sql, rows) =>
    (await statement({ sql, rows })).rowCount ?? 0;
  for (const [name, run] of Object.entries({ execute, executeArrays, executeScript, executeMany })) {
    // Each is called with the arguments that its own type states.
    overrides.set(name, inTurn(name, run as (...args: readonly unknown[]) => unknown));
  }
  overrides.set("beforeExecute", () => queueNow().flush());
  overrides.set("close", async () => {});
  return new Proxy(connection, {
    get(target, key) {
      const own = overrides.get(key);
      if (own !== undefined) return own;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
