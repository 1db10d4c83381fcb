import { mssqlLexis } from "../../connection/sql-lexis.ts";
import { withFullOffset } from "../default/date-text.ts";
import { createDdlCompiler } from "../default/ddl.ts";
import type { DdlDialect } from "../default/grammar.ts";
import { createLiterals } from "../default/literals.ts";
import { createNameTable } from "../default/names.ts";
import { createParameters, questionMarks } from "../default/parameters.ts";
import { createTypeCompiler, type TypeTables } from "../default/types.ts";
import type { DdlCompiler, Dialect, LiteralRenderer, TypeCompiler } from "../dialect.ts";
import { createVersionTableSql } from "../version-table.ts";
import { grammar } from "./ddl.ts";
import { features } from "./features.ts";
import { identifiers } from "./identifiers.ts";
import { keepsZone, mssqlLiterals } from "./literals.ts";
import { optionNames } from "./option-names.ts";
import { createMssqlRebuild } from "./rebuild.ts";
import { mssqlServerTypes, mssqlTypes } from "./types.ts";
import { versionTableExists } from "./version-table-exists.ts";

const name = "mssql";
const literals: LiteralRenderer = createLiterals(name, identifiers, mssqlLiterals);

const typesOf = (tables: TypeTables): TypeCompiler =>
  createTypeCompiler({ dialectName: name, features, identifiers, tables, literal: literals.string });

const core: DdlDialect = {
  name,
  optionKeys: ["mssql"],
  features,
  identifiers,
  types: typesOf(mssqlTypes),
  literals,
  parameters: createParameters({
    ...questionMarks,
    dialectName: name,
    placeholder: (index) => `@${index}`,
    maximum: 2000,
    nativeUuid: true,
    temporal: withFullOffset,
    keepsZone,
  }),
  lexis: mssqlLexis,
};

const script: DdlCompiler = createDdlCompiler(core, grammar, optionNames);
const online: DdlCompiler = createDdlCompiler(
  { ...core, types: typesOf(mssqlServerTypes) },
  grammar,
  optionNames,
);

const ddl: DdlCompiler = {
  compile: (directive, context) =>
    (context.serverVersion === null ? script : online).compile(directive, context),
};

/** SQL Server. */
export const mssql: Dialect = {
  ...core,
  implName: "MSSQLImpl",
  ddl,
  script: {
    terminator: ";",
    batchSeparator: "GO",
    batchSeparatorOption: "mssqlBatchSeparator",
    begin: "BEGIN TRANSACTION",
    commit: "COMMIT",
    separatesBegin: false,
  },
  rebuild: createMssqlRebuild(core),
  versionTable: createVersionTableSql({ identifiers, literals, ddl, exists: versionTableExists }),
  nameTable: createNameTable(identifiers),
};
