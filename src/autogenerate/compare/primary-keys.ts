import type { AlterColumnOp, Directive, ModifyTableOps } from "../../directives/index.ts";
import type { PrimaryKeyConstraint } from "../../schema/constraints.ts";
import { nameText } from "../../schema/names.ts";
import { primaryKeyConstraint } from "../../schema/table.ts";
import { displayName, displayTuple } from "../diff-names.ts";
import type { ComparatorArguments } from "../plugins/comparators.ts";
import { changesSomething } from "./columns.ts";

/** Compares the columns of primary keys; a changed key is dropped and created. */
export function comparePrimaryKeys(
  ...[context, tableOps, , , database, metadata]: ComparatorArguments["table"]
): void {
  if (database === null || metadata === null) return;
  const [existing, constraint] = [primaryKeyConstraint(database), primaryKeyConstraint(metadata)];
  const [before, after] = [existing?.columns ?? [], constraint?.columns ?? []];
  if (before.join("\u0000") === after.join("\u0000")) return;
  const { tableName, schema } = tableOps;
  if (existing !== null) dropKey(tableOps, existing);
  if (constraint !== null) {
    tableOps.ops = [
      ...tableOps.ops.flatMap((each) => beforeCounting(each, constraint.columns)),
      { kind: "create_primary_key", tableName, schema, constraint: context.declared(constraint) },
    ];
  }
  const change = `${displayTuple(before)} to ${displayTuple(after)}`;
  context.log(
    "constraints",
    `Detected changed primary key on '${displayName(tableName, schema)}': ${change}`,
  );
}

/** Drops a key; until then its columns are NOT NULL. */
function dropKey(tableOps: ModifyTableOps, existing: PrimaryKeyConstraint): void {
  const { tableName, schema } = tableOps;
  const steps = tableOps.ops.map((each) => splitAtKey(each, existing.columns));
  tableOps.ops = [
    ...steps.flatMap(({ before }) => before),
    {
      kind: "drop_constraint",
      tableName,
      schema,
      constraintName: existing.name,
      constraintType: "primary",
      ifExists: false,
      existing,
    },
    ...steps.flatMap(({ after }) => after),
  ];
}

/** What of a step goes before the drop of a key, and what behind it. */
function splitAtKey(directive: Directive, columns: readonly string[]): Steps {
  if (directive.kind !== "alter_column" || directive.modifyNullable !== true)
    return { before: [directive], after: [] };
  if (!columns.includes(nameText(directive.columnName))) return { before: [directive], after: [] };
  const { modifyNullable: _later, ...others } = directive;
  return { before: changesSomething(others) ? [others] : [], after: [nullabilityOnly(directive)] };
}

interface Steps {
  readonly before: readonly Directive[];
  readonly after: readonly Directive[];
}

/** A column of a new key that begins to count is NOT NULL before: the way back takes the key away in between. */
function beforeCounting(directive: Directive, columns: readonly string[]): readonly Directive[] {
  if (directive.kind !== "alter_column" || directive.modifyNullable !== false) return [directive];
  const { modifyNullable, existingAutoincrement: counted, ...others } = directive;
  if (counted === undefined || !columns.includes(nameText(directive.columnName))) return [directive];
  const { modifyType: _type, modifyServerDefault: _value, modifyComment: _comment, ...unchanged } = others;
  return [
    { ...unchanged, modifyNullable, autoincrement: counted, options: {} },
    { ...others, existingNullable: modifyNullable, existingAutoincrement: counted },
  ];
}

/** The last part of an alteration: the column has got everything else by then. */
function nullabilityOnly(alteration: AlterColumnOp): AlterColumnOp {
  const { modifyType, modifyServerDefault, modifyComment, existingAutoincrement: _was, ...kept } = alteration;
  return {
    ...kept,
    ...(modifyType !== undefined && { existingType: modifyType }),
    ...(modifyServerDefault !== undefined && { existingServerDefault: modifyServerDefault }),
    ...(modifyComment !== undefined && { existingComment: modifyComment }),
    options: {},
  };
}
