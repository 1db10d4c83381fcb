import { createDdlCompiler } from "../default/ddl.ts";
import type { DdlDialect } from "../default/grammar.ts";
import { createLiterals } from "../default/literals.ts";
import { createNameTable } from "../default/names.ts";
import { createParameters, questionMarks } from "../default/parameters.ts";
import { createTypeCompiler } from "../default/types.ts";
import type { DdlCompiler, Dialect, IdentifierRules, LiteralRenderer } from "../dialect.ts";
import type { DialectFeatures } from "../features.ts";
import { lazyReflector } from "../lazy-reflector.ts";
import { mysqlComparison } from "../mysql/compare.ts";
import { declaredColumn } from "../mysql/declared-column.ts";
import { mysqlFeatures } from "../mysql/features.ts";
import { mysqlIdentifiersWith } from "../mysql/identifiers.ts";
import { createMysqlRebuild } from "../mysql/rebuild.ts";
import { mysqlScript } from "../mysql/script.ts";
import { mysqlTypes } from "../mysql/types.ts";
import { usualName } from "../mysql/usual-name.ts";
import { versionTableExists } from "../mysql/version-table-exists.ts";
import { createVersionTableSql } from "../version-table.ts";
import { mariadbGrammar } from "./ddl.ts";
import { mariadbLiterals } from "./literals.ts";
import { mariadbLock } from "./lock.ts";
import { mariadbReservedWords } from "./reserved-words.ts";
import { mariadbSession } from "./session.ts";

const name = "mariadb";
const identifiers: IdentifierRules = mysqlIdentifiersWith(mariadbReservedWords);
const features: DialectFeatures = { ...mysqlFeatures, sequences: true };
const literals: LiteralRenderer = createLiterals(name, identifiers, mariadbLiterals);

const core: DdlDialect = {
  name,
  optionKeys: ["mariadb"],
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

const ddl: DdlCompiler = createDdlCompiler(core, mariadbGrammar);

/** MariaDB. */
export const mariadb: Dialect = {
  ...core,
  implName: "MariaDBImpl",
  ddl,
  script: mysqlScript,
  versionTable: createVersionTableSql({ identifiers, literals, ddl, exists: versionTableExists }),
  reflector: lazyReflector(async () => (await import("./reflect.ts")).mariadbReflector),
  comparison: mysqlComparison,
  nameTable: createNameTable(identifiers),
  lock: mariadbLock,
  session: mariadbSession,
  rebuild: createMysqlRebuild(core, ["foreign_key"]),
  usualName,
  declaredColumn,
};
