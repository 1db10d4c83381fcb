import { freeze } from "../util/freeze.ts";
import type { Identifier } from "./names.ts";
import type { Identity } from "./server-default.ts";

/** A sequence as data. */
export interface Sequence extends Omit<Identity, "kind" | "always" | "onNull"> {
  readonly kind: "sequence";
  readonly name: Identifier;
  readonly schema: string | null;
  /** The sequence's data type, as SQL text (`bigint`). */
  readonly dataType?: string | undefined;
}

export interface SequenceOptions extends Omit<Sequence, "kind" | "name" | "schema"> {
  readonly schema?: string | null | undefined;
}

/** A sequence. */
export function sequence(name: Identifier, options: SequenceOptions = {}): Sequence {
  const { schema, ...rest } = options;
  return freeze({ kind: "sequence", name, schema: schema ?? null, ...rest } as const);
}
