import { isNullable } from "../../dialect/default/nullable.ts";
import { arrayCode, type Code } from "../../operations/code.ts";
import type { Column, Reference } from "../../schema/column.ts";
import type { Constraint, ForeignKeyConstraint } from "../../schema/constraints.ts";
import type { Index } from "../../schema/index-def.ts";
import { type Name, nameText } from "../../schema/names.ts";
import { primaryKeyConstraint, referenceConstraint, type Table } from "../../schema/table.ts";
import { type DeclaredOnColumn, renderColumn } from "./render-column.ts";
import type { SourceContext } from "./source-context.ts";

/**
 * The elements of a table as an array. What the table has says what is written: a column's `references`, `unique`
 * and `index` appear only as far as the table's constraints and indexes hold them.
 */
export function renderTableElements(table: Table, r: SourceContext): Code {
  const onColumns = new Set<Constraint | Index>();
  const columns = table.columns.flatMap((column) => {
    if (r.item("column", column) === null) return [];
    return [renderColumn(column, declaredOn(column, table, onColumns), r)];
  });
  const rest = [...table.constraints, ...table.indexes].filter(
    (each) => !onColumns.has(each) && !isTypeBound(each) && !isKeyOfColumns(each, table),
  );
  const elements = rest.flatMap((each) => {
    if (each.kind === "index") return [r.index(each)];
    return r.item(each.kind, each) === null ? [] : [r.constraint(each)];
  });
  return arrayCode([...columns, ...elements]);
}

function declaredOn(column: Column, table: Table, taken: Set<Constraint | Index>): DeclaredOnColumn {
  const take = <T extends Constraint | Index>(found: T | undefined): T | undefined => {
    if (found !== undefined) taken.add(found);
    return found;
  };
  const name = nameText(column.name);
  const references = column.references.flatMap((reference) => {
    const key = take(table.constraints.find((each) => !taken.has(each) && isKeyOf(column, reference, each)));
    return key === undefined ? [] : [{ ...reference, name: key.name }];
  });
  const unique = take(
    table.constraints.find(
      (each) => each.kind === "unique" && each.fromColumn && each.name === null && each.columns[0] === name,
    ),
  );
  const index = take(
    table.indexes.find((each) => each.fromColumn && each.name === null && each.parts[0]?.expression === name),
  );
  return {
    references,
    unique: unique !== undefined || index?.unique === true,
    index: index !== undefined,
    primaryKey: column.primaryKey && primaryKeyConstraint(table) !== null,
    nullable: isNullable(column, table),
  };
}

/** Whether a table's foreign key is the one that a column's reference stands for; the name may have come since. */
function isKeyOf(
  column: Column,
  reference: Reference,
  constraint: Constraint,
): constraint is ForeignKeyConstraint {
  if (constraint.kind !== "foreign_key" || constraint.comment !== null) return false;
  const implied = sorted({ ...referenceConstraint(column, reference), name: null });
  const actual = sorted({ ...constraint, name: null, info: {} });
  const nameFits = reference.name === null || sameName(reference.name, constraint.name);
  return nameFits && JSON.stringify(implied) === JSON.stringify(actual);
}

function sameName(a: Name, b: Name | null): boolean {
  return b !== null && nameText(a) === nameText(b);
}

/** Whether a primary key is what the columns' `primaryKey` flags stand for already. */
function isKeyOfColumns(constraint: Constraint | Index, table: Table): boolean {
  if (constraint.kind !== "primary_key") return false;
  const flagged = table.columns.filter((column) => column.primaryKey).map((column) => nameText(column.name));
  return (
    constraint.name === null &&
    constraint.deferrable === null &&
    constraint.initially === null &&
    constraint.comment === null &&
    Object.keys(constraint.options).length === 0 &&
    JSON.stringify(constraint.columns) === JSON.stringify(flagged)
  );
}

function isTypeBound(constraint: Constraint | Index): boolean {
  return constraint.kind === "check" && constraint.typeBound;
}

/** The same members in alphabetical order, so that two objects can be compared as text. */
function sorted(value: object): object {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
