import type { ArrayRow } from "../connection.ts";

/** The part of `pg`'s wire connection that a batch needs. */
export interface PgWire {
  parse(
    query: { readonly name: string; readonly text: string; readonly types: readonly number[] },
    more: boolean,
  ): void;
  bind(
    config: {
      readonly statement: string;
      readonly values: ArrayRow;
      readonly valueMapper: (value: unknown) => unknown;
    },
    more: boolean,
  ): void;
  execute(config: { readonly rows: number }, more: boolean): void;
  sync(): void;
}

/**
 * Runs one statement for many rows in one round trip: the statement is parsed once, all rows are bound and executed,
 * and the server answers at the sync. An object that `pg.Client.query` accepts (its protocol for submittable queries).
 */
export class PgBatch {
  readonly done: Promise<number>;
  readonly #sql: string;
  readonly #rows: readonly ArrayRow[];
  readonly #prepareValue: (value: unknown) => unknown;
  #affected = 0;
  #resolve: (affected: number) => void = () => {};
  #reject: (error: unknown) => void = () => {};

  constructor(sql: string, rows: readonly ArrayRow[], prepareValue: (value: unknown) => unknown) {
    this.#sql = sql;
    this.#rows = rows;
    this.#prepareValue = prepareValue;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(wire: PgWire): null {
    wire.parse({ name: "", text: this.#sql, types: [] }, true);
    for (const values of this.#rows) {
      wire.bind({ statement: "", values, valueMapper: (value) => this.#prepareValue(value) }, true);
      wire.execute({ rows: 0 }, true);
    }
    wire.sync();
    return null;
  }

  handleCommandComplete(message: { readonly text: string }): void {
    this.#affected += Number(/(\d+)$/.exec(message.text)?.[1] ?? 0);
  }

  /** After an error pg forgets the query and waits for the server by itself. */
  handleError(error: unknown): void {
    this.#reject(error);
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#affected);
  }

  handleRowDescription(): void {}

  handleDataRow(): void {}

  handlePortalSuspended(): void {}

  handleEmptyQuery(): void {}
}
