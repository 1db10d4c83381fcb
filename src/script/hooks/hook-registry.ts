import { CommandError } from "../../errors/index.ts";
import { consoleScriptsHook, execHook, moduleHook } from "./built-in-hooks.ts";
import type { HookMaker, HookOptions, WriteHook } from "./write-hook.ts";

const makers = new Map<string, HookMaker>([
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
    makers.set(name, () => hook);
  },
};

/** A hook of a kind. Throws CommandError when none is registered under the name, or a setting that it needs is missing. */
export function makeHook(kind: string, settings: HookOptions): WriteHook {
  const maker = makers.get(kind);
  if (maker !== undefined) return maker(settings);
  throw new CommandError(`No formatter with name '${kind}' registered`, {
    code: "CONFIG",
    hint: `Use one of the types ${[...makers.keys()].join(", ")}, or register your own with writeHooks.register().`,
    details: { kind },
  });
}
