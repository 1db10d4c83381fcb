import type { Connection } from "../connection/connection.ts";
import { CallSite } from "./call-site.ts";
import type { OpQueue } from "./op-queue.ts";

const queued = [
  "execute",
  "executeArrays",
  "executeScript",
  "executeMany",
  "begin",
  "commit",
  "rollback",
  "savepoint",
  "rollbackTo",
  "release",
] as const satisfies readonly (keyof Connection)[];

/**
 * The connection that `op.getBind()` gives: its statements take their turn among the operations, so that what was
 * called before runs before, awaited or not. `flush` serves typed query builders, which talk to the driver themselves.
 */
export function boundConnection(connection: Connection, queueNow: () => OpQueue): Connection {
  const overrides = new Map<PropertyKey, unknown>(
    queued.map((name) => [name, inTurn(connection, name, queueNow)]),
  );
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

function inTurn(connection: Connection, name: (typeof queued)[number], queueNow: () => OpQueue): unknown {
  const call = (...args: readonly unknown[]): unknown =>
    queueNow().add({
      operation: `op.getBind().${name}`,
      site: new CallSite(call),
      run: () => Reflect.apply(connection[name], connection, args),
      sql: typeof args[0] === "string" ? args[0] : undefined,
    });
  return call;
}
