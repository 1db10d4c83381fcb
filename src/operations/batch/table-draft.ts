import type { BatchItem, DropConstraintOp } from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import type { Constraint } from "../../schema/constraints.ts";
import type { Index } from "../../schema/index-def.ts";
import { type Identifier, type Name, nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import { operationError } from "../operation-error.ts";

/** A column of the table that is being made. */
export interface DraftColumn {
  /** The name under which the block knows it: that of the old table, or of the new column. */
  readonly key: string;
  column: Column;
  /** The old column whose values it takes over, `null` for a new one. */
  readonly source: Column | null;
}

/** What the draft asks its dialect and context. */
export interface DraftRules {
  /** The name that a constraint or index has in the database, after the naming convention. */
  databaseName(item: Constraint | Index, table: Table): Name | null;
  /** The name that a drop means, after the naming convention. */
  droppedName(directive: DropConstraintOp): Name | null;
  /** Whether two constraints say the same, whatever their names are. */
  saysTheSame(a: Constraint, b: Constraint): boolean;
  /** New names of columns that were renamed before the rebuild, by the names that the block may still use. */
  readonly renamedBefore: ReadonlyMap<string, string>;
}

/** Where a column is to stand. */
export type DraftPlace = Pick<BatchItem, "insertBefore" | "insertAfter">;

/** A table while the changes of a batch block are made to it. */
export class TableDraft {
  readonly before: Table;
  readonly rules: DraftRules;
  readonly columns: DraftColumn[];
  constraints: Constraint[];
  /** Indexes that the table had and keeps. */
  indexes: Index[];
  readonly newIndexes: Index[] = [];
  comment: string | null;
  /** Behind which column a column was put, so that later ones for the same place follow. */
  readonly #placed = new Map<DraftColumn, DraftColumn>();

  constructor(before: Table, rules: DraftRules) {
    this.before = before;
    this.rules = rules;
    this.columns = before.columns.map((column) => ({ key: nameText(column.name), column, source: column }));
    this.constraints = [...before.constraints];
    this.indexes = [...before.indexes];
    this.comment = before.comment;
  }

  get tableName(): string {
    return nameText(this.before.name);
  }

  /** The column of the draft under its old or its new name. */
  column(name: Identifier): DraftColumn | undefined {
    const text = this.rules.renamedBefore.get(nameText(name)) ?? nameText(name);
    return (
      this.columns.find((each) => each.key === text) ??
      this.columns.find((each) => nameText(each.column.name) === text)
    );
  }

  /** As {@link column}; throws OPERATION when there is none. */
  find(name: Identifier): DraftColumn {
    const found = this.column(name);
    if (found !== undefined) return found;
    throw operationError(`No such column: '${nameText(name)}' in table '${this.tableName}'.`, {
      hint: `Use one of its columns: ${this.columns.map((each) => each.key).join(", ")}.`,
    });
  }

  /** Puts a column before or behind another one, or at the end. */
  place(made: DraftColumn, { insertBefore, insertAfter }: DraftPlace): void {
    if (insertAfter !== undefined) this.#placeBehind(made, this.find(insertAfter));
    else if (insertBefore !== undefined) {
      this.columns.splice(this.columns.indexOf(this.find(insertBefore)), 0, made);
    } else this.columns.push(made);
  }

  remove(column: DraftColumn): void {
    this.columns.splice(this.columns.indexOf(column), 1);
  }

  #placeBehind(made: DraftColumn, anchor: DraftColumn): void {
    let index = this.columns.indexOf(anchor) + 1;
    for (let next = this.columns[index]; next !== undefined; next = this.columns[index]) {
      if (this.#placed.get(next) !== anchor) break;
      index += 1;
    }
    this.#placed.set(made, anchor);
    this.columns.splice(index, 0, made);
  }
}

/** Whether two names are there and mean the same. */
export function isSameName(a: Name | null, b: Name | null): boolean {
  return a !== null && b !== null && nameText(a) === nameText(b);
}
