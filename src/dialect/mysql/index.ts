import type { Dialect } from "../dialect.ts";
import { lazyReflector } from "../lazy-reflector.ts";
import { createMysqlDialect } from "./create-dialect.ts";
import { mysqlGrammar } from "./ddl.ts";
import { mysqlFeatures } from "./features.ts";
import { mysqlIdentifiers } from "./identifiers.ts";
import { mysqlLiterals } from "./literals.ts";

/** MySQL. */
export const mysql: Dialect = createMysqlDialect({
  name: "mysql",
  implName: "MySQLImpl",
  identifiers: mysqlIdentifiers,
  features: mysqlFeatures,
  literals: mysqlLiterals,
  expressionsHoldNames: true,
  grammar: mysqlGrammar,
  reflector: lazyReflector(async () => (await import("./reflect.ts")).mysqlReflector),
  constraintsAfterRebuild: ["foreign_key", "check"],
});
