import type { Connection } from "../connection/connection.ts";
import type { Dialect, VersionTable } from "../dialect/dialect.ts";
import { textOrNull } from "../dialect/reflect-values.ts";
import { silentContext } from "../dialect/silent-context.ts";
import { progressTableName } from "../dialect/version-table.ts";
import { column } from "../schema/column.ts";
import { primaryKey } from "../schema/constraints.ts";
import { table } from "../schema/table.ts";
import { integer, string, text } from "../schema/types/generic.ts";
import { variant } from "../schema/types/sql-type.ts";
import { anyHash } from "./placed-statement.ts";

/** Which run of a revision's script a record belongs to. */
export interface ProgressKey {
  readonly revision: string;
  readonly direction: string;
}

/** A script, and where the version table stands when it begins. */
export interface ScriptRecord extends ProgressKey {
  /** The version rows. */
  readonly rows: readonly string[];
  /** Those of them that the script's step takes away or changes. */
  readonly startRows: readonly string[];
}

export interface ProgressEntry {
  readonly position: number;
  readonly hash: string;
  readonly state: "started" | "done";
  /** The beginning of the statement, for people. */
  readonly statement: string;
  /** What it was about to change, as it was before; `null` where that cannot be told. */
  readonly fingerprint: string | null;
  /** What it gave, where it gave rows. */
  readonly result: string | null;
}

const shownLength = 200;

const insertedColumns =
  "version_table, revision, direction, position, hash, state, statement, fingerprint, result, version_rows, start_rows";

/** Where text columns have sizes, this one has room for long answers: MySQL's TEXT ends at 64 KB. */
const resultBytes = 16_000_000;

/** Reads and writes the progress table, beside the version table. */
export class ProgressTable {
  readonly #dialect: Dialect;
  readonly #connection: Connection;
  readonly #versionTable: VersionTable;
  readonly name: string;
  /** Where the table is, whatever schema the session goes to in between; `undefined` until it is asked for. */
  #schema: string | null | undefined;

  constructor(dialect: Dialect, connection: Connection, versionTable: VersionTable) {
    this.#dialect = dialect;
    this.#connection = connection;
    this.#versionTable = versionTable;
    this.name = progressTableName(versionTable.name);
  }

  /** Whether the table exists; to be asked first, before a script can have changed the session's schema. */
  async exists(): Promise<boolean> {
    this.#schema ??=
      this.#versionTable.schema ?? (await this.#dialect.lock?.defaultSchema?.(this.#connection)) ?? null;
    const place = { name: this.name, schema: this.#schema, primaryKey: true };
    return this.#dialect.versionTable.exists(this.#connection, place);
  }

  async create(): Promise<void> {
    const columns = [
      column("version_table", string(128), { nullable: false }),
      column("revision", string(255), { nullable: false }),
      column("direction", string(9), { nullable: false }),
      column("position", integer(), { nullable: false }),
      column("hash", string(40), { nullable: false }),
      column("state", string(7), { nullable: false }),
      column("statement", string(shownLength), { nullable: false }),
      column("fingerprint", string(40)),
      column("result", variant(text(), { mysql: text(resultBytes), mariadb: text(resultBytes) })),
      column("version_rows", text()),
      column("start_rows", text()),
    ];
    const key = primaryKey(["version_table", "revision", "direction", "position"], {
      name: `${this.name}_pkc`,
    });
    await this.#compileAndRun({
      kind: "create_table",
      table: table(this.name, [...columns, key], { schema: this.#schema ?? null }),
      ifNotExists: true,
    });
  }

  async drop(): Promise<void> {
    await this.#connection.execute(`DROP TABLE ${this.#name}`);
  }

  async isEmpty(): Promise<boolean> {
    return (await this.#connection.executeArrays(`SELECT revision FROM ${this.#name}`)).length === 0;
  }

  /** The scripts that were left half done. */
  async records(): Promise<readonly ScriptRecord[]> {
    const rows = await this.#connection.executeArrays(
      `SELECT revision, direction, version_rows, start_rows FROM ${this.#name} WHERE ${this.#isOurs}`,
    );
    const records = rows.map(([revision, direction, versionRows, startRows]) => ({
      revision: String(revision),
      direction: String(direction),
      rows: listOf(versionRows),
      startRows: listOf(startRows),
    }));
    return [...new Map(records.map((record) => [`${record.revision} ${record.direction}`, record])).values()];
  }

  /** Notes what the version rows are after a step that leaves half done scripts as they are. */
  async noteRows(rows: readonly string[]): Promise<void> {
    await this.#connection.execute(
      `UPDATE ${this.#name} SET version_rows = ${this.#list(rows)} WHERE ${this.#isOurs}`,
    );
  }

  async read(key: ProgressKey): Promise<readonly ProgressEntry[]> {
    const rows = await this.#connection.executeArrays(
      `SELECT position, hash, state, statement, fingerprint, result FROM ${this.#name} WHERE ${this.#is(key)} ORDER BY position`,
    );
    return rows.map(([position, hash, state, statement, fingerprint, result]) => ({
      position: Number(position),
      hash: String(hash),
      state: state === "done" ? "done" : "started",
      statement: String(statement),
      fingerprint: textOrNull(fingerprint),
      result: textOrNull(result),
    }));
  }

  async insert(script: ScriptRecord, entry: ProgressEntry): Promise<void> {
    const { string: literal } = this.#dialect.literals;
    const values = [
      literal(this.#versionTable.name),
      literal(script.revision),
      literal(script.direction),
      String(entry.position),
      literal(entry.hash),
      literal(entry.state),
      literal(entry.statement.slice(0, shownLength)),
      entry.fingerprint === null ? "NULL" : literal(entry.fingerprint),
      entry.result === null ? "NULL" : literal(entry.result),
      this.#list(script.rows),
      this.#list(script.startRows),
    ];
    await this.#connection.execute(
      `INSERT INTO ${this.#name} (${insertedColumns}) VALUES (${values.join(", ")})`,
    );
  }

  async markDone(key: ProgressKey, position: number, result: string | null = null): Promise<void> {
    const answer = result === null ? "" : `, result = ${this.#dialect.literals.string(result)}`;
    await this.#connection.execute(this.#update(key, position, answer));
  }

  /** The statement with which people say that a statement is done. */
  doneStatement(key: ProgressKey, position: number): string {
    return this.#update(key, position, "");
  }

  /** The statement with which people say that a statement is the one that is recorded. */
  acceptStatement(key: ProgressKey, position: number): string {
    return `UPDATE ${this.#name} SET hash = '${anyHash}' WHERE ${this.#is(key)} AND position = ${position}`;
  }

  /** Forgets one statement, or with no position the whole record. */
  async remove(key: ProgressKey, position: number | null = null): Promise<void> {
    await this.#connection.execute(this.removalStatement(key, position));
  }

  /** The statement with which people forget a record by hand, or one statement of it. */
  removalStatement(key: ProgressKey, position: number | null = null): string {
    const only = position === null ? "" : ` AND position = ${position}`;
    return `DELETE FROM ${this.#name} WHERE ${this.#is(key)}${only}`;
  }

  #update(key: ProgressKey, position: number, others: string): string {
    return `UPDATE ${this.#name} SET state = 'done'${others} WHERE ${this.#is(key)} AND position = ${position}`;
  }

  get #name(): string {
    return this.#dialect.identifiers.qualify(this.name, this.#schema);
  }

  get #isOurs(): string {
    return `version_table = ${this.#dialect.literals.string(this.#versionTable.name)}`;
  }

  #is({ revision, direction }: ProgressKey): string {
    const { string: literal } = this.#dialect.literals;
    return `${this.#isOurs} AND revision = ${literal(revision)} AND direction = ${literal(direction)}`;
  }

  #list(rows: readonly string[]): string {
    return rows.length === 0 ? "NULL" : this.#dialect.literals.string(JSON.stringify(rows));
  }

  async #compileAndRun(directive: Parameters<Dialect["ddl"]["compile"]>[0]): Promise<void> {
    const context = silentContext({ serverVersion: null, asSql: true });
    for (const { sql } of this.#dialect.ddl.compile(directive, context)) await this.#connection.execute(sql);
  }
}

function listOf(value: unknown): readonly string[] {
  // The text is what JSON.stringify made of a list of identifiers.
  return value === null || value === undefined ? [] : (JSON.parse(String(value)) as readonly string[]);
}
