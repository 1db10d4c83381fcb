import type { DialectFeatures } from "../features.ts";

export const features: DialectFeatures = {
  transactionalDdl: true,
  ddlRollsBack: true,
  alterTable: true,
  comments: true,
  inlineComments: false,
  schemas: true,
  createSchema: true,
  sequences: true,
  nativeBoolean: true,
  nativeEnum: true,
  enumTypes: true,
  identityColumns: true,
  computedColumns: true,
  alterAutoincrement: false,
  uniqueConstraintsAreIndexes: true,
  expressionIndexes: true,
  saneRowCounts: true,
  multiRowInserts: true,
  concurrentIndexes: true,
};
