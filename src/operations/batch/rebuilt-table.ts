import type { Column } from "../../schema/column.ts";
import type { CheckConstraint, Constraint, ForeignKeyConstraint } from "../../schema/constraints.ts";
import type { DialectOptions } from "../../schema/dialect-options.ts";
import type { Index } from "../../schema/index-def.ts";
import { nameText } from "../../schema/names.ts";
import { isSqlText, type SqlText } from "../../schema/sql-text.ts";
import type { Table } from "../../schema/table.ts";
import { freeze } from "../../util/freeze.ts";
import { operationError } from "../operation-error.ts";
import { columnWordsOf, type Renaming, renameInSqlText } from "./sql-names.ts";
import type { DraftColumn, TableDraft } from "./table-draft.ts";

/** The table that a draft comes to. */
export interface RebuiltTable {
  /** Complete, with the indexes that it gets, under its own name. */
  readonly table: Table;
  readonly columns: readonly DraftColumn[];
}

/** Makes constraints, indexes and SQL texts of a draft fit its columns: renamed, or left out with a column. */
export function finishDraft(draft: TableDraft, dialect: Renaming["dialect"]): RebuiltTable {
  const fit = new Fit(draft, dialect);
  const columns = draft.columns.map((each) => ({ ...each, column: fit.column(each.column) }));
  const table: Table = freeze({
    ...draft.before,
    columns: freeze(columns.map((each) => each.column)),
    constraints: freeze(draft.constraints.flatMap((each) => fit.constraint(each))),
    indexes: freeze([
      ...draft.indexes.flatMap((each) => fit.index(each)),
      ...draft.newIndexes.map((each) => fit.newIndex(each)),
    ]),
    comment: draft.comment,
  });
  return { table, columns };
}

/** What became of the columns of a draft, applied to whatever names columns. */
class Fit {
  readonly #draft: TableDraft;
  readonly #renamed: ReadonlyMap<string, string>;
  readonly #gone: ReadonlySet<string>;
  readonly #renaming: Renaming;

  constructor(draft: TableDraft, dialect: Renaming["dialect"]) {
    this.#draft = draft;
    const kept = draft.columns.filter((each) => each.source !== null);
    this.#renamed = new Map([
      ...draft.rules.renamedBefore,
      ...kept
        .map((each) => [each.key, nameText(each.column.name)] as const)
        .filter(([from, to]) => from !== to),
    ]);
    const keys = new Set(draft.columns.map((each) => each.key));
    this.#gone = new Set(
      draft.before.columns.map((column) => nameText(column.name)).filter((name) => !keys.has(name)),
    );
    this.#renaming = {
      tableName: draft.tableName,
      columns: this.#renamed,
      dialect,
      ambiguous: (word) => {
        throw operationError(
          `A renamed column of table '${draft.tableName}' cannot be told from the keyword '${word}' in a SQL text of the table.`,
          { hint: "Drop what the text belongs to in the block, and create it again with the new name." },
        );
      },
    };
  }

  column(column: Column): Column {
    const { checks, computed } = column;
    if (checks.length === 0 && computed === null) return column;
    return freeze({
      ...column,
      checks: checks.map((check) => freeze({ ...check, condition: this.#text(check.condition) })),
      computed:
        computed === null ? null : freeze({ ...computed, text: this.#computedText(column, computed.text) }),
    });
  }

  /** One constraint, or none: one over a column that is gone goes with it; a primary key only loses the column. */
  constraint(constraint: Constraint): readonly Constraint[] {
    if (constraint.kind === "check") return this.#check(constraint);
    if (constraint.kind === "exclude") return [constraint];
    const isWhole = !constraint.columns.some((name) => this.#gone.has(name));
    if (constraint.kind === "primary_key") {
      const columns = constraint.columns.filter((name) => !this.#gone.has(name));
      const options = this.#options(constraint.options);
      return columns.length === 0 ? [] : [freeze({ ...constraint, columns: this.#names(columns), options })];
    }
    if (!isWhole) return [];
    const columns = this.#names(constraint.columns);
    return [
      freeze(
        constraint.kind === "unique"
          ? { ...constraint, columns, options: this.#options(constraint.options) }
          : { ...constraint, columns, referredColumns: this.#referred(constraint) },
      ),
    ];
  }

  index(index: Index): readonly Index[] {
    const usesGone = [...index.parts.map((part) => part.expression), ...wheresOf(index)].some((each) =>
      typeof each === "string" ? this.#gone.has(each) : this.#mentionsGone(each),
    );
    return usesGone ? [] : [this.newIndex(index)];
  }

  newIndex(index: Index): Index {
    const parts = index.parts.map((part) => {
      const { expression } = part;
      if (typeof expression === "string") return freeze({ ...part, expression: this.#name(expression) });
      return isSqlText(expression) ? freeze({ ...part, expression: this.#text(expression) }) : part;
    });
    return freeze({ ...index, parts, options: this.#options(index.options) });
  }

  /** Options name columns in lists (INCLUDE) and as keys (operator classes); predicates are SQL texts. */
  #options(options: DialectOptions): DialectOptions {
    if (this.#renamed.size === 0) return options;
    const fitted = Object.entries(options).map(([dialect, given]) => [
      dialect,
      Object.fromEntries(
        Object.entries(given as object).map(([option, value]) => [option, this.#option(value)]),
      ),
    ]);
    return Object.fromEntries(fitted);
  }

  #option(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (isSqlText(value)) return this.#text(value);
    if (Array.isArray(value)) {
      return value.map((each) => (typeof each === "string" ? this.#name(each) : each));
    }
    const isRecord = Object.getPrototypeOf(value) === Object.prototype && !("kind" in value);
    return isRecord
      ? Object.fromEntries(Object.entries(value).map(([key, each]) => [this.#name(key), each]))
      : value;
  }

  #name(name: string): string {
    return this.#renamed.get(name) ?? name;
  }

  #names(names: readonly string[]): readonly string[] {
    return names.map((name) => this.#name(name));
  }

  #text(text: SqlText): SqlText {
    return this.#renamed.size === 0 && !this.#isQualified(text)
      ? text
      : renameInSqlText(text, this.#renaming);
  }

  /** The new table has another name for a moment, under which `t.column` would not be found. */
  #isQualified(text: SqlText): boolean {
    return text.parts.some((part) => part.kind === "raw" && part.text.includes("."));
  }

  #referred(constraint: ForeignKeyConstraint): readonly string[] {
    const { before } = this.#draft;
    const isOwn =
      constraint.referredTable === nameText(before.name) && constraint.referredSchema === before.schema;
    return isOwn ? this.#names(constraint.referredColumns) : constraint.referredColumns;
  }

  #check(check: CheckConstraint): readonly Constraint[] {
    if (this.#mentionsGone(check.condition)) {
      if (this.#mentionsOnlyGone(check.condition)) return [];
      throw this.#stillUsed(
        check.name === null ? "an unnamed CHECK constraint" : `CHECK constraint '${nameText(check.name)}'`,
        check.condition,
        check.name === null
          ? "Give the block copyFrom with the table as it is to be, without that CHECK."
          : `Drop it in the block too: batch.dropConstraint("${nameText(check.name)}", { type: "check" }).`,
      );
    }
    return [freeze({ ...check, condition: this.#text(check.condition) })];
  }

  #computedText(column: Column, text: SqlText): SqlText {
    if (!this.#mentionsGone(text)) return this.#text(text);
    throw this.#stillUsed(
      `the generated column '${nameText(column.name)}'`,
      text,
      "Drop or change that column in the block too.",
    );
  }

  #mentionsGone(text: unknown): boolean {
    return isSqlText(text) && [...this.#words(text)].some((word) => this.#isGone(word));
  }

  #mentionsOnlyGone(text: SqlText): boolean {
    const others = this.#draft.columns.map((each) => each.key.toLowerCase());
    const words = this.#words(text);
    return !others.some((name) => words.has(name));
  }

  #words(text: SqlText): ReadonlySet<string> {
    return columnWordsOf(text, this.#renaming.dialect.lexis);
  }

  #isGone(word: string): boolean {
    return [...this.#gone].some((name) => name.toLowerCase() === word);
  }

  #stillUsed(user: string, text: SqlText, hint: string): Error {
    const words = this.#words(text);
    const column = [...this.#gone].find((name) => words.has(name.toLowerCase())) ?? "";
    return operationError(
      `Column '${column}' of table '${this.#draft.tableName}' cannot be dropped while ${user} uses it: no such column: ${column}.`,
      { hint },
    );
  }
}

/** The predicates of a partial index, as dialects have them. */
export function wheresOf(index: Index): readonly unknown[] {
  return Object.values(index.options).map(
    (given: Readonly<Record<string, unknown>> | undefined) => given?.where,
  );
}
