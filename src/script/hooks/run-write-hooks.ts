import { type MessageTarget, withStatus } from "../../config/index.ts";
import { CommandError } from "../../errors/index.ts";
import { makeHook } from "./hook-registry.ts";
import type { HookContext, HookOptions, WriteHook } from "./write-hook.ts";

/** A hook whose settings have been looked at. */
export interface PreparedHook {
  readonly name: string;
  readonly options: HookOptions;
  readonly run: WriteHook;
}

/** Makes the configured hooks. Throws CommandError (code CONFIG) for an unknown type or a missing setting. */
export function prepareHooks(settings: readonly HookOptions[]): readonly PreparedHook[] {
  return settings.map((options) => {
    const name = options._hook_name ?? "";
    if (options.type === undefined) {
      throw new CommandError(
        `Key '${name}.type' (or 'type' in package.json) is required for post write hook '${name}'`,
        {
          code: "CONFIG",
          hint: `Add '${name}.type = console_scripts', exec or module to [post_write_hooks].`,
          details: { hook: name },
        },
      );
    }
    return { name, options, run: makeHook(options.type, options) };
  });
}

/** Runs the hooks one after another on a revision file. What a hook throws ends the command; the file stays. */
export async function runWriteHooks(
  hooks: readonly PreparedHook[],
  filename: string,
  target: MessageTarget,
  context: HookContext,
): Promise<void> {
  for (const { name, options, run } of hooks) {
    await withStatus(target, `Running post write hook '${name}'`, () => run(filename, options, context), {
      newline: true,
    });
  }
}
