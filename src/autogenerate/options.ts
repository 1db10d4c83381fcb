import type { MigrationScript } from "../directives/index.ts";
import type { Column } from "../schema/column.ts";
import type { Constraint } from "../schema/constraints.ts";
import type { Index } from "../schema/index-def.ts";
import type { Sequence } from "../schema/sequence.ts";
import type { GeneratedDefault } from "../schema/server-default.ts";
import type { Table } from "../schema/table.ts";
import type { SqlType } from "../schema/types/sql-type.ts";
import type { AutogenContext, AutogenerateHost } from "./autogen-context.ts";

/** The kinds of names that `includeName` and `includeObject` are asked about. */
export type ObjectKind =
  | "schema"
  | "table"
  | "column"
  | "index"
  | "unique_constraint"
  | "foreign_key_constraint"
  | "check_constraint"
  | "sequence";

/** Where a name stands. */
export interface ParentNames {
  readonly schemaName?: string | null | undefined;
  readonly tableName?: string | undefined;
  readonly schemaQualifiedTableName?: string | undefined;
}

/** What `includeObject` is asked about, by its kind. */
export type SchemaObject = Table | Column | Index | Constraint | Sequence;

/** Asked about each name of the database before it is looked at; `null` is the default schema. False leaves it out. */
export type IncludeName = (name: string | null, type: ObjectKind, parentNames: ParentNames) => boolean;

/** Asked about each object of either side; false leaves it out of the comparison. */
export type IncludeObject = (
  object: SchemaObject,
  name: string | null,
  type: ObjectKind,
  reflected: boolean,
  compareTo: SchemaObject | null,
) => boolean;

/** true: the types differ; false: the same; null: let the tool decide. */
export type CompareType = (
  context: AutogenerateHost,
  inspectedColumn: Column,
  metadataColumn: Column,
  inspectedType: SqlType,
  metadataType: SqlType,
) => boolean | null | undefined | Promise<boolean | null | undefined>;

/** true: the defaults differ; false: the same; null: let the tool decide. */
export type CompareServerDefault = (
  context: AutogenerateHost,
  inspectedColumn: Column,
  metadataColumn: Column,
  inspectedDefault: string | null,
  metadataDefault: GeneratedDefault | null,
  renderedMetadataDefault: string | null,
) => boolean | null | undefined | Promise<boolean | null | undefined>;

/** Changes the revision files that are about to be written; emptying the list writes none. */
export type ProcessRevisionDirectives = (
  context: AutogenerateHost,
  revision: readonly string[],
  directives: MigrationScript[],
) => void | Promise<void>;

/** What a `renderItem` hook sees: all of the comparison, and where nothing was compared, what each revision has. */
export type RenderItemContext = Pick<AutogenContext, "migrationContext" | "dialect" | "opts" | "imports"> &
  Partial<AutogenContext>;

/** Renders an item its own way: text, `null` to leave it out, `false` for the default. */
export type RenderItem = (
  type: "column" | "primary_key" | "foreign_key" | "unique" | "check" | "exclude" | "type" | "server_default",
  object: unknown,
  autogenContext: RenderItemContext,
) => string | null | false;

/** An old and a new name, of a table (`t`, `schema.t`) or of a column (`t.a`, `schema.t.a`) and its new name. */
export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** A name of the models that the database does not know, beside names of the database that the models do not know. */
export interface RenameQuestion {
  readonly what: "table" | "column";
  /** The table of a column, `null` for a table. */
  readonly table: string | null;
  readonly name: string;
  /** The old names that it may have had. */
  readonly candidates: readonly string[];
}

/** Asked about each of them; gives the old name, `null` for something new. */
export type ChooseRename = (question: RenameQuestion) => string | null | Promise<string | null>;

/** What `context.configure` says about autogenerate. */
export interface AutogenerateOptions {
  readonly includeName?: IncludeName | undefined;
  readonly includeObject?: IncludeObject | undefined;
  readonly includeSchemas?: boolean | undefined;
  readonly compareType?: boolean | CompareType | undefined;
  readonly compareServerDefault?: boolean | CompareServerDefault | undefined;
  readonly renderItem?: RenderItem | undefined;
  readonly renderAsBatch?: boolean | "auto" | undefined;
  readonly processRevisionDirectives?: ProcessRevisionDirectives | undefined;
  readonly upgradeToken?: string | undefined;
  readonly downgradeToken?: string | undefined;
  readonly alembicModulePrefix?: string | undefined;
  readonly schemaModulePrefix?: string | undefined;
  readonly userModulePrefix?: string | undefined;
  /** Patterns of plugin names; `*` stands for dotted segments, `~` in front excludes. */
  readonly autogeneratePlugins?: readonly string[] | undefined;
  /** What was renamed since the last revision; `revision --rename` gives it. */
  readonly renames?: readonly Rename[] | undefined;
  /** Somebody who knows what was renamed; `revision` asks on a terminal. Without it a warning names the pairs. */
  readonly chooseRename?: ChooseRename | undefined;
  /** Whether autogenerate has written a statement that begins so into a revision file; the commands know. */
  readonly wasGenerated?: ((beginning: string) => Promise<boolean>) | undefined;
  /** Modules of the project that define tables of these names; the commands look for them. */
  readonly modelModules?: ((tables: readonly string[]) => Promise<readonly string[]>) | undefined;
  readonly versionTable?: string | undefined;
  readonly versionTableSchema?: string | null | undefined;
}
