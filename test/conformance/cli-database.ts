import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** What the corpus records of a SQLite file. */
export interface DatabaseState {
  /** Sorted rows of the version table, `null` without it; under the table's name where it is not the usual one. */
  readonly versions: readonly string[] | null | Readonly<Record<string, readonly string[]>>;
  /** Everything but the table of the usual name and what SQLite makes itself: type, name, SQL. */
  readonly sqlite_master: readonly (readonly [type: string, name: string, sql: string | null])[];
}

const usualVersionTable = "alembic_version";

/** The state of a database file; `undefined` when there is no such file. */
export function databaseState(file: string, versionTable: string): DatabaseState | undefined {
  if (!existsSync(file)) return undefined;
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const rows = database
      .prepare("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type DESC, name")
      .all();
    const hasVersions = rows.some((row) => row.name === versionTable);
    return {
      versions: hasVersions ? versionRows(database, versionTable) : null,
      sqlite_master: rows
        .filter((row) => row.tbl_name !== usualVersionTable && !String(row.name).startsWith("sqlite_"))
        .map((row) => [String(row.type), String(row.name), textOrNull(row.sql)] as const),
    };
  } finally {
    database.close();
  }
}

function versionRows(database: DatabaseSync, table: string): DatabaseState["versions"] {
  const rows = database
    .prepare(`SELECT version_num FROM "${table.replaceAll('"', '""')}"`)
    .all()
    .map((row) => String(row.version_num))
    .sort();
  return table === usualVersionTable ? rows : { [table]: rows };
}

function textOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** Executes the statements of a step on a database file. */
export function executeOn(file: string, statements: readonly string[]): void {
  const database = new DatabaseSync(file);
  try {
    for (const statement of statements) database.exec(statement);
  } finally {
    database.close();
  }
}

/**
 * A state in the form in which two are compared: runs of blanks are one, and a table that a batch copied is described by
 * its columns, keys, checks and indexes instead of its text.
 */
export function comparableState(state: DatabaseState, copied: ReadonlySet<string>): unknown {
  return {
    versions: state.versions,
    sqlite_master: state.sqlite_master.map(([type, name, sql]) => [
      type,
      name,
      sql !== null && type === "table" && copied.has(name) ? describeTable(name, sql) : oneBlank(sql),
    ]),
  };
}

function oneBlank(sql: string | null): string | null {
  return sql === null ? null : sql.replace(/\s+/g, " ").trim();
}

function describeTable(name: string, sql: string): unknown {
  const scratch = new DatabaseSync(":memory:");
  try {
    scratch.exec(sql);
    const pragma = (what: string): readonly unknown[] =>
      scratch.prepare(`SELECT * FROM pragma_${what}(?)`).all(name);
    const indexes = scratch
      .prepare(
        'SELECT list.name, list."unique", list.origin, info.name AS part FROM pragma_index_list(?) AS list, pragma_index_info(list.name) AS info',
      )
      .all(name);
    const checks = [...sql.matchAll(/(?:CONSTRAINT\s+(\S+)\s+)?CHECK\s*(\(.*\))/gi)].map((match) =>
      oneBlank(match[0]),
    );
    return {
      columns: pragma("table_xinfo"),
      keys: pragma("foreign_key_list"),
      indexes,
      checks: checks.sort(),
    };
  } finally {
    scratch.close();
  }
}
