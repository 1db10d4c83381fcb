import { CommandError } from "../../errors/index.ts";
import { consoleScriptsHook, execHook, moduleHook } from "./built-in-hooks.ts";
import type { WriteHook } from "./write-hook.ts";

const hooks = new Map<string, WriteHook>([
  ["console_scripts", consoleScriptsHook],
  ["exec", execHook],
  ["module", moduleHook],
]);

/** The kinds of post-write hooks; programs and `env.ts` can add their own. */
export const writeHooks = {
  /**
   * Makes a function known as `name.type = <name>`.
   *
   * @example
   * writeHooks.register("licence", (filename) => addLicence(filename));
   */
  register(name: string, hook: WriteHook): void {
    hooks.set(name, hook);
  },
};

/** The hook of a kind. Throws CommandError when none is registered under the name. */
export function findHook(kind: string): WriteHook {
  const hook = hooks.get(kind);
  if (hook !== undefined) return hook;
  throw new CommandError(`No formatter with name '${kind}' registered`, {
    code: "CONFIG",
    hint: `Use one of the types ${[...hooks.keys()].join(", ")}, or register your own with writeHooks.register().`,
    details: { kind },
  });
}
