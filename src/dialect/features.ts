/**
 * What a dialect can do. Everything outside `src/dialect/` asks these flags and never compares a dialect's name.
 */
export interface DialectFeatures {
  /** Whether the original's log line and scripts assume that DDL takes part in transactions. */
  readonly transactionalDdl: boolean;
  /** Whether a DDL statement really rolls back online. */
  readonly ddlRollsBack: boolean;
  /** Whether ALTER TABLE can change columns and constraints; without it batch mode rebuilds the table. */
  readonly alterTable: boolean;
  /** Whether comments of tables and columns exist. */
  readonly comments: boolean;
  /** Whether comments are written inside CREATE TABLE and ADD COLUMN. */
  readonly inlineComments: boolean;
  /** Whether CREATE SCHEMA makes an empty schema; elsewhere it is a user or a file. */
  readonly createSchema: boolean;
  readonly sequences: boolean;
  readonly nativeBoolean: boolean;
  readonly nativeEnum: boolean;
  /** Whether enums are types of their own that CREATE TYPE makes. */
  readonly enumTypes: boolean;
  readonly identityColumns: boolean;
  /** Whether `autoincrement` of ALTER COLUMN means something. */
  readonly alterAutoincrement: boolean;
  /** Whether the driver's row counts of UPDATE and DELETE can be relied on. */
  readonly saneRowCounts: boolean;
  /** Whether one INSERT can hold several rows of VALUES. */
  readonly multiRowInserts: boolean;
}
