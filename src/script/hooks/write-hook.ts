import { CommandError } from "../../errors/index.ts";
import { own } from "../../util/own.ts";
import { endsInsideQuotes } from "../../util/shell-words.ts";

/** Settings of one hook by option name; `_hook_name` is its own name. */
export type HookOptions = Readonly<Record<string, string>>;

/** The surroundings of a post-write hook. */
export interface HookContext {
  /** Folder of the project, where `node_modules` is looked for. */
  readonly projectDirectory: string;
  /** Gets what child processes write. */
  readonly onOutput: (stream: "stdout" | "stderr", text: string) => void;
  /** Hears of things that went wrong without stopping the command. */
  readonly warn: (message: string) => void;
}

/** A post-write hook: does something with a revision file that was just written. */
export type WriteHook = (
  filename: string,
  options: HookOptions,
  context: HookContext,
) => void | Promise<void>;

/** Makes a hook of its settings. Throws CommandError (code CONFIG) when one is missing, before there is a file. */
export type HookMaker = (settings: HookOptions) => WriteHook;

/** A setting that a hook needs. Throws CommandError naming the key. */
export function requireOption(options: HookOptions, name: string): string {
  const value = own(options, name);
  if (value !== undefined && value !== "") return value;
  const hook = options._hook_name ?? "";
  throw new CommandError(`Key ${hook}.${name} is required for post write hook '${hook}'`, {
    code: "CONFIG",
    hint: `Add '${hook}.${name} = …' to [post_write_hooks].`,
    details: { hook, key: name },
  });
}

/** Throws CommandError naming the key unless the arguments of a program can be taken apart. */
export function assertArguments(settings: HookOptions): void {
  const { options = "", _hook_name: hook = "" } = settings;
  if (!endsInsideQuotes(options)) return;
  throw new CommandError(`Key ${hook}.options has a quote that is not closed: ${options}`, {
    code: "CONFIG",
    hint: `Close it, or write \\ before a quote that stands for itself.`,
    details: { hook, key: "options", value: options },
  });
}
