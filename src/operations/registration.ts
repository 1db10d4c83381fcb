import * as builtIn from "./built-in.ts";
import { type Implementation, implementationFor, registerOperation } from "./custom-operations.ts";
import { operationError } from "./operation-error.ts";
import type { CoreOperations } from "./operations.ts";

/** The members of `op` that need no running migration. */
export type Registration = Pick<CoreOperations<unknown>, "registerOperation" | "implementationFor">;

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

/** Registers operations and implementations; two of one `scope` under one name are a clash. */
export function registrationIn(scope: () => object | undefined): Registration {
  return {
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
