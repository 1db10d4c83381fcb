import { CommandError } from "../../errors/index.ts";
import { ProjectRegistry } from "../../util/project-registry.ts";
import { consoleScriptsHook, execHook, moduleHook } from "./built-in-hooks.ts";
import type { HookMaker, HookOptions, WriteHook } from "./write-hook.ts";

const builtIn: ReadonlyMap<string, HookMaker> = new Map([
  ["console_scripts", consoleScriptsHook],
  ["exec", execHook],
  ["module", moduleHook],
]);

/** Hooks run when the run of `env.ts` is over. */
const registered: ProjectRegistry<WriteHook> = new ProjectRegistry({ endsWithRun: false });

/** The kinds of post-write hooks; programs and `env.ts` can add their own. */
export const writeHooks = {
  /**
   * Makes a function known as `name.type = <name>`.
   *
   * @example
   * writeHooks.register("licence", (filename) => addLicence(filename));
   */
  register(name: string, hook: WriteHook): void {
    registered.set(name, hook);
  },
};

/** A hook of a kind. Throws CommandError when none is registered under the name, or a setting that it needs is missing. */
export function makeHook(kind: string, settings: HookOptions): WriteHook {
  const hook = registered.get(kind);
  if (hook !== undefined) return hook;
  const maker = builtIn.get(kind);
  if (maker !== undefined) return maker(settings);
  const kinds = [...builtIn.keys(), ...registered.all().map(([name]) => name)];
  throw new CommandError(`No formatter with name '${kind}' registered`, {
    code: "CONFIG",
    hint: `Use one of the types ${kinds.join(", ")}, or register your own with writeHooks.register().`,
    details: { kind },
  });
}
