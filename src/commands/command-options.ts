import type { RunObserver } from "../runtime/index.ts";

export type { RunObserver } from "../runtime/index.ts";

/** Option of every command that can print its result as data. */
export interface JsonOption {
  /** Print one JSON document instead of text. */
  readonly json?: boolean | undefined;
}

/** Options of `upgrade` and `downgrade`. */
export interface MigrateOptions extends SqlOptions, JsonOption {
  /**
   * Print what would be done, with `json` as data, and do nothing. The functions of the revisions are called, with a
   * connection that notes what they would write; nothing is written and no lock is taken.
   */
  readonly plan?: boolean | undefined;
}

/** Options of the commands that run or write migrations. */
export interface SqlOptions {
  /** Hears what the run does, for progress displays. */
  readonly observer?: RunObserver | undefined;
  /** Write the SQL to `config.outputBuffer` (or `config.stdout`) instead of running it. */
  readonly sql?: boolean | undefined;
  /** Free text that `env.ts` reads with `context.getTagArgument()`. */
  readonly tag?: string | undefined;
}
