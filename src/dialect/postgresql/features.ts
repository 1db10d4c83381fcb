import type { DialectFeatures } from "../features.ts";

export const features: DialectFeatures = {
  transactionalDdl: true,
  ddlRollsBack: true,
  alterTable: true,
  comments: true,
  inlineComments: false,
  createSchema: true,
  sequences: true,
  nativeBoolean: true,
  nativeEnum: true,
  enumTypes: true,
  identityColumns: true,
  alterAutoincrement: false,
  saneRowCounts: true,
  multiRowInserts: true,
};
