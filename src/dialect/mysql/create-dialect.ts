import { mysqlLexis } from "../../connection/sql-lexis.ts";
import type { Constraint } from "../../schema/constraints.ts";
import { createDdlCompiler } from "../default/ddl.ts";
import type { DdlDialect, DdlGrammar } from "../default/grammar.ts";
import { createLiterals, type LiteralRules } from "../default/literals.ts";
import { createNameTable } from "../default/names.ts";
import { createParameters, questionMarks } from "../default/parameters.ts";
import { createTypeCompiler } from "../default/types.ts";
import type { Dialect, IdentifierRules } from "../dialect.ts";
import type { DialectFeatures } from "../features.ts";
import { createVersionTableSql } from "../version-table.ts";
import { restateAttributes } from "./column-attributes.ts";
import { mysqlComparison } from "./compare.ts";
import { declaredColumn } from "./declared-column.ts";
import { mysqlLock } from "./lock.ts";
import { optionNames } from "./option-names.ts";
import { createMysqlRebuild } from "./rebuild.ts";
import { mysqlScript } from "./script.ts";
import { mysqlSession } from "./session.ts";
import { mysqlTypes } from "./types.ts";
import { usualName } from "./usual-name.ts";
import { versionTableExists } from "./version-table-exists.ts";

/** Where the two servers of the family differ. */
export interface MysqlVariant extends Required<Pick<Dialect, "name" | "implName" | "reflector">> {
  readonly identifiers: IdentifierRules;
  readonly features: DialectFeatures;
  readonly literals: LiteralRules;
  readonly grammar: DdlGrammar;
  /** Whether a column that an expression names cannot be renamed. */
  readonly expressionsHoldNames: boolean;
  /** Constraints that a rebuilt table gets only after the old one is gone, because their names are unique in the schema. */
  readonly constraintsAfterRebuild: readonly Constraint["kind"][];
}

/** A dialect of the MySQL family. */
export function createMysqlDialect(variant: MysqlVariant): Dialect {
  const { name, implName, identifiers, features, reflector } = variant;
  const literals = createLiterals(name, identifiers, variant.literals);
  const core: DdlDialect = {
    name,
    optionKeys: [name],
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
    lexis: mysqlLexis,
  };
  const ddl = createDdlCompiler(core, variant.grammar, optionNames);
  return {
    ...core,
    implName,
    ddl,
    script: mysqlScript,
    versionTable: createVersionTableSql({ identifiers, literals, ddl, exists: versionTableExists }),
    reflector,
    comparison: { ...mysqlComparison, expressionsHoldNames: variant.expressionsHoldNames },
    nameTable: createNameTable(identifiers),
    lock: mysqlLock,
    session: mysqlSession,
    rebuild: createMysqlRebuild(core, variant.constraintsAfterRebuild),
    usualName,
    declaredColumn,
    restated: restateAttributes(core),
  };
}
