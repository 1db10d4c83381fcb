import type { Connection } from "../../connection/connection.ts";
import { sqliteLexis } from "../../connection/sql-lexis.ts";
import { createDdlCompiler } from "../default/ddl.ts";
import type { DdlDialect } from "../default/grammar.ts";
import { createNameTable } from "../default/names.ts";
import type { DdlCompiler, Dialect, VersionTable } from "../dialect.ts";
import { lazyReflector } from "../lazy-reflector.ts";
import { createVersionTableSql } from "../version-table.ts";
import { sqliteComparison } from "./compare.ts";
import { grammar } from "./ddl.ts";
import { features } from "./features.ts";
import { identifiers } from "./identifiers.ts";
import { literals, parameters } from "./literals.ts";
import { sqliteLock } from "./lock.ts";
import { optionNames } from "./option-names.ts";
import { rebuild } from "./rebuild.ts";
import { sqliteScratchSchema } from "./scratch-schema.ts";
import { sqliteSession } from "./session.ts";
import { types } from "./types.ts";

const core: DdlDialect = {
  name: "sqlite",
  optionKeys: ["sqlite"],
  features,
  identifiers,
  types,
  literals,
  parameters,
  lexis: sqliteLexis,
};

const ddl: DdlCompiler = createDdlCompiler(core, grammar, optionNames);

async function versionTableExists(connection: Connection, table: VersionTable): Promise<boolean> {
  const catalog =
    table.schema === null ? "sqlite_master" : `${identifiers.quote(table.schema)}.sqlite_master`;
  const sql = `SELECT 1 FROM ${catalog} WHERE type IN ('table', 'view') AND lower(name) = lower(?)`;
  return (await connection.executeArrays(sql, [table.name])).length > 0;
}

/** SQLite. */
export const sqlite: Dialect = {
  ...core,
  implName: "SQLiteImpl",
  ddl,
  script: {
    terminator: ";",
    batchSeparator: null,
    batchSeparatorOption: null,
    begin: "BEGIN",
    commit: "COMMIT",
  },
  versionTable: createVersionTableSql({ identifiers, literals, ddl, exists: versionTableExists }),
  reflector: lazyReflector(async () => (await import("./reflect.ts")).sqliteReflector),
  comparison: sqliteComparison,
  nameTable: createNameTable(identifiers),
  lock: sqliteLock,
  session: sqliteSession,
  rebuild,
  scratchSchema: sqliteScratchSchema,
};
