import type { Connection, QueryResult } from "../connection/connection.ts";
import type { Dialect, VersionTable } from "../dialect/dialect.ts";
import { AlembicError, DatabaseError } from "../errors/index.ts";
import { type VersionWrite, versionNumLength } from "../script/plan/version-write.ts";
import type { StatementExecutor } from "./statement-executor.ts";

/** The rows of the version table, read and changed on a connection or written into a script. */
export class VersionRows {
  readonly table: VersionTable;
  readonly #dialect: Dialect;
  readonly #connection: Connection | null;
  readonly #executor: StatementExecutor;

  /** Without a connection nothing can be read, and row counts are not known. */
  constructor(
    dialect: Dialect,
    table: VersionTable,
    connection: Connection | null,
    executor: StatementExecutor,
  ) {
    this.table = table;
    this.#dialect = dialect;
    this.#connection = connection;
    this.#executor = executor;
  }

  /** The rows; none when the table is missing, and none in a script. */
  async read(): Promise<readonly string[]> {
    return (await this.exists()) ? this.readExisting() : [];
  }

  /** The rows of a table that is known to exist: looking for it before each step would cost more than reading it. */
  async readExisting(): Promise<readonly string[]> {
    if (this.#connection === null) return [];
    const rows = await this.#connection.executeArrays(this.#dialect.versionTable.select(this.table));
    return rows.map(([revision]) => String(revision));
  }

  async exists(): Promise<boolean> {
    if (this.#connection === null) return false;
    return this.#dialect.versionTable.exists(this.#connection, this.table);
  }

  async create(): Promise<void> {
    for (const statement of this.#dialect.versionTable.create(this.table))
      await this.#executor.run(statement);
  }

  async createIfMissing(): Promise<void> {
    if (!(await this.exists())) await this.create();
  }

  async deleteAll(): Promise<void> {
    await this.#executor.run({ sql: this.#dialect.versionTable.deleteAll(this.table) });
  }

  /** Makes one change. Throws CONCURRENT_UPDATE when it did not hit exactly one row (PARITY P-3.60). */
  async write(change: VersionWrite): Promise<void> {
    const { versionTable } = this.#dialect;
    if (change.kind === "insert") {
      await this.#put(change.revision, versionTable.insert(this.table, change.revision));
      return;
    }
    const { rowCount } = await (change.kind === "delete"
      ? this.#executor.run({ sql: versionTable.delete(this.table, change.revision) })
      : this.#put(change.to, versionTable.update(this.table, change.from, change.to)));
    if (rowCount !== null && rowCount !== 1 && this.#dialect.features.saneRowCounts)
      this.#refuse(change, rowCount);
  }

  /** Writes an identifier. The server's words for one that is too long name neither it nor the table. */
  async #put(revision: string, sql: string): Promise<QueryResult> {
    try {
      return await this.#executor.run({ sql });
    } catch (error) {
      if (revision.length <= versionNumLength || !(error instanceof DatabaseError)) throw error;
      throw new AlembicError(
        `Revision id '${revision}' has ${revision.length} characters and does not fit into '${this.table.name}': ${error.message}`,
        {
          code: "IDENTIFIER_TOO_LONG",
          hint: `Give the revision an id of at most ${versionNumLength} characters, or make the column version_num wider.`,
          details: { revision, table: this.table.name },
          cause: error,
        },
      );
    }
  }

  #refuse(change: Exclude<VersionWrite, { kind: "insert" }>, rowCount: number): never {
    const what =
      change.kind === "delete"
        ? `deleting '${change.revision}'`
        : `updating '${change.from}' to '${change.to}'`;
    throw new AlembicError(
      `Online migration expected to match one row when ${what} in '${this.table.name}'; ${rowCount} found`,
      {
        code: "CONCURRENT_UPDATE",
        hint:
          rowCount === 0
            ? "Another process, or the migration itself, has changed the version table: see which before you run the command again."
            : `Remove the repeated rows of '${this.table.name}', then run the command again.`,
        details: { ...change, table: this.table.name, rowCount },
      },
    );
  }
}
