import type { Connection, QueryResult } from "../connection/connection.ts";
import type { DdlContext, Dialect } from "../dialect/dialect.ts";
import type { DialectStatement } from "../dialect/statement.ts";
import type { SqlDirective } from "../directives/index.ts";
import type { NamingConvention } from "../schema/naming-convention.ts";
import { forgetRejected } from "../util/forget-rejected.ts";
import type { StatementExecutor } from "./statement-executor.ts";

export interface DirectiveRunnerOptions {
  readonly dialect: Dialect;
  /** `null` in offline mode. */
  readonly connection: Connection | null;
  /** Whether statements are only noted: then the database never has what they create. */
  readonly isPlan: boolean;
  readonly executor: StatementExecutor;
  readonly namingConvention: () => NamingConvention | Promise<NamingConvention>;
  readonly warn: (message: string) => void;
}

/** Turns directives into statements and runs them. */
export class DirectiveRunner {
  readonly #options: DirectiveRunnerOptions;
  readonly #createdTypes = new Set<string>();
  #context: Promise<DdlContext> | null = null;

  constructor(options: DirectiveRunnerOptions) {
    this.#options = options;
  }

  /** Runs a directive's statements; the answer is the last one's. */
  async run(directive: SqlDirective): Promise<QueryResult> {
    const statements = await this.compile(directive);
    let result: QueryResult = { rows: [], rowCount: null };
    for (const statement of statements) result = await this.#options.executor.run(statement);
    return result;
  }

  async compile(directive: SqlDirective): Promise<readonly DialectStatement[]> {
    await this.#lookForTypes(directive);
    const { connection, dialect } = this.#options;
    const whole =
      connection === null ? directive : await (dialect.restated?.(connection, directive) ?? directive);
    return dialect.ddl.compile(whole, await this.ddlContext());
  }

  /** Types may have come and gone since they were created: by statements of the user's, or in an earlier run. */
  async #lookForTypes(directive: SqlDirective): Promise<void> {
    const { dialect, connection, isPlan } = this.#options;
    if (connection === null || dialect.presentTypes === undefined) return;
    for (const [type, isThere] of await dialect.presentTypes(connection, directive)) {
      if (isThere) this.#createdTypes.add(type);
      else if (!isPlan) this.#createdTypes.delete(type);
    }
  }

  /** What compiling depends on; the server is asked for its version once, when the first directive is compiled. */
  ddlContext(): Promise<DdlContext> {
    this.#context ??= forgetRejected(this.#makeContext(), () => {
      this.#context = null;
    });
    return this.#context;
  }

  async #makeContext(): Promise<DdlContext> {
    const { connection, namingConvention, warn } = this.#options;
    return {
      namingConvention: await namingConvention(),
      serverVersion: connection === null ? null : await connection.serverVersion(),
      asSql: connection === null,
      createdTypes: this.#createdTypes,
      warn,
    };
  }
}
