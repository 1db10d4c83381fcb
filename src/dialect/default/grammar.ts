import type {
  AddColumnOp,
  AddConstraintOp,
  AlterColumnOp,
  CreateIndexOp,
  CreateTableOp,
  DropColumnOp,
  DropConstraintOp,
  DropIndexOp,
  DropTableOp,
  RenameTableOp,
} from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import type {
  CheckConstraint,
  Constraint,
  ExcludeConstraint,
  ForeignKeyConstraint,
  PrimaryKeyConstraint,
  UniqueConstraint,
} from "../../schema/constraints.ts";
import type { Index } from "../../schema/index-def.ts";
import type { Identifier } from "../../schema/names.ts";
import type { Computed, GeneratedDefault, Identity } from "../../schema/server-default.ts";
import type { Table } from "../../schema/table.ts";
import type { SqlType } from "../../schema/types/sql-type.ts";
import type { DdlContext, Dialect } from "../dialect.ts";

/** The parts of a dialect that writing DDL needs. */
export type DdlDialect = Pick<
  Dialect,
  "name" | "optionKeys" | "features" | "identifiers" | "types" | "literals" | "parameters" | "lexis"
>;

/** What every function of a grammar gets first: the dialect, the grammar in force, and what the run depends on. */
export interface DdlScope extends DdlDialect {
  readonly grammar: DdlGrammar;
  readonly context: DdlContext;
}

/** Where a table is. */
export interface TableRef {
  readonly name: Identifier;
  readonly schema: string | null;
}

/** An INSERT of one row, with the columns that it gives. */
export interface TableInsert {
  readonly sql: string;
  readonly columns: readonly Column[];
}

/** A column of a table that may be known by name only. */
export interface ColumnRef extends TableRef {
  readonly column: Identifier;
}

/** A comment to set (`null`: to remove), and the one that is known to be there. */
export interface CommentChange {
  readonly comment: string | null;
  readonly existing: string | null;
}

/** One thing that ALTER COLUMN changes. */
export type AlterStep = "nullable" | "default" | "type" | "comment" | "name";

/** Whole statements, one text each, without terminator. */
export interface StatementGrammar {
  createTable(scope: DdlScope, directive: CreateTableOp): readonly string[];
  dropTable(scope: DdlScope, directive: DropTableOp): readonly string[];
  renameTable(scope: DdlScope, directive: RenameTableOp): readonly string[];
  addColumn(scope: DdlScope, directive: AddColumnOp): readonly string[];
  dropColumn(scope: DdlScope, directive: DropColumnOp): readonly string[];
  alterColumn(scope: DdlScope, directive: AlterColumnOp): readonly string[];
  createIndex(scope: DdlScope, directive: CreateIndexOp): readonly string[];
  dropIndex(scope: DdlScope, directive: DropIndexOp): readonly string[];
  addConstraint(scope: DdlScope, directive: AddConstraintOp): readonly string[];
  dropConstraint(scope: DdlScope, directive: DropConstraintOp): readonly string[];
  tableComment(scope: DdlScope, table: TableRef, change: CommentChange): readonly string[];
  columnComment(scope: DdlScope, column: ColumnRef, change: CommentChange): readonly string[];
  /** The table of an INSERT. */
  insertTarget(scope: DdlScope, table: TableRef): string;
  /** An INSERT of a row of defaults. */
  insertDefaults(scope: DdlScope, table: Table): string;
  /** Statements around the INSERTs of one bulk insert, in scripts. */
  aroundInserts(scope: DdlScope, table: Table, inserts: readonly TableInsert[]): readonly string[];
}

/** Pieces of CREATE TABLE. */
export interface TableGrammar {
  /** What must exist before the table: types. */
  beforeCreateTable(scope: DdlScope, table: Table): readonly string[];
  /** Behind the closing parenthesis, with its own leading blank or line break. */
  tableOptions(scope: DdlScope, table: Table): string;
  /** A column as it stands in CREATE TABLE and ADD COLUMN, without its CHECKs. */
  columnSpec(scope: DdlScope, column: Column, table: Table): string;
  columnType(scope: DdlScope, column: Column, table: Table): string;
  /** A server default as it stands behind DEFAULT in a column. */
  columnDefault(scope: DdlScope, column: Column): string | null;
  computed(scope: DdlScope, computed: Computed, column: Column): string;
  identity(scope: DdlScope, identity: Identity): string;
  /** An index as a line of CREATE TABLE; `null` where it is a statement of its own. */
  inlineIndex(
    scope: DdlScope,
    index: Index,
    made: Pick<CreateTableOp, "table" | "ifNotExists">,
  ): string | null;
  /** ` NOT NULL`, ` NULL` or nothing. */
  nullability(scope: DdlScope, column: Column, table: Table): string;
}

/** Constraints as they stand in CREATE TABLE and behind ADD; `null` where the dialect leaves one out. */
export interface ConstraintGrammar {
  primaryKey(scope: DdlScope, constraint: PrimaryKeyConstraint, table: Table): string | null;
  unique(scope: DdlScope, constraint: UniqueConstraint, table: Table): string | null;
  check(scope: DdlScope, constraint: CheckConstraint, table: Table): string | null;
  /** The CHECK of a column, inside the column. */
  columnCheck(scope: DdlScope, constraint: CheckConstraint, table: Table): string | null;
  foreignKey(scope: DdlScope, constraint: ForeignKeyConstraint, table: Table): string | null;
  /** ` REFERENCES …` behind a column that is added, with its own leading blank or comma. */
  inlineReference(scope: DdlScope, constraint: ForeignKeyConstraint, table: Table): string;
  exclude(scope: DdlScope, constraint: ExcludeConstraint, table: Table): string | null;
  /** ` DEFERRABLE INITIALLY DEFERRED`. */
  deferrability(scope: DdlScope, constraint: Constraint): string;
  /** The referred table behind REFERENCES. */
  referredTable(scope: DdlScope, constraint: ForeignKeyConstraint, table: Table): string;
  /** ` ON DELETE x ON UPDATE y`, checked. */
  referentialActions(scope: DdlScope, constraint: ForeignKeyConstraint): string;
  /** ` MATCH FULL`. */
  match(scope: DdlScope, constraint: ForeignKeyConstraint): string;
}

/** The steps of ALTER COLUMN; each gives whole statements. */
export interface AlterGrammar {
  /** The order of the steps. */
  readonly alterOrder: readonly AlterStep[];
  alterNullable(scope: DdlScope, directive: AlterColumnOp, nullable: boolean): readonly string[];
  alterType(scope: DdlScope, directive: AlterColumnOp, type: SqlType): readonly string[];
  /** A plain default; identity and computed have their own step. */
  alterDefault(scope: DdlScope, directive: AlterColumnOp, value: GeneratedDefault | null): readonly string[];
  /** The new or the existing default is an identity. */
  alterIdentity(scope: DdlScope, directive: AlterColumnOp, value: GeneratedDefault | null): readonly string[];
  renameColumn(scope: DdlScope, directive: AlterColumnOp, newName: Identifier): readonly string[];
  /** `autoincrement` was given. */
  alterAutoincrement(scope: DdlScope, directive: AlterColumnOp): void;
  /** `ADD COLUMN IF NOT EXISTS `, with the blank. */
  addColumnWords(scope: DdlScope, directive: AddColumnOp): string;
}

/** How a dialect writes DDL. */
export interface DdlGrammar extends StatementGrammar, TableGrammar, ConstraintGrammar, AlterGrammar {}
