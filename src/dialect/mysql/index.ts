import { createDdlCompiler } from "../default/ddl.ts";
import type { DdlDialect } from "../default/grammar.ts";
import { createLiterals } from "../default/literals.ts";
import { createNameTable } from "../default/names.ts";
import { createParameters, questionMarks } from "../default/parameters.ts";
import { createTypeCompiler } from "../default/types.ts";
import type { DdlCompiler, Dialect, LiteralRenderer } from "../dialect.ts";
import { lazyReflector } from "../lazy-reflector.ts";
import { createVersionTableSql } from "../version-table.ts";
import { mysqlComparison } from "./compare.ts";
import { mysqlGrammar } from "./ddl.ts";
import { declaredColumn } from "./declared-column.ts";
import { mysqlFeatures } from "./features.ts";
import { mysqlIdentifiers } from "./identifiers.ts";
import { mysqlLiterals } from "./literals.ts";
import { mysqlLock } from "./lock.ts";
import { createMysqlRebuild } from "./rebuild.ts";
import { mysqlScript } from "./script.ts";
import { mysqlSession } from "./session.ts";
import { mysqlTypes } from "./types.ts";
import { usualName } from "./usual-name.ts";
import { versionTableExists } from "./version-table-exists.ts";

const name = "mysql";
const identifiers = mysqlIdentifiers;
const features = mysqlFeatures;
const literals: LiteralRenderer = createLiterals(name, identifiers, mysqlLiterals);

const core: DdlDialect = {
  name,
  optionKeys: ["mysql"],
  features,
  identifiers,
  types: createTypeCompiler({
    dialectName: name,
    features,
    identifiers,
    tables: mysqlTypes,
    literal: literals.string,
  }),
  literals,
  parameters: createParameters({ ...questionMarks, dialectName: name, maximum: 65_535 }),
};

const ddl: DdlCompiler = createDdlCompiler(core, mysqlGrammar);

/** MySQL. */
export const mysql: Dialect = {
  ...core,
  implName: "MySQLImpl",
  ddl,
  script: mysqlScript,
  versionTable: createVersionTableSql({ identifiers, literals, ddl, exists: versionTableExists }),
  reflector: lazyReflector(async () => (await import("./reflect.ts")).mysqlReflector),
  comparison: mysqlComparison,
  nameTable: createNameTable(identifiers),
  lock: mysqlLock,
  session: mysqlSession,
  rebuild: createMysqlRebuild(core, ["foreign_key", "check"]),
  usualName,
  declaredColumn,
};
