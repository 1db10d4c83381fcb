import type { Connection } from "../connection/connection.ts";
import type { AlterColumnOp } from "../directives/index.ts";
import type { Column } from "../schema/column.ts";
import type { Constraint, UniqueConstraint } from "../schema/constraints.ts";
import type { DialectOptions } from "../schema/dialect-options.ts";
import type { Index } from "../schema/index-def.ts";
import type { Identifier, Name } from "../schema/names.ts";
import type { GeneratedDefault } from "../schema/server-default.ts";
import type { Table } from "../schema/table.ts";
import type { SqlType } from "../schema/types/sql-type.ts";
import type { Dialect } from "./dialect.ts";
import type { OwnedSequence, ReflectedDatabase, ReflectedTable } from "./reflection.ts";

/** A server default of both sides. `undefined` text: that side has none. */
export interface DefaultPair {
  readonly table: Table;
  readonly reflected: ReflectedTable;
  readonly inspected: Column;
  readonly model: Column;
  /** As the catalogue spells it. */
  readonly inspectedText: string | null;
  readonly modelDefault: GeneratedDefault | null;
  /** As the dialect writes it behind DEFAULT. */
  readonly modelText: string | null;
}

/** The indexes and unique constraints of a table on both sides, to be corrected before they are compared. */
export interface KeySets {
  readonly database: ReflectedTable;
  databaseUniques: UniqueConstraint[];
  databaseIndexes: Index[];
  modelUniques: UniqueConstraint[];
  modelIndexes: Index[];
}

/** A constraint of a table by its name. */
export interface ConstraintPlace {
  readonly tableName: Identifier;
  readonly schema: string | null;
  readonly constraintName: Name;
}

/** Differences of two indexes in words (`unique=True to unique=False`), or why they cannot be compared. */
export type IndexComparison =
  | { readonly kind: "equal" }
  | { readonly kind: "different"; readonly differences: readonly string[] }
  | { readonly kind: "skipped"; readonly reason: string };

/** A change of a table's option, there and back. */
export interface TableOptionChange {
  /** The option, for log lines. */
  readonly what: string;
  readonly upgrade: string;
  readonly downgrade: string;
  /** Whether it takes the columns along as they are before any of them changes. */
  readonly isBeforeColumns?: boolean | undefined;
}

/** A column that is to get another type. */
export interface TypeChange {
  readonly column: Identifier;
  readonly from: SqlType;
  readonly to: SqlType;
}

/** How a database gives a column another type. */
export interface TypeConversion {
  /** What ALTER COLUMN has to say besides the type. */
  readonly options: DialectOptions;
  /** Whether the operators of both types are alike, so that what is made of the column can stay. */
  readonly isAlike: boolean;
  /** What people have to know about the values; `null` where nothing is special. */
  readonly note: string | null;
}

/** A column that is, or is to be, generated. */
export interface ComputedChange {
  readonly dialect: Dialect;
  readonly tableName: Identifier;
  readonly schema: string | null;
  readonly from: Column;
  readonly to: Column;
  readonly serverVersion: readonly [number, number, number];
}

/** Statements that change how a column is generated, there and back. */
export interface ComputedStatements {
  readonly upgrade: string;
  readonly downgrade: string;
  /** Whether the way back drops and adds the column. */
  readonly isReplacedBack: boolean;
}

/** An alteration of a column, and the sequence of its own that the database has for it. */
export interface OwnedSequenceChange {
  readonly owned: OwnedSequence | null;
  readonly alteration: AlterColumnOp;
}

/** What goes along with such an alteration. */
export interface OwnedSequenceStatements {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Tables of the models that the server is to write its own way; they have neither foreign keys nor comments. */
export interface NormaliseRequest {
  readonly dialect: Dialect;
  readonly database: ReflectedDatabase;
  readonly tables: readonly Table[];
}

/** Domains of the models that the server is to write its own way. */
export interface NormaliseDomains {
  readonly dialect: Dialect;
  readonly database: ReflectedDatabase;
  readonly domains: readonly SqlType[];
}

/** What became of tables. */
export interface NormalTables {
  /** The tables as they were read back; those that the server refused are missing. */
  readonly tables: ReadonlyMap<Table, Table>;
  /** Why some are missing, in words; `null` when none is. */
  readonly refusal: string | null;
}

/**
 * What comparing models with a database asks of a dialect. A missing part means the default: types by their DDL
 * text, defaults by their text, indexes by their columns.
 */
export interface ComparisonRules {
  /** A reflected column as revisions are to write it. */
  correctColumn?(column: Column): Column;
  /** Sets of first words of types that mean the same type. */
  readonly typeSynonyms?: readonly ReadonlySet<string>[] | undefined;
  /** Parts of a type's text that count only when both sides have them (MySQL: character set, collation). */
  readonly optionalTypeParts?: readonly RegExp[] | undefined;
  /** Overrules the comparison of texts: true they differ, false they are the same, `null` the texts decide. */
  typesDiffer?(inspected: SqlType, model: SqlType): boolean | null;
  /** Whether defaults differ; `null` when only the server can tell, see `defaultsDifferOnServer`. */
  defaultsDiffer?(pair: DefaultPair): boolean | null;
  /** How a column is generated another way where it stands; `null` where it has to be dropped and added. */
  computedStatements?(change: ComputedChange): ComputedStatements | null;
  /** What becomes of the sequence behind a column that is altered, upwards or downwards. */
  ownedSequenceStatements?(change: OwnedSequenceChange): OwnedSequenceStatements;
  /** How the server would convert columns, asked at once; `null` where it does not know the types. */
  conversions?(
    connection: Connection,
    changes: readonly TypeChange[],
  ): Promise<readonly (TypeConversion | null)[]>;
  /** Asks the server about all pairs that stayed open, in a constant number of round trips. */
  defaultsDifferOnServer?(connection: Connection, pairs: readonly DefaultPair[]): Promise<readonly boolean[]>;
  /** Whether an index that a foreign key uses cannot be dropped before that key. */
  readonly foreignKeysHoldIndexes?: boolean | undefined;
  /** Whether the columns of both ends of a foreign key keep their types while it is there. */
  readonly foreignKeysHoldTypes?: boolean | undefined;
  /** Whether a column that counts up has to be a key all the time. */
  readonly countingColumnsAreKeys?: boolean | undefined;
  /** Whether changing a column drops the CHECK inside it, unless the option `check` of the alteration says it again. */
  readonly columnChecksAreRestated?: boolean | undefined;
  /** Whether a column that a CHECK, a generated column or an index over an expression names keeps its name. */
  readonly expressionsHoldNames?: boolean | undefined;
  /** Whether the catalogue does not tell unique constraints from unique indexes. */
  readonly uniquesAreIndexes?: boolean | undefined;
  /**
   * Writes tables the server's way, without leaving a trace, and without disturbing an open transaction; the number of
   * round trips does not depend on the number of tables.
   */
  normalise?(connection: Connection, request: NormaliseRequest): Promise<NormalTables>;
  /** The domains with default and CHECK as the server writes them, `null` for those that it refuses. */
  normaliseDomains?(connection: Connection, request: NormaliseDomains): Promise<readonly (SqlType | null)[]>;
  /** Whether two DDL texts of types, in lower case, mean the same type for sure; the second one is the models'. */
  sameType?(inspected: string, model: string): boolean;
  /** Whether two expressions that differ by their text mean the same for sure; the second one is the models'. */
  sameExpression?(inspected: string, model: string): boolean;
  /** What stands between a table's name and the rest in names of foreign keys that follow the table to another name. */
  readonly foreignKeyInfix?: string | undefined;
  /** What is to be done about options of a table that both sides have. */
  tableOptionChanges?(inspected: Table, model: Table, dialect: Dialect): readonly TableOptionChange[];
  /** Takes out or adds what the catalogue cannot report as it was declared. */
  correctKeys?(keys: KeySets): void;
  /** Whether the original's plugin leaves out indexes over expressions; ours compares them. */
  readonly isExpressionIndexIgnored?: boolean | undefined;
  /** Options of indexes that the catalogue does not keep as they were given. */
  readonly ignoredIndexOptions?: ReadonlySet<string> | undefined;
  compareIndexes?(inspected: Index, model: Index, dialect: Dialect): IndexComparison;
  /** Differences of two unique constraints over the same columns, in words. */
  compareUniques?(inspected: UniqueConstraint, model: UniqueConstraint): readonly string[];
  /**
   * What a constraint says besides columns, texts and referential actions, by its name, as far as the catalogue keeps
   * it; what the database does anyway is left out.
   */
  constraintDetails?(constraint: Constraint): Readonly<Record<string, string>>;
  /** The statement that gives a constraint another comment, or none. */
  constraintCommentSql?(place: ConstraintPlace, comment: string | null): string;
  /** Referential actions that mean "no action" here, in upper case. */
  readonly noActionWords?: ReadonlySet<string> | undefined;
  /** Attributes of identity columns that the server does not keep. */
  readonly ignoredIdentityAttributes?: ReadonlySet<string> | undefined;
}
