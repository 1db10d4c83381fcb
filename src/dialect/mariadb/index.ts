import type { Dialect } from "../dialect.ts";
import { lazyReflector } from "../lazy-reflector.ts";
import { createMysqlDialect } from "../mysql/create-dialect.ts";
import { mysqlFeatures } from "../mysql/features.ts";
import { mysqlIdentifiersWith } from "../mysql/identifiers.ts";
import { mariadbGrammar } from "./ddl.ts";
import { mariadbLiterals } from "./literals.ts";
import { mariadbReservedWords } from "./reserved-words.ts";

/** MariaDB. */
export const mariadb: Dialect = createMysqlDialect({
  name: "mariadb",
  implName: "MariaDBImpl",
  identifiers: mysqlIdentifiersWith(mariadbReservedWords),
  features: { ...mysqlFeatures, sequences: true },
  literals: mariadbLiterals,
  grammar: mariadbGrammar,
  expressionsHoldNames: false,
  reflector: lazyReflector(async () => (await import("./reflect.ts")).mariadbReflector),
  constraintsAfterRebuild: ["foreign_key"],
});
