import type { Project } from "./project.ts";

export type DatabaseName = "postgresql" | "mariadb" | "sqlite";

/** A migration written by hand, in SQL. */
export interface HandWritten {
  readonly name: string;
  /** When it was written: `20260101000000`. Tools that order by it run it in this place. */
  readonly time: string;
  readonly up: readonly string[];
  readonly down: readonly string[];
}

/** How far the models of the comparison have come. */
export type Stage = "first" | "renamed";

/** How a tool writes migrations from models. */
export interface ModelCommands {
  /** Writes the models: `account`, and `post` that refers to it; `renamed` calls `account.name` `full_name`. */
  write(project: Project, stage: Stage): Promise<void>;
  /** Writes the migration from what changed. */
  readonly generate: string;
  /** The same, told that `account.name` is called `full_name` now, in the way that the tool's documentation shows. */
  readonly generateRename: string;
  /** Says whether there is a difference; what it says when there is none. */
  readonly compare: string;
  readonly isClean: (answer: { readonly status: number | null; readonly text: string }) => boolean;
}

/** How a tool without models makes a migration file: used to see that it is empty. */
export interface Skeleton {
  readonly make: string;
  readonly folder: string;
}

/** A migration tool, used as its documentation says. What it cannot do is `null`, and its help is asked whether that is so. */
export interface Tool {
  readonly name: string;
  /** The folder below `tools/` with its package.json. */
  readonly folder: string;
  /** Writes the files of an empty project. */
  setUp(project: Project): Promise<void>;
  addMigration(project: Project, migration: HandWritten): Promise<void>;
  /** The folder that holds them. */
  readonly migrationFiles: string;
  readonly apply: string;
  readonly takeBack: string | null;
  /** Commands for a CI job, before anything is applied. */
  readonly checks: readonly string[];
  readonly merge: string | null;
  /** Writes the SQL of all migrations to standard output, without a database. */
  readonly script: string | null;
  /** Shows what is pending. */
  readonly preview: string | null;
  /** Frees a lock that a killed process has left. */
  readonly unlock: string | null;
  /** Commands that print the tool's help: about all of it, and about applying. */
  readonly help: readonly string[];
  readonly models: ModelCommands | null;
  readonly skeleton: Skeleton | null;
  /** Writes and applies the start of the SQLite row, then a migration that makes `item.price` NUMERIC. */
  sqliteChange(project: Project): Promise<void>;
}
