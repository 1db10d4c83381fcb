import { expectedTypes } from "./expected-types.ts";
import type { DatabaseName } from "./random-types.ts";

const words = (text: string): readonly string[] => text.trim().split(/\s*\n\s*/);

/** Options of the schema model that every database has, as `occurringOptions` writes them. */
const everywhere = words(`
  metadata.schema
  metadata.info
  metadata.namingConvention token
  metadata.namingConvention.ix
  metadata.namingConvention.uq
  metadata.namingConvention.fk
  metadata.namingConvention.pk
  table.schema
  table.info
  table.renamedFrom
  column.name quoted
  column.primaryKey=true
  column.nullable=true
  column.nullable=false
  column.autoincrement=true
  column.autoincrement=false
  column.unique=true
  column.index=true
  column.key
  column.info
  column.clientDefault
  column.renamedFrom
  column.checks unnamed
  reference.name=given
  reference.name=none
  reference.onDelete=CASCADE
  reference.onDelete=SET NULL
  reference.onDelete=NO ACTION
  reference.onDelete=RESTRICT
  reference.onUpdate=CASCADE
  reference.onUpdate=RESTRICT
  default literal_default string
  default literal_default number
  default literal_default bigint
  default literal_default boolean
  default sql_text
  default sql_function now
  default sql_function current_date
  default sql_function current_timestamp
  default sql_constant true
  default sql_constant false
  default sql_constant null
  default inline_literal
  computed.persisted=true
  primary_key.name=given
  primary_key.name=none
  unique.name=given
  unique.name=none
  unique.info
  check.name=given
  check.name=none
  foreign_key.name=given
  foreign_key.name=none
  foreign_key.useAlter=true
  foreign_key.onDelete=CASCADE
  foreign_key.onDelete=RESTRICT
  foreign_key.onDelete=NO ACTION
  foreign_key of several columns
  foreign_key to its own table
  index.name=given
  index.name=none
  index.unique=true
  index.info
  index of a column
  index of several parts
  type variant
`);

/** The options of MariaDB and MySQL. They have no comment on constraints, no CHECK with a name inside a column, and nothing that is checked later. */
const ofMysql = (database: "mariadb" | "mysql"): readonly string[] =>
  words(`
    computed.persisted=false
    computed.persisted=null
    column.comment
    table.comment
    foreign_key.onUpdate=SET NULL
    primary_key.${database}.using=btree
    index.mysql.using=btree
    index.${database}.length
    index.${database}.prefix=FULLTEXT
    table.${database}.engine
    table.${database}.charset
    table.${database}.defaultCharset
    table.${database}.collate
    table.${database}.rowFormat
    table.${database}.autoIncrement
    table.${database}.statsPersistent
    table.mysql.partitionBy
    table.mysql.partitions
  `);

const own: Readonly<Record<DatabaseName, readonly string[]>> = {
  sqlite: words(`
    computed.persisted=false
    computed.persisted=null
    column.checks named
    column.sqlite.onConflictNotNull
    column.sqlite.onConflictPrimaryKey
    column.sqlite.onConflictUnique
    reference.deferrable=true
    reference.initially=DEFERRED
    foreign_key.deferrable=true
    foreign_key.deferrable=false
    foreign_key.initially=DEFERRED
    foreign_key.onDelete=SET DEFAULT
    primary_key.sqlite.onConflict=FAIL
    unique.sqlite.onConflict=REPLACE
    unique.sqlite.columnWords
    index.sqlite.where
    index of an expression
    index_part.order=desc
    index_part.order=asc
    index_part.collation
    table.sqlite.strict=true
    table.sqlite.withRowid=false
    table.sqlite.autoincrement=true
  `),
  mariadb: ofMysql("mariadb"),
  mysql: ofMysql("mysql"),
  postgresql: words(`
    column.comment
    column.checks named
    column.identity
    identity.always=true
    identity.always=false
    identity.start
    identity.increment
    identity.minValue
    identity.maxValue
    identity.noMinValue=true
    identity.noMaxValue=true
    identity.cycle=true
    identity.cycle=false
    identity.cache
    default next_value
    sequence.schema
    sequence.start
    sequence.increment
    sequence.minValue
    sequence.maxValue
    sequence.noMinValue=true
    sequence.noMaxValue=true
    sequence.cycle=true
    sequence.cycle=false
    sequence.cache
    sequence.dataType
    table.comment
    table.prefixes
    table.postgresql.with
    table.postgresql.tablespace
    table.postgresql.using
    table.postgresql.withOids=false
    table.postgresql.partitionBy
    table.postgresql.inherits
    reference.deferrable=true
    reference.initially=DEFERRED
    reference.match=FULL
    reference.postgresql.notValid=true
    foreign_key.deferrable=true
    foreign_key.deferrable=false
    foreign_key.initially=DEFERRED
    foreign_key.initially=IMMEDIATE
    foreign_key.match=FULL
    foreign_key.onUpdate=SET DEFAULT
    foreign_key.comment
    foreign_key.postgresql.notValid=true
    primary_key.comment
    primary_key.info
    primary_key.deferrable=true
    primary_key.initially=DEFERRED
    primary_key.postgresql.include
    primary_key.postgresql.with
    unique.comment
    unique.deferrable=true
    unique.initially=DEFERRED
    unique.postgresql.nullsNotDistinct=true
    unique.postgresql.include
    unique.postgresql.with
    unique.postgresql.tablespace
    check.comment
    check.postgresql.noInherit=true
    check.postgresql.notValid=true
    exclude.name=given
    exclude.name=none
    exclude.comment
    exclude.deferrable=true
    exclude.initially=DEFERRED
    exclude.using=gist
    exclude.using=btree
    exclude.where
    exclude.ops
    exclude.postgresql.include
    index of an expression
    index_part.order=desc
    index_part.order=asc
    index_part.nulls=first
    index_part.nulls=last
    index_part.collation
    index_part.operatorClass
    index.postgresql.using=hash
    index.postgresql.using=gist
    index.postgresql.where
    index.postgresql.include
    index.postgresql.ops
    index.postgresql.with
    index.postgresql.tablespace
    index.postgresql.nullsNotDistinct=true
  `),
};

/** Every option that the random schemas of a database have to have. */
export function expectedOptions(database: DatabaseName): readonly string[] {
  return [...everywhere, ...own[database], ...expectedTypes(database)];
}
