import { finalName } from "../schema/names.ts";
import { inlineLiteral } from "../schema/server-default.ts";
import { toSqlType } from "../schema/types/sql-type.ts";
import * as builtIn from "./built-in.ts";
import { type Implementation, implementationFor, registerOperation } from "./custom-operations.ts";
import { operationError } from "./operation-error.ts";
import type { CoreOperations } from "./operations.ts";

/** The members of `op` that need no running migration. */
export type ContextFree = Pick<
  CoreOperations<unknown>,
  "f" | "inlineLiteral" | "registerOperation" | "implementationFor"
>;

const coreNames: ReadonlySet<string> = new Set<keyof CoreOperations<unknown>>([
  "batchAlterTable",
  "autocommitBlock",
  "getBind",
  "getContext",
  "f",
  "inlineLiteral",
  "invoke",
  "registerOperation",
  "implementationFor",
]);

/** `scope`: two operations or implementations that one scope registers under one name are a clash. */
export function contextFreeMembers(scope: () => object | undefined): ContextFree {
  return {
    f: finalName,
    inlineLiteral: (value, type) => inlineLiteral(value, type === undefined ? null : toSqlType(type)),
    registerOperation(name, definition, options) {
      if (Object.hasOwn(builtIn, name) || coreNames.has(name)) {
        throw operationError(`op.${name} is built in and cannot be registered.`, {
          hint: "Choose another name, or say how it runs with op.implementationFor.",
        });
      }
      registerOperation(name, definition, { ...options, scope: scope() });
    },
    implementationFor: (kind, implementation, options) =>
      // The registry keeps implementations by kind; the typed signature pairs the two.
      implementationFor(kind, implementation as unknown as Implementation, { ...options, scope: scope() }),
  };
}
