import { MigrationContext, type MigrationOptions, Operations } from "../runtime/index.ts";

/** Which SQL is captured, and every option of a migration context. */
export interface CaptureOptions extends MigrationOptions {
  /** `postgresql`, …; a third party's dialect by the name under which it is registered. */
  readonly dialectName: string;
}

/** A migration context that writes into a list instead of talking to a database. */
export interface CaptureContext {
  readonly context: MigrationContext;
  /** What was written, one text per statement with its terminator, in order. */
  readonly statements: readonly string[];
  /**
   * Runs a function, such as the `upgrade` of a revision, with `op` writing here; the statements are there when the
   * promise is fulfilled. Rejects with what an operation refuses.
   */
  run<T>(fn: (op: Operations) => T | PromiseLike<T>): Promise<T>;
}

/**
 * Captures the SQL of operations, as `--sql` would write it.
 *
 * @example
 * const { run, statements } = captureContext({ dialectName: "postgresql" });
 * await run((op) => op.dropTable("account"));
 * expect(statements).toEqual(["DROP TABLE account;"]);
 */
export function captureContext({ dialectName, ...opts }: CaptureOptions): CaptureContext {
  const statements: string[] = [];
  const outputBuffer = { write: (text: string) => statements.push(text.trimEnd()) };
  const context = MigrationContext.configure({ dialectName, opts: { ...opts, asSql: true, outputBuffer } });
  return { context, statements, run: (fn) => Operations.context(context, fn) };
}
