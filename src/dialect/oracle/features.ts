import type { DialectFeatures } from "../features.ts";

/** What Oracle 12.2 and later can do. */
export const features: DialectFeatures = {
  transactionalDdl: false,
  ddlRollsBack: false,
  alterTable: true,
  comments: true,
  inlineComments: false,
  createSchema: false,
  sequences: true,
  nativeBoolean: false,
  nativeEnum: false,
  enumTypes: false,
  identityColumns: true,
  alterAutoincrement: false,
  saneRowCounts: true,
  multiRowInserts: false,
};
