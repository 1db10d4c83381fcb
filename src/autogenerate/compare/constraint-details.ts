import type { Dialect } from "../../dialect/dialect.ts";
import type { Constraint } from "../../schema/constraints.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import { displayName } from "../diff-names.ts";
import type { ComparatorArguments } from "../plugins/comparators.ts";
import { sqlChange } from "./sql-change.ts";

/** What two constraints say differently besides columns, texts and referential actions, in words. */
export function detailDifferences(
  dialect: Dialect,
  existing: Constraint,
  wanted: Constraint,
): readonly string[] {
  const detailsOf = dialect.comparison?.constraintDetails;
  if (detailsOf === undefined) return [];
  const [before, after] = [detailsOf(existing), detailsOf(wanted)];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name} ${before[name] ?? "nothing"} to ${after[name] ?? "nothing"}`);
}

/** Compares the comments of constraints that both sides have and that stay, where the database keeps them. */
export function compareConstraintComments(
  ...[context, tableOps, , , database, metadata]: ComparatorArguments["table"]
): void {
  const write = context.dialect.comparison?.constraintCommentSql;
  if (write === undefined || database === null || metadata === null) return;
  const dropped = new Set<unknown>(
    tableOps.ops.map((each) => (each.kind === "drop_constraint" ? each.existing : null)),
  );
  for (const existing of database.constraints) {
    const wanted = counterpart(metadata, existing);
    const { name: constraintName, comment } = existing;
    if (constraintName === null || wanted === undefined || dropped.has(existing)) continue;
    if (wanted.comment === comment) continue;
    const { tableName, schema } = tableOps;
    const place = { tableName, schema, constraintName };
    tableOps.ops.push(sqlChange(write(place, wanted.comment), write(place, comment)));
    context.log(
      "comments",
      `Detected changed comment of constraint '${nameText(constraintName)}' on '${displayName(tableName, schema)}'`,
    );
  }
}

/** The models' constraint of that name; a table has one primary key, which need not have one. */
function counterpart({ constraints }: Table, { kind, name }: Constraint): Constraint | undefined {
  return constraints.find(
    (each) =>
      each.kind === kind &&
      (kind === "primary_key" ||
        (name !== null && each.name !== null && nameText(each.name) === nameText(name))),
  );
}
