import type { UnsupportedError } from "../../errors/index.ts";
import type { Constraint } from "../../schema/constraints.ts";
import { nameText } from "../../schema/names.ts";
import { columnNamed, type Table } from "../../schema/table.ts";
import { own } from "../../util/own.ts";
import { defaultGrammar } from "../default/ddl.ts";
import { optionsOf } from "../default/dialect-option.ts";
import type { ConstraintGrammar, DdlScope } from "../default/grammar.ts";
import { columnList, constraintWords } from "../default/names.ts";
import { unsupported } from "../default/unsupported.ts";
import { isAutoincrementKey } from "./autoincrement-key.ts";

/** SQLite's constraints: conflict clauses, and foreign keys within one schema. */
export const constraints: Pick<
  ConstraintGrammar,
  "primaryKey" | "unique" | "check" | "foreignKey" | "referredTable" | "deferrability"
> = {
  primaryKey: (scope, constraint, table) =>
    isAutoincrementKey(scope, table)
      ? null
      : `${keyClause(scope, constraint, table)}${conflictClause(scope, constraint, table, "onConflictPrimaryKey")}`,
  unique: (scope, constraint, table) =>
    `${keyClause(scope, constraint, table)}${conflictClause(scope, constraint, table, "onConflictUnique")}`,
  check: (scope, constraint, table) => {
    const { onConflict } = optionsOf(scope, constraint.options, "sqlite");
    return `${defaultGrammar.check(scope, constraint, table)}${onConflict === undefined ? "" : ` ON CONFLICT ${onConflict}`}`;
  },
  foreignKey: (scope, constraint, table) => {
    if (schemaOf(constraint.referredSchema) === schemaOf(table.schema))
      return defaultGrammar.foreignKey(scope, constraint, table);
    // A foreign key cannot leave its database file (PARITY P-5.13).
    scope.context.warn(
      `SQLite has no foreign keys between schemas: the one of table '${nameText(table.name)}' to table '${constraint.referredTable}' is left out.`,
    );
    return null;
  },
  deferrability: (scope, constraint) => {
    const { deferrable, initially, kind } = constraint;
    if (
      kind === "foreign_key"
        ? deferrable === null && initially !== null
        : deferrable !== null || initially !== null
    ) {
      throw noTiming(scope, constraint);
    }
    return defaultGrammar.deferrability(scope, constraint);
  },
  referredTable: (scope, constraint) => scope.identifiers.quote(constraint.referredTable),
};

/** The schema of names without one. */
const schemaOf = (schema: string | null): string => schema ?? "main";

type KeyConstraint = Extract<Constraint, { readonly kind: "primary_key" | "unique" }>;

/** A key whose columns may have a collation and an order behind them. */
function keyClause(scope: DdlScope, constraint: KeyConstraint, table: Table): string | null {
  const { columnWords } = optionsOf(scope, constraint.options, "sqlite");
  if (columnWords === undefined) {
    return constraint.kind === "unique"
      ? defaultGrammar.unique(scope, constraint, table)
      : defaultGrammar.primaryKey(scope, constraint, table);
  }
  const columns = constraint.columns.map((name) =>
    [columnList(scope, [name], table), own(columnWords, name)].filter((word) => word !== undefined).join(" "),
  );
  const kind = constraint.kind === "unique" ? "UNIQUE" : "PRIMARY KEY";
  return `${constraintWords(scope, constraint, table)}${kind} (${columns.join(", ")})`;
}

/** The constraint's own clause, or that of its only column. */
function conflictClause(
  scope: DdlScope,
  constraint: KeyConstraint,
  table: Table,
  columnOption: "onConflictPrimaryKey" | "onConflictUnique",
): string {
  const own = optionsOf(scope, constraint.options, "sqlite").onConflict;
  const [only, ...more] = constraint.columns;
  const column = only === undefined || more.length > 0 ? undefined : columnNamed(table, only);
  const text = own ?? (column && optionsOf(scope, column.options, "sqlite")[columnOption]);
  return text === undefined ? "" : ` ON CONFLICT ${text}`;
}

function noTiming(scope: DdlScope, constraint: Constraint): UnsupportedError {
  const what = constraint.kind.replace("_", " ");
  return constraint.kind === "foreign_key"
    ? unsupported("SQLite knows INITIALLY only behind DEFERRABLE.", {
        dialect: scope.name,
        operation: "create_foreign_key",
        hint: "Give the foreign key deferrable: true too.",
      })
    : unsupported(`SQLite can defer foreign keys only, not a ${what} constraint.`, {
        dialect: scope.name,
        operation: `create_${what} constraint`,
        hint: "Leave deferrable and initially out.",
      });
}
