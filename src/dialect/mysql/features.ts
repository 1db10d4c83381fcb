import type { DialectFeatures } from "../features.ts";

/** What MySQL 5.7 and later can do. */
export const mysqlFeatures: DialectFeatures = {
  transactionalDdl: false,
  ddlRollsBack: false,
  alterTable: true,
  comments: true,
  inlineComments: true,
  createSchema: true,
  sequences: false,
  nativeBoolean: false,
  nativeEnum: true,
  enumTypes: false,
  identityColumns: false,
  alterAutoincrement: true,
  saneRowCounts: true,
  multiRowInserts: true,
};
