import type { SessionSettings } from "../dialect/dialect.ts";
import { type DatabaseError, isAlembicError } from "../errors/index.ts";
import { consequenceOf } from "./failed-operation.ts";

/** Remembers the error that ended what a transaction can do, so that what is refused because of it can name it. */
export class TransactionFailures {
  readonly #isConsequence: (error: DatabaseError) => boolean;
  #last: DatabaseError | null = null;

  constructor(session: SessionSettings | undefined) {
    this.#isConsequence = session?.isConsequence ?? (() => false);
  }

  /** A new transaction has begun. */
  reset(): void {
    this.#last = null;
  }

  /** The error to report: the given one, or, where that only follows from an earlier one, both. */
  explain(error: unknown): unknown {
    if (!isDatabaseError(error)) return error;
    if (this.#isConsequence(error)) return this.#last === null ? error : consequenceOf(this.#last, error);
    this.#last = error;
    return error;
  }
}

function isDatabaseError(error: unknown): error is DatabaseError {
  return isAlembicError(error) && error.code === "DATABASE";
}
