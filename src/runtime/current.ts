import { AlembicError } from "../errors/index.ts";
import { contextFreeMembers } from "../operations/context-free.ts";
import { forwardingFunction } from "./call-site.ts";
import { currentScope } from "./current-scope.ts";
import type { EnvironmentContext } from "./environment-context.ts";
import type { Operations } from "./operations-entry.ts";

/**
 * The operations of the migration that is running. What is called runs at its turn, awaited or not.
 * Throws NO_CONTEXT when no migration is running, but for what makes names and values or registers operations.
 */
export const op: Operations = proxyOf<Operations>(
  "Operations",
  () => currentScope()?.operations ?? null,
  [],
  contextFreeMembers(() => currentScope()?.environment ?? undefined),
);

/**
 * The environment that runs `env.ts`. Throws NO_CONTEXT outside of a command.
 */
export const context: EnvironmentContext = proxyOf<EnvironmentContext>(
  "EnvironmentContext",
  () => currentScope()?.environment ?? null,
  ["config", "script"],
);

/** Properties that languages and tools look for on any object. */
const foreignKeys = new Set<PropertyKey>([
  "then",
  "toJSON",
  "$$typeof",
  "asymmetricMatch",
  "nodeType",
  "constructor",
]);

/** `always` are the members that are there whatever runs. */
function proxyOf<T extends object>(
  className: string,
  current: () => T | null,
  values: readonly string[],
  always: Partial<T> = {},
): T {
  const get = (_target: object, key: string | symbol): unknown => {
    if (typeof key === "symbol" || foreignKeys.has(key)) return undefined;
    const target = current();
    if (target !== null) return memberOf(target, key);
    if (Object.hasOwn(always, key)) return Reflect.get(always, key);
    if (values.includes(key)) throw notEstablished(className, key);
    return forwarder(className, key, current);
  };
  const has = (_target: object, key: string | symbol): boolean => Reflect.has(current() ?? {}, key);
  // The proxy answers every member of T by asking the object of the moment.
  return new Proxy({}, { get, has }) as T;
}

function memberOf(target: object, key: string): unknown {
  const member: unknown = Reflect.get(target, key, target);
  return typeof member === "function" && !Object.hasOwn(target, key) ? member.bind(target) : member;
}

/** A function taken out of the proxy before a migration runs: it finds its target when it is called. */
function forwarder(
  className: string,
  key: string,
  current: () => object | null,
): (...args: unknown[]) => unknown {
  const forward = {
    [forwardingFunction]: (...args: unknown[]): unknown => {
      const target = current();
      const member: unknown = target === null ? undefined : Reflect.get(target, key, target);
      if (typeof member !== "function") throw notEstablished(className, key);
      return Reflect.apply(member, target, args);
    },
  };
  return forward[forwardingFunction] ?? (() => undefined);
}

function notEstablished(className: string, key: string): AlembicError {
  return new AlembicError(
    `Can't invoke function '${key}', as the proxy object has not yet been established for the Alembic '${className}' class.  ` +
      "Try placing this code inside a callable.",
    {
      code: "NO_CONTEXT",
      hint:
        className === "Operations"
          ? "Call op.* inside upgrade() or downgrade() only."
          : "Use context only in env.ts, while a command runs it.",
    },
  );
}
