import type { DialectFeatures } from "../features.ts";

export const features: DialectFeatures = {
  transactionalDdl: false,
  ddlRollsBack: true,
  alterTable: false,
  comments: false,
  inlineComments: false,
  createSchema: false,
  sequences: false,
  nativeBoolean: false,
  nativeEnum: false,
  enumTypes: false,
  identityColumns: false,
  alterAutoincrement: false,
  saneRowCounts: true,
  multiRowInserts: true,
};
