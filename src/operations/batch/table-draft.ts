import type {
  AddColumnOp,
  AddConstraintOp,
  AlterColumnOp,
  BatchItem,
  DropColumnOp,
  DropConstraintOp,
  DropIndexOp,
  SqlDirective,
} from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import type { CheckConstraint, Constraint } from "../../schema/constraints.ts";
import type { Index } from "../../schema/index-def.ts";
import { type Identifier, type Name, nameText } from "../../schema/names.ts";
import { table as makeTable, primaryKeyConstraint, type Table } from "../../schema/table.ts";
import type { SqlType } from "../../schema/types/sql-type.ts";
import { freeze } from "../../util/freeze.ts";
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
  /** The name that a constraint has in the database, after the naming convention. */
  databaseName(constraint: Constraint | Index, table: Table): Name | null;
  /** The name that a drop means, after the naming convention. */
  droppedName(directive: DropConstraintOp): Name | null;
  /** New names of columns that were renamed before the rebuild, by the names that the block may still use. */
  readonly renamedBefore: ReadonlyMap<string, string>;
}

type Place = Pick<BatchItem, "insertBefore" | "insertAfter">;

const sameName = (a: Name | null, b: Name | null): boolean =>
  a !== null && b !== null && nameText(a) === nameText(b);

/** A table while the changes of a batch block are made to it. */
export class TableDraft {
  readonly before: Table;
  readonly columns: DraftColumn[];
  constraints: Constraint[];
  /** Indexes that the table had and keeps. */
  indexes: Index[];
  readonly newIndexes: Index[] = [];
  comment: string | null;
  readonly #rules: DraftRules;
  /** Columns that were put before or behind another one, so that later ones for the same place follow. */
  readonly #placed = new Map<string, string>();

  constructor(before: Table, rules: DraftRules) {
    this.before = before;
    this.columns = before.columns.map((column) => ({ key: nameText(column.name), column, source: column }));
    this.constraints = [...before.constraints];
    this.indexes = [...before.indexes];
    this.comment = before.comment;
    this.#rules = rules;
  }

  get renamedBefore(): ReadonlyMap<string, string> {
    return this.#rules.renamedBefore;
  }

  get tableName(): string {
    return nameText(this.before.name);
  }

  apply({ directive, ...place }: BatchItem & { readonly directive: SqlDirective }): void {
    switch (directive.kind) {
      case "add_column":
        return this.#addColumn(directive, place);
      case "drop_column":
        return this.#dropColumn(directive);
      case "alter_column":
        return this.#alterColumn(directive, place);
      case "create_index":
        this.newIndexes.push(directive.index);
        return;
      case "drop_index":
        return this.#dropIndex(directive);
      case "drop_constraint":
        return this.#dropConstraint(directive);
      case "create_table_comment":
        this.comment = directive.comment;
        return;
      case "drop_table_comment":
        this.comment = null;
        return;
      case "create_primary_key":
      case "create_unique_constraint":
      case "create_check_constraint":
      case "create_foreign_key":
      case "create_exclude_constraint":
        return this.#addConstraint(directive);
      default:
        throw operationError(`A rebuild of table '${this.tableName}' cannot do '${directive.kind}'.`, {
          hint: "Call it on op, outside of the block.",
        });
    }
  }

  /** The column of the draft under its old or its new name. Throws OPERATION. */
  find(name: Identifier): DraftColumn {
    const text = this.renamedBefore.get(nameText(name)) ?? nameText(name);
    const found =
      this.columns.find((each) => each.key === text) ??
      this.columns.find((each) => nameText(each.column.name) === text);
    if (found !== undefined) return found;
    throw operationError(`No such column: '${text}' in table '${this.tableName}'.`, {
      hint: `Use one of its columns: ${this.columns.map((each) => each.key).join(", ")}.`,
    });
  }

  #addColumn({ column, ifNotExists }: AddColumnOp, place: Place): void {
    const key = nameText(column.name);
    if (this.columns.some((each) => nameText(each.column.name) === key)) {
      if (ifNotExists) return;
      throw operationError(`Table '${this.tableName}' already has a column '${key}'.`, {
        hint: "Leave the column out, or drop the old one in the block first.",
      });
    }
    const owner = makeTable(this.before.name, [column], { schema: this.before.schema });
    this.#place({ key, column, source: null }, place);
    this.constraints.push(...owner.constraints.filter((each) => each.kind !== "primary_key"));
    this.newIndexes.push(...owner.indexes);
    if (column.primaryKey) this.#addToPrimaryKey(owner);
  }

  #addToPrimaryKey(owner: Table): void {
    const added = primaryKeyConstraint(owner);
    const index = this.constraints.findIndex((each) => each.kind === "primary_key");
    const existing = this.constraints[index];
    if (added === null) return;
    if (existing?.kind !== "primary_key") this.constraints.unshift(added);
    else {
      this.constraints[index] = freeze({ ...existing, columns: [...existing.columns, ...added.columns] });
    }
  }

  #place(made: DraftColumn, { insertBefore, insertAfter }: Place): void {
    const anchor = insertAfter ?? insertBefore;
    if (anchor === undefined) {
      this.columns.push(made);
      return;
    }
    let index = this.columns.indexOf(this.find(anchor));
    if (insertAfter !== undefined) {
      const mark = `after ${insertAfter}`;
      index += 1;
      while (this.#placed.get(this.columns[index]?.key ?? "") === mark) index += 1;
      this.#placed.set(made.key, mark);
    }
    this.columns.splice(index, 0, made);
  }

  #dropColumn({ columnName, ifExists, existingType }: DropColumnOp): void {
    const name = this.renamedBefore.get(nameText(columnName)) ?? nameText(columnName);
    if (ifExists && !this.columns.some((each) => each.key === name)) return;
    const found = this.find(columnName);
    this.columns.splice(this.columns.indexOf(found), 1);
    this.#dropTypeCheck(existingType);
  }

  #alterColumn(directive: AlterColumnOp, place: Place): void {
    const found = this.find(directive.columnName);
    const { modifyType, modifyName } = directive;
    const { column } = found;
    if (modifyType !== undefined) this.#dropTypeCheck(directive.existingType ?? null);
    found.column = freeze({
      ...column,
      ...(modifyName === undefined ? {} : { name: modifyName, key: nameText(modifyName) }),
      ...(modifyType === undefined ? {} : { type: modifyType }),
      ...(directive.modifyNullable === undefined
        ? {}
        : { nullable: directive.modifyNullable, nullableGiven: true }),
      ...(directive.modifyComment === undefined ? {} : { comment: directive.modifyComment }),
      ...(directive.autoincrement === undefined ? {} : { autoincrement: directive.autoincrement }),
      ...changedDefault(directive.modifyServerDefault),
      options: { ...column.options, ...directive.options },
    });
    if (place.insertBefore === undefined && place.insertAfter === undefined) return;
    this.columns.splice(this.columns.indexOf(found), 1);
    this.#place(found, place);
  }

  /** The CHECK of a boolean or enum stands among the named ones when the table was read from the database. */
  #dropTypeCheck(type: SqlType | null): void {
    const name = type?.options.name ?? null;
    this.constraints = this.constraints.filter((each) => each.kind !== "check" || !sameName(each.name, name));
  }

  #addConstraint({ constraint }: AddConstraintOp): void {
    const name = this.#rules.databaseName(constraint, this.before);
    const isTypeBound = constraint.kind === "check" && constraint.typeBound;
    if (name === null && !isTypeBound) {
      throw operationError(
        `Constraint must have a name: the ${constraint.kind.replace("_", " ")} constraint that is to be added to table '${this.tableName}' has none.`,
        { hint: "Give it a name, or set a naming convention in the target metadata." },
      );
    }
    // The type of the column brings it along.
    if (isTypeBound) return;
    const made = freeze({ ...constraint, name });
    if (made.kind !== "primary_key") {
      this.constraints.push(made);
      return;
    }
    this.#dropUnnamedPrimaryKey();
    this.constraints.unshift(made);
  }

  #dropUnnamedPrimaryKey(): void {
    const existing = this.constraints.find((each) => each.kind === "primary_key");
    if (existing === undefined) return;
    if (existing.name !== null) {
      const name = nameText(existing.name);
      throw operationError(`Table '${this.tableName}' already has the primary key '${name}'.`, {
        hint: `Drop it in the block first: batch.dropConstraint("${name}", { type: "primary" }).`,
      });
    }
    this.#removePrimaryKey(existing);
  }

  #removePrimaryKey(constraint: Constraint): void {
    this.constraints = this.constraints.filter((each) => each !== constraint);
    for (const each of this.columns) each.column = freeze({ ...each.column, primaryKey: false });
  }

  #dropConstraint(directive: DropConstraintOp): void {
    const { constraintName, existing } = directive;
    if (constraintName === null) {
      throw operationError(
        `Constraint must have a name: a constraint of table '${this.tableName}' is to be dropped.`,
        {
          hint: "Give its name; namingConvention in the block's options names those that have none.",
        },
      );
    }
    const names = [constraintName, this.#rules.droppedName(directive)];
    const isMeant = (each: Constraint): boolean => names.some((name) => sameName(each.name, name));
    const found = this.constraints.find(isMeant);
    if (found?.kind === "primary_key") return this.#removePrimaryKey(found);
    if (found !== undefined) {
      this.constraints = this.constraints.filter((each) => each !== found);
      return this.#forgetFlag(found);
    }
    if (this.#dropColumnCheck(isMeant) || directive.ifExists) return;
    if (existing?.kind === "check" && existing.typeBound) return;
    const known = [...this.constraints, ...this.columns.flatMap(({ column }) => column.checks)];
    throw operationError(`No such constraint: '${nameText(constraintName)}' in table '${this.tableName}'.`, {
      hint: `Use one of: ${known.flatMap((each) => (each.name === null ? [] : [nameText(each.name)])).join(", ") || "(no constraint has a name: give the block a namingConvention)"}.`,
    });
  }

  /** A column that declares the constraint itself must not bring it back. */
  #forgetFlag(constraint: Constraint): void {
    if (constraint.kind !== "unique" && constraint.kind !== "foreign_key") return;
    const [only, ...more] = constraint.columns;
    const found = this.columns.find(({ column }) => nameText(column.name) === only);
    if (found === undefined || more.length > 0) return;
    found.column = freeze(
      constraint.kind === "unique" ? { ...found.column, unique: false } : { ...found.column, references: [] },
    );
  }

  #dropColumnCheck(isMeant: (check: CheckConstraint) => boolean): boolean {
    const owner = this.columns.find(({ column }) => column.checks.some(isMeant));
    if (owner === undefined) return false;
    const { column } = owner;
    owner.column = freeze({ ...column, checks: column.checks.filter((check) => !isMeant(check)) });
    return true;
  }

  #dropIndex({ indexName, ifExists, existing }: DropIndexOp): void {
    const isMeant = (index: Index): boolean =>
      sameName(this.#rules.databaseName(index, this.before), indexName);
    const kept = this.indexes.filter((index) => !isMeant(index));
    const added = this.newIndexes.findIndex(isMeant);
    if (kept.length < this.indexes.length) this.indexes = kept;
    else if (added >= 0) this.newIndexes.splice(added, 1);
    else if (!ifExists) {
      throw operationError(`No such index: '${nameText(indexName)}' on table '${this.tableName}'.`, {
        hint: "Use the name that the index has in the database.",
        details: { existing },
      });
    }
  }
}

function changedDefault(
  value: AlterColumnOp["modifyServerDefault"],
): Partial<Pick<Column, "serverDefault" | "computed" | "identity">> {
  if (value === undefined) return {};
  const none = { serverDefault: null, computed: null, identity: null };
  if (value === null) return none;
  if (value.kind === "computed") return { ...none, computed: value };
  if (value.kind === "identity") return { ...none, identity: value };
  return { ...none, serverDefault: value };
}
