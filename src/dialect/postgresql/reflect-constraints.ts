import type { ArrayRow } from "../../connection/connection.ts";
import {
  type Constraint,
  type ConstraintOptions,
  check,
  type ExcludeConstraint,
  exclude,
  type ForeignKeyConstraint,
  foreignKeyTo,
  primaryKey,
  unique,
} from "../../schema/constraints.ts";
import { finalName } from "../../schema/names.ts";
import { rawSql } from "../../schema/sql-text.ts";
import { dialectOptions, textOf, textOrNull } from "../reflect-values.ts";
import type { SchemaNamer } from "../schema-namer.ts";
import { isTrue } from "./catalogue-flag.ts";
import { identifiers } from "./identifiers.ts";
import { parseArray } from "./reflect-array.ts";
import { type Catalogue, placeOf } from "./reflect-catalogue.ts";
import { withoutOuterParentheses } from "./reflect-expression.ts";
import { indexDetails, keyParts, storageOptions } from "./reflect-indexes.ts";

/** What building a constraint needs besides its row of `readConstraints`. */
export interface ConstraintContext {
  readonly catalogue: Catalogue;
  readonly nameSchema: SchemaNamer;
  /** The table's rows of `readIndexes` by oid. */
  readonly indexes: ReadonlyMap<string, ArrayRow>;
}

type Build = (row: ArrayRow, context: ConstraintContext) => Constraint;

const builders: Readonly<Record<string, Build>> = {
  p: (row, context) => primaryKey(columnsOf(row, context), keyOptions(row, context)),
  u: (row, context) => unique(columnsOf(row, context), keyOptions(row, context)),
  c: (row, context) =>
    check(rawSql(withoutOuterParentheses(textOf(row[17]))), {
      ...commonOptions(row, context),
      ...dialectOptions("postgresql", { noInherit: isTrue(row[7]), ...enforcement(row) }),
    }),
  f: buildForeignKey,
  x: buildExclude,
};

/** The constraint of a row, `null` for a row that only serves another constraint. */
export function buildConstraint(row: ArrayRow, context: ConstraintContext): Constraint | null {
  // A foreign key to a partitioned table has a further row per partition that it refers to.
  if (context.catalogue.constraintTables.get(textOf(row[19])) === textOf(row[1])) return null;
  return builders[textOf(row[3])]?.(row, context) ?? null;
}

function commonOptions(row: ArrayRow, { catalogue }: ConstraintContext): ConstraintOptions {
  return {
    name: finalName(textOf(row[2])),
    deferrable: isTrue(row[4]) ? true : null,
    initially: isTrue(row[5]) ? "DEFERRED" : null,
    comment: catalogue.comments.get(textOf(row[0])) ?? null,
  };
}

function enforcement(row: ArrayRow): { notValid: boolean; notEnforced: boolean } {
  const notEnforced = row[21] === "f";
  return { notValid: row[6] === "f" && !notEnforced, notEnforced };
}

function keyOptions(row: ArrayRow, context: ConstraintContext): ConstraintOptions {
  const index = context.indexes.get(textOf(row[16]));
  if (index === undefined) return commonOptions(row, context);
  const { include, nullsNotDistinct } = indexDetails(index, context.catalogue);
  return {
    ...commonOptions(row, context),
    ...dialectOptions("postgresql", { include, nullsNotDistinct, ...storageOptions(index) }),
  };
}

function columnsOf(
  row: ArrayRow,
  { catalogue }: ConstraintContext,
  columns = 8,
  table = 1,
): readonly string[] {
  return parseArray(textOf(row[columns])).map(
    (number) => catalogue.columnNames.get(placeOf(row[table], number)) ?? number,
  );
}

const actions: Readonly<Record<string, string>> = {
  r: "RESTRICT",
  c: "CASCADE",
  n: "SET NULL",
  d: "SET DEFAULT",
};
const matches: Readonly<Record<string, string>> = { f: "FULL", p: "PARTIAL" };

function buildForeignKey(row: ArrayRow, context: ConstraintContext): ForeignKeyConstraint {
  const target = {
    columns: columnsOf(row, context),
    referredSchema: context.nameSchema(textOf(row[11])),
    referredTable: textOf(row[10]),
    referredColumns: columnsOf(row, context, 12, 9),
  };
  return foreignKeyTo(target, {
    ...commonOptions(row, context),
    onUpdate: actions[textOf(row[13])] ?? null,
    onDelete: onDelete(row, context),
    match: matches[textOf(row[15])] ?? null,
    ...dialectOptions("postgresql", enforcement(row)),
  });
}

/** `SET NULL (a, b)` names some of the columns only (PostgreSQL 15). */
function onDelete(row: ArrayRow, context: ConstraintContext): string | null {
  const action = actions[textOf(row[14])] ?? null;
  if (action === null || row[20] === null) return action;
  const columns = columnsOf(row, context, 20);
  return columns.length === 0
    ? action
    : `${action} (${columns.map((name) => identifiers.quote(name)).join(", ")})`;
}

function buildExclude(row: ArrayRow, context: ConstraintContext): ExcludeConstraint {
  const index = context.indexes.get(textOf(row[16]));
  const operators = parseArray(textOf(row[18]));
  const parts = index === undefined ? [] : keyParts(index, context.catalogue);
  const ops = parts.flatMap(({ expression, operatorClass }) =>
    typeof expression === "string" && operatorClass !== null ? [[expression, operatorClass] as const] : [],
  );
  const elements = parts.map((part, place) => [part.expression, operators[place] ?? "="] as const);
  const details = index === undefined ? undefined : indexDetails(index, context.catalogue);
  return exclude(elements, {
    ...commonOptions(row, context),
    using: details?.method ?? "gist",
    where: textOrNull(index?.[12]),
    ops: Object.fromEntries(ops),
    ...dialectOptions("postgresql", {
      include: details?.include,
      ...(index === undefined ? {} : storageOptions(index)),
    }),
  });
}
