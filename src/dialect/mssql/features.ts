import type { DialectFeatures } from "../features.ts";

/** What SQL Server 2016 and later can do. */
export const features: DialectFeatures = {
  transactionalDdl: true,
  ddlRollsBack: true,
  alterTable: true,
  comments: true,
  inlineComments: false,
  createSchema: true,
  sequences: true,
  nativeBoolean: true,
  nativeEnum: false,
  enumTypes: false,
  identityColumns: true,
  alterAutoincrement: false,
  saneRowCounts: true,
  multiRowInserts: true,
};
