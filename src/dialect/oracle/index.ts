import { oracleLexis } from "../../connection/sql-lexis.ts";
import { createDdlCompiler } from "../default/ddl.ts";
import type { DdlDialect } from "../default/grammar.ts";
import { createLiterals } from "../default/literals.ts";
import { createNameTable } from "../default/names.ts";
import { createParameters, questionMarks } from "../default/parameters.ts";
import { createRebuild, freedNames } from "../default/rebuild.ts";
import { createTypeCompiler } from "../default/types.ts";
import type { DdlCompiler, Dialect, LiteralRenderer } from "../dialect.ts";
import { createVersionTableSql } from "../version-table.ts";
import { grammar } from "./ddl.ts";
import { features } from "./features.ts";
import { identifiers } from "./identifiers.ts";
import { keepsZone, oracleLiterals } from "./literals.ts";
import { optionNames } from "./option-names.ts";
import { oracleTypes } from "./types.ts";
import { versionTableExists } from "./version-table-exists.ts";

const name = "oracle";
const literals: LiteralRenderer = createLiterals(name, identifiers, oracleLiterals);

const core: DdlDialect = {
  name,
  optionKeys: ["oracle"],
  features,
  identifiers,
  types: createTypeCompiler({
    dialectName: name,
    features,
    identifiers,
    tables: oracleTypes,
    literal: literals.string,
  }),
  literals,
  parameters: createParameters({
    ...questionMarks,
    dialectName: name,
    placeholder: (index) => `:${index}`,
    keepsZone,
  }),
  lexis: oracleLexis,
};

const ddl: DdlCompiler = createDdlCompiler(core, grammar, optionNames);

/** Oracle. */
export const oracle: Dialect = {
  ...core,
  implName: "OracleImpl",
  ddl,
  script: {
    terminator: "",
    batchSeparator: "/",
    batchSeparatorOption: "oracleBatchSeparator",
    begin: "SET TRANSACTION READ WRITE",
    commit: "COMMIT",
    separatesBegin: true,
  },
  rebuild: { ...createRebuild(core), around: freedNames },
  versionTable: createVersionTableSql({ identifiers, literals, ddl, exists: versionTableExists }),
  nameTable: createNameTable(identifiers),
};
