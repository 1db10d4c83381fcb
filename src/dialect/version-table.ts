import type { Connection } from "../connection/connection.ts";
import { column } from "../schema/column.ts";
import { primaryKey } from "../schema/constraints.ts";
import { finalName } from "../schema/names.ts";
import { type Table, table } from "../schema/table.ts";
import { string } from "../schema/types/generic.ts";
import { hexDigest } from "../util/hex-digest.ts";
import type {
  DdlCompiler,
  IdentifierRules,
  LiteralRenderer,
  VersionTable,
  VersionTableSql,
} from "./dialect.ts";
import { silentContext } from "./silent-context.ts";

const defaultProgressTable = "alembic_ts_progress";

/** The longest name that every database takes, with room for that of its primary key. */
const maximumProgressName = 59;

/**
 * The table in which half-done migrations are recorded, beside the version table; it exists only while there is one. Each
 * version table has its own, as it has a lock of its own: a run never takes away what another one is using.
 */
export function progressTableName(versionTable: string): string {
  if (versionTable === "alembic_version") return defaultProgressTable;
  const name = `${defaultProgressTable}_${versionTable}`;
  return Buffer.byteLength(name) <= maximumProgressName
    ? name
    : `${defaultProgressTable}_${hexDigest("sha1", versionTable).slice(0, 16)}`;
}

export interface VersionTableParts {
  readonly identifiers: IdentifierRules;
  readonly literals: LiteralRenderer;
  readonly ddl: DdlCompiler;
  /** Whether the version table exists; the name and schema are as the user wrote them. */
  exists(connection: Connection, table: VersionTable): Promise<boolean>;
}

/** The statements on the version table, literals inline online as offline (PARITY P-1.106, P-3.62). */
export function createVersionTableSql({
  identifiers,
  literals,
  ddl,
  exists,
}: VersionTableParts): VersionTableSql {
  const target = (of: VersionTable): string => identifiers.qualify(of.name, of.schema);
  const condition = (of: VersionTable, revision: string): string =>
    `${target(of)}.version_num = ${literals.string(revision)}`;
  return {
    create: (of) =>
      ddl.compile(
        { kind: "create_table", table: versionTable(of), ifNotExists: false },
        silentContext({ serverVersion: null, asSql: true }),
      ),
    select: (of) => `SELECT ${target(of)}.version_num FROM ${target(of)}`,
    insert: (of, revision) => `INSERT INTO ${target(of)} (version_num) VALUES (${literals.string(revision)})`,
    update: (of, from, to) =>
      `UPDATE ${target(of)} SET version_num=${literals.string(to)} WHERE ${condition(of, from)}`,
    delete: (of, revision) => `DELETE FROM ${target(of)} WHERE ${condition(of, revision)}`,
    deleteAll: (of) => `DELETE FROM ${target(of)}`,
    exists,
  };
}

function versionTable(of: VersionTable): Table {
  const key = primaryKey(["version_num"], { name: finalName(`${of.name}_pkc`) });
  return table(
    of.name,
    [column("version_num", string(32), { nullable: false }), ...(of.primaryKey ? [key] : [])],
    { schema: of.schema },
  );
}
