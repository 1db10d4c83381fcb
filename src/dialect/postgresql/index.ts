import { postgresqlLexis } from "../../connection/sql-lexis.ts";
import { createDdlCompiler } from "../default/ddl.ts";
import type { DdlDialect } from "../default/grammar.ts";
import { createNameTable } from "../default/names.ts";
import type { DdlCompiler, Dialect } from "../dialect.ts";
import { lazyReflector } from "../lazy-reflector.ts";
import { createVersionTableSql } from "../version-table.ts";
import { postgresqlComparison } from "./compare.ts";
import { grammar } from "./ddl.ts";
import { features } from "./features.ts";
import { identifiers } from "./identifiers.ts";
import { literals, parameters } from "./literals.ts";
import { postgresqlLock } from "./lock.ts";
import { optionNames } from "./option-names.ts";
import { presentTypes } from "./present-types.ts";
import { rebuild } from "./rebuild.ts";
import { postgresqlSession } from "./session.ts";
import { types } from "./types.ts";
import { usualName } from "./usual-name.ts";
import { versionTableExists } from "./version-table-exists.ts";

const core: DdlDialect = {
  name: "postgresql",
  optionKeys: ["postgresql"],
  features,
  identifiers,
  types,
  literals,
  parameters,
  lexis: postgresqlLexis,
};

const ddl: DdlCompiler = createDdlCompiler(core, grammar, optionNames);

/** PostgreSQL. */
export const postgresql: Dialect = {
  ...core,
  implName: "PostgresqlImpl",
  ddl,
  script: {
    terminator: ";",
    batchSeparator: null,
    batchSeparatorOption: null,
    begin: "BEGIN",
    commit: "COMMIT",
  },
  versionTable: createVersionTableSql({ identifiers, literals, ddl, exists: versionTableExists }),
  reflector: lazyReflector(async () => (await import("./reflect.ts")).postgresqlReflector),
  comparison: postgresqlComparison,
  nameTable: createNameTable(identifiers),
  lock: postgresqlLock,
  session: postgresqlSession,
  rebuild,
  presentTypes,
  usualName,
};
