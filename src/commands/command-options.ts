/** Option of every command that can print its result as data. */
export interface JsonOption {
  /** Print one JSON document instead of text. */
  readonly json?: boolean | undefined;
}

/** Options of the commands that run or write migrations. */
export interface SqlOptions {
  /** Write the SQL to `config.outputBuffer` (or `config.stdout`) instead of running it. */
  readonly sql?: boolean | undefined;
  /** Free text that `env.ts` reads with `context.getTagArgument()`. */
  readonly tag?: string | undefined;
}
