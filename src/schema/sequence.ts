import { freeze } from "../util/freeze.ts";
import { assertOptions } from "./check-arguments.ts";
import type { Identifier } from "./names.ts";
import type { Identity } from "./server-default.ts";

/** A sequence as data. */
export interface Sequence extends Omit<Identity, "kind" | "always" | "onNull"> {
  readonly kind: "sequence";
  readonly name: Identifier;
  readonly schema: string | null;
  /** The sequence's data type, as SQL text (`bigint`). */
  readonly dataType?: string | undefined;
  readonly info: Readonly<Record<string, unknown>>;
}

/** A sequence's schema, start, step and limits; absent ones are the database's defaults. */
export interface SequenceOptions extends Omit<Sequence, "kind" | "name" | "schema" | "info"> {
  readonly schema?: string | null | undefined;
  /** Notes of your own. */
  readonly info?: Readonly<Record<string, unknown>> | undefined;
}

/** A sequence. */
export function sequence(name: Identifier, options: SequenceOptions = {}): Sequence {
  assertOptions("sa.sequence", options);
  const { schema, info, ...rest } = options;
  return freeze({ kind: "sequence", name, schema: schema ?? null, info: info ?? {}, ...rest } as const);
}
