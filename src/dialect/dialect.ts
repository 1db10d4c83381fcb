import type { Connection } from "../connection/connection.ts";
import type { SqlLexis } from "../connection/sql-lexis.ts";
import type { SqlDirective } from "../directives/index.ts";
import type { DatabaseError } from "../errors/index.ts";
import type { Column } from "../schema/column.ts";
import type { Constraint } from "../schema/constraints.ts";
import type { Identifier, Name } from "../schema/names.ts";
import type { NamingConvention } from "../schema/naming-convention.ts";
import type { GeneratedDefault } from "../schema/server-default.ts";
import type { SqlText } from "../schema/sql-text.ts";
import type { Table } from "../schema/table.ts";
import type { SqlType } from "../schema/types/sql-type.ts";
import type { ComparisonRules } from "./comparison.ts";
import type { DialectFeatures } from "./features.ts";
import type { RebuildRules } from "./rebuild.ts";
import type { Reflector } from "./reflection.ts";
import type { DialectStatement } from "./statement.ts";
import type { TypeSource } from "./type-source.ts";

/** How names are written. */
export interface IdentifierRules {
  /** The longest name, in the unit the database counts (`maxLengthUnit`). */
  readonly maxLength: number;
  readonly maxLengthUnit: "bytes" | "characters";
  /** From which length on an explicit name is refused here; one between the two lengths is left to the server. */
  readonly maxExplicitLength: number;
  /** The name as it stands in SQL: quoted when it must be. */
  quote(name: Identifier | Name): string;
  /** Quoted whatever it looks like. */
  forceQuote(text: string): string;
  /** `schema.name`, each part quoted as needed; a dotted schema part by part where the dialect says so. */
  qualify(name: Identifier | Name, schema: string | null | undefined): string;
}

/** How types are written in DDL. */
export interface TypeCompiler {
  /** The DDL text of a type. Throws UNSUPPORTED when the dialect has no such type. `column` gives what some types depend on. */
  compile(type: SqlType, column?: Column | undefined): string;
  /** Whether the type needs a CHECK to hold only its values (boolean, enum with `createConstraint`). */
  constraintOf(type: SqlType): "boolean" | "enum" | null;
}

/** How values are written as literals. */
export interface LiteralRenderer {
  /** The literal; `type` says how a value whose JavaScript type does not tell is meant. Throws OPERATION when there is no literal. */
  render(value: unknown, type?: SqlType | null | undefined): string;
  string(text: string): string;
  /** {@link SqlText} with identifiers quoted and values as literals. */
  sqlText(text: SqlText | string): string;
  /** A server default as it stands behind DEFAULT. */
  serverDefault(value: GeneratedDefault, type?: SqlType | null | undefined): string;
}

/** How values are bound to statements that run online. */
export interface ParameterStyle {
  /** The placeholder of the n-th parameter, counted from 1. */
  placeholder(index: number): string;
  /** How many parameters one statement may have. */
  readonly maximum: number;
  /** The value as it is handed to the driver; `type` is its column's. Throws OPERATION for what cannot be bound. */
  bind(value: unknown, type?: SqlType | null | undefined): unknown;
}

/** What compiling a directive may depend on. */
export interface DdlContext {
  readonly namingConvention: NamingConvention;
  /** `null` in offline mode. */
  readonly serverVersion: readonly [number, number, number] | null;
  /** Whether a script is written: values become literals, nothing can be asked. */
  readonly asSql: boolean;
  /** The database types that are there, so that two tables can share one; what is created is added. */
  readonly createdTypes?: Set<string> | undefined;
  warn(message: string): void;
}

/** Turns directives into statements; pure. */
export interface DdlCompiler {
  /** Throws UNSUPPORTED, naming operation, dialect and way out, for what the dialect cannot do. */
  compile(directive: SqlDirective, context: DdlContext): readonly DialectStatement[];
}

/** How an offline script looks. */
export interface ScriptFormat {
  /** Ends a statement: `;`, or nothing on Oracle. */
  readonly terminator: string;
  /** The default line after each statement (`GO`, `/`), `null` for none. */
  readonly batchSeparator: string | null;
  /** Which option of `context.configure` replaces it. */
  readonly batchSeparatorOption: "mssqlBatchSeparator" | "oracleBatchSeparator" | null;
  readonly begin: string;
  readonly commit: string;
  /** Whether the line also follows `begin`. */
  readonly separatesBegin?: boolean | undefined;
}

/** Statements on the version table. */
export interface VersionTableSql {
  create(table: VersionTable): readonly DialectStatement[];
  select(table: VersionTable): string;
  insert(table: VersionTable, revision: string): string;
  update(table: VersionTable, from: string, to: string): string;
  delete(table: VersionTable, revision: string): string;
  deleteAll(table: VersionTable): string;
  exists(connection: Connection, table: VersionTable): Promise<boolean>;
}

/** The table that holds the version rows. */
export interface VersionTable {
  readonly name: string;
  readonly schema: string | null;
  /** Whether it is created with a primary key. */
  readonly primaryKey: boolean;
}

/** A lock that one process at a time holds; see API.md §5. */
export interface LockStrategy {
  /** Where it is held: a second idle connection, the working connection, or the transaction that is begun. */
  readonly heldBy: "connection" | "working_connection" | "transaction";
  /** One attempt; false when somebody else holds it. */
  tryAcquire(connection: Connection, key: string): Promise<boolean>;
  release(connection: Connection, key: string): Promise<void>;
  /** What tells the server's session from others: a pooler may give a connection another one. */
  session?(connection: Connection): Promise<string>;
  /** Who holds it, in words for people (`pid 4711, alembic-ts upgrade head, since …`), `null` when unknown. */
  holder(connection: Connection, key: string): Promise<string | null>;
  /** One attempt within the current transaction, released with it (`lock: "transaction"`). */
  tryAcquireInTransaction?(connection: Connection, key: string): Promise<boolean>;
  /** Where a version table without a schema is found: part of the key. */
  defaultSchema?(connection: Connection): Promise<string | null>;
}

/** A row whose foreign key finds no row. */
export interface DanglingRow {
  readonly table: string;
  /** What tells the row from others of its table, `null` where nothing does. */
  readonly row: string | null;
  readonly referredTable: string;
}

/** Looks after foreign keys that are not enforced while a run changes tables. */
export interface ReferenceCheck {
  isEnforced(connection: Connection): Promise<boolean>;
  /** All rows whose foreign keys find no row. Rejects where a foreign key does not fit its tables. */
  danglingRows(connection: Connection): Promise<readonly DanglingRow[]>;
}

/** What a run changes on its session, and puts back behind itself. */
export interface SessionSettings {
  /** Before the first transaction of a run; gives what puts things back after the last one. */
  prepare?(connection: Connection): Promise<() => Promise<void>>;
  /** What stands in for the enforcement of foreign keys that `prepare` switches off. */
  readonly references?: ReferenceCheck | undefined;
  /** Limits how long a statement waits for others' locks, in milliseconds; gives what puts the limit back. */
  limitLockWait?(connection: Connection, milliseconds: number): Promise<() => Promise<void>>;
  /** Whether an error says that a statement waited longer than that. */
  isLockTimeout?(error: DatabaseError): boolean;
  /** What names this session to {@link blockers}. */
  sessionId?(connection: Connection): Promise<string>;
  /** Who blocks a session, in words for people, seen from another one; `null` when nobody does. */
  blockers?(observer: Connection, sessionId: string): Promise<string | null>;
  /** Runs a function, outside of a transaction, in a way in which it can change nothing. */
  readOnly?<T>(connection: Connection, run: () => Promise<T>): Promise<T>;
  /** Whether an error only says that an earlier one has ended what its transaction can do. */
  isConsequence?(error: DatabaseError): boolean;
  /** Whether an error says that what a DDL statement wanted is so already. */
  isAlreadyApplied?(error: DatabaseError): boolean;
  /**
   * What a statement is about to change, as it is now, as a short text; `null` where that cannot be told. When it has
   * changed, the statement was applied: that tells where a second attempt would do its work twice.
   */
  fingerprint?(connection: Connection, sql: string): Promise<string | null>;
  /** The statements of a text, where each may be final before the next one runs. */
  splitScript?(sql: string): readonly string[];
  /** Whether a statement locks tables for the session, so that it can use no other ones, or gives them back. */
  tableLock?(sql: string): "lock" | "unlock" | null;
  /** What a statement makes in the session, where it is gone when the session ends; `null` for nothing. */
  sessionState?(sql: string): SessionState | null;
  /** The tables of the session's database in which a rollback takes nothing back. */
  tablesWithoutRollback?(connection: Connection): Promise<readonly string[]>;
  /** What has to run before a statement outside of a transaction, because of what a failed attempt left behind. */
  cleanUpBefore?(connection: Connection, sql: string): Promise<readonly string[]>;
}

/** What a statement makes in the session: variables, temporary tables, prepared statements. */
export interface SessionState {
  /** Whether running it again in another session makes the same. */
  readonly isRepeatable: boolean;
  /** What statements that need it call it. */
  readonly names: readonly string[];
  /** Whether the statement makes them without naming them. */
  readonly isUnnamed?: boolean | undefined;
  /** Whether it takes them away instead. */
  readonly ends?: boolean | undefined;
}

/** Where a dialect can have a copy of a database's schema that costs nothing and is gone with its connection. */
export interface ScratchSchema {
  /** The URL of an empty database. */
  readonly url: string;
  /** What makes the schema again. */
  statements(connection: Connection): Promise<readonly string[]>;
  /** Whether a query asks for the schema, so that the copy can answer it. */
  isCatalogQuery(sql: string): boolean;
}

/** A database as this package knows it: a small required core, and optional parts. */
export interface Dialect {
  /** `postgresql`, `mysql`, … as in the URL. */
  readonly name: string;
  /** The name in the log line `Context impl …`: `PostgresqlImpl`. */
  readonly implName: string;
  /** Which keys of {@link import("../schema/dialect-options.ts").DialectOptions} apply, the own one first. */
  readonly optionKeys: readonly string[];
  readonly features: DialectFeatures;
  readonly identifiers: IdentifierRules;
  readonly types: TypeCompiler;
  readonly literals: LiteralRenderer;
  readonly parameters: ParameterStyle;
  /** What in the dialect's text is no code. */
  readonly lexis: SqlLexis;
  readonly ddl: DdlCompiler;
  readonly script: ScriptFormat;
  readonly versionTable: VersionTableSql;
  readonly reflector?: Reflector | undefined;
  readonly comparison?: ComparisonRules | undefined;
  readonly lock?: LockStrategy | undefined;
  /** How a third party's types are written in generated files. */
  readonly typeSource?: TypeSource | undefined;
  readonly session?: SessionSettings | undefined;
  /** How batch mode rebuilds tables, where it differs from the default. */
  readonly rebuild?: RebuildRules | undefined;
  readonly scratchSchema?: ScratchSchema | undefined;
  /**
   * Whether the database has the types already that a directive brings along, by their keys in
   * {@link DdlContext.createdTypes}; those of which it can be told. Throws OPERATION where one of them is another type.
   */
  presentTypes?(connection: Connection, directive: SqlDirective): Promise<ReadonlyMap<string, boolean>>;
  /** A directive that says again what its statement would take away although nobody asked for that. */
  restated?(connection: Connection, directive: SqlDirective): Promise<SqlDirective>;
  /** A column as it was declared, where the catalogue shows what the database made of it. */
  declaredColumn?(column: Column): Column;
  /** The name that the database gives to a constraint that has none; `null` where that cannot be known. */
  usualName?(constraint: Constraint, table: Table): string | null;
  /** The table with every unnamed constraint named as a convention says, long names truncated. */
  nameTable(table: Table, convention: NamingConvention): Table;
}
