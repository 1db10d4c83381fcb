import { AlembicError } from "../../errors/index.ts";
import { autoincrementColumn } from "../../schema/autoincrement.ts";
import type { Constraint, ForeignKeyConstraint, PrimaryKeyConstraint } from "../../schema/constraints.ts";
import { nameText } from "../../schema/names.ts";
import { columnNamed, type Table } from "../../schema/table.ts";
import type { ConstraintGrammar, DdlScope } from "./grammar.ts";
import { columnList, constraintWords } from "./names.ts";
import { unsupported } from "./unsupported.ts";

/** Actions of ON DELETE and ON UPDATE in standard SQL. */
export const referentialAction: RegExp = /^(?:RESTRICT|CASCADE|SET NULL|NO ACTION|SET DEFAULT)$/i;
const initialTime = /^(?:DEFERRED|IMMEDIATE)$/i;

/** Constraints as most dialects write them. */
export const constraintClauses: ConstraintGrammar = {
  primaryKey: (scope, constraint, table) =>
    `${primaryKeyWords(scope, constraint, table)}${scope.grammar.deferrability(scope, constraint)}`,
  unique: (scope, constraint, table) =>
    `${constraintWords(scope, constraint, table)}UNIQUE (${columnList(scope, constraint.columns, table)})${scope.grammar.deferrability(scope, constraint)}`,
  check: (scope, constraint, table) =>
    `${constraintWords(scope, constraint, table)}CHECK (${scope.literals.sqlText(constraint.condition)})${scope.grammar.deferrability(scope, constraint)}`,
  columnCheck: (scope, constraint, table) => scope.grammar.check(scope, constraint, table),
  foreignKey: (scope, constraint, table) =>
    `${constraintWords(scope, constraint, table)}FOREIGN KEY(${columnList(scope, constraint.columns, table)})${references(scope, constraint, table)}`,
  inlineReference: (scope, constraint, table) => {
    if (constraint.name !== null) {
      scope.context.warn(
        `The foreign key '${nameText(constraint.name)}' of column '${nameText(table.name)}.${constraint.columns.join(", ")}' gets a name from ` +
          "the database: inlineReferences writes REFERENCES alone. Leave inlineReferences out to keep the name.",
      );
    }
    return references(scope, constraint, table);
  },
  exclude: (scope, _constraint, table) => {
    throw unsupported(`The ${scope.name} dialect has no EXCLUDE constraints.`, {
      dialect: scope.name,
      operation: "create_exclude_constraint",
      table: table.name,
      hint: "Use a unique constraint, or a trigger.",
    });
  },
  deferrability: (_scope, constraint) => {
    const words =
      constraint.deferrable === null ? "" : constraint.deferrable ? " DEFERRABLE" : " NOT DEFERRABLE";
    if (constraint.initially === null) return words;
    return `${words} INITIALLY ${phrase(constraint.initially, initialTime)}`;
  },
  referredTable: (scope, constraint) =>
    scope.identifiers.qualify(constraint.referredTable, constraint.referredSchema),
  referentialActions: (_scope, constraint) => actionWords(constraint, referentialAction),
  match: (_scope, constraint) => (constraint.match === null ? "" : ` MATCH ${constraint.match}`),
};

/** `CONSTRAINT name PRIMARY KEY (a, b)`, without the words on timing. */
export function primaryKeyWords(scope: DdlScope, constraint: PrimaryKeyConstraint, table: Table): string {
  const columns = keyColumns(constraint.columns, constraint.name === null, table);
  return `${constraintWords(scope, constraint, table)}PRIMARY KEY (${columnList(scope, columns, table)})`;
}

/** ` REFERENCES t (c) ON DELETE …`, with everything that a foreign key says of the other table. */
function references(scope: DdlScope, constraint: ForeignKeyConstraint, table: Table): string {
  const { grammar } = scope;
  const referred = columnList(scope, constraint.referredColumns);
  // Without columns it refers to the primary key of a table that may not even be there (SQLite).
  const referredColumns = referred === "" ? "" : ` (${referred})`;
  return [
    ` REFERENCES ${grammar.referredTable(scope, constraint, table)}${referredColumns}`,
    grammar.match(scope, constraint),
    grammar.referentialActions(scope, constraint),
    grammar.deferrability(scope, constraint),
  ].join("");
}

/** A foreign key inside a column with its name, where the database takes one there. */
export function namedInlineReference(
  scope: DdlScope,
  constraint: ForeignKeyConstraint,
  table: Table,
): string {
  return ` ${constraintWords(scope, constraint, table)}${references(scope, constraint, table).trimStart()}`;
}

/** ` ON DELETE x ON UPDATE y`; throws OPERATION for an action that does not match. */
export function actionWords(
  constraint: { readonly onDelete: string | null; readonly onUpdate: string | null },
  onDelete: RegExp,
  onUpdate: RegExp = referentialAction,
): string {
  const deletion = constraint.onDelete === null ? "" : ` ON DELETE ${phrase(constraint.onDelete, onDelete)}`;
  return constraint.onUpdate === null
    ? deletion
    : `${deletion} ON UPDATE ${phrase(constraint.onUpdate, onUpdate)}`;
}

/** A piece of SQL that is written as it is, once it is known to be one of a few phrases. */
export function phrase(text: string, pattern: RegExp): string {
  if (pattern.test(text)) return text;
  throw new AlembicError(`Unexpected SQL phrase: '${text}' (matching against '${pattern.source}')`, {
    code: "OPERATION",
    hint: "Use one of the phrases that the pattern lists.",
  });
}

/** The columns of a key that columns declared themselves begin with the one that counts up. */
function keyColumns(columns: readonly string[], unnamed: boolean, table: Table): readonly string[] {
  const first = columns.length > 1 && unnamed ? autoincrementColumn(table) : null;
  if (first === null || !columns.every((name) => columnNamed(table, name)?.primaryKey === true))
    return columns;
  const name = nameText(first.name);
  return columns.includes(name) ? [name, ...columns.filter((each) => each !== name)] : columns;
}

/** A constraint by its kind; `null` where the dialect leaves it out. */
export function constraintClause(scope: DdlScope, constraint: Constraint, table: Table): string | null {
  const { grammar } = scope;
  switch (constraint.kind) {
    case "primary_key":
      return constraint.columns.length === 0 ? null : grammar.primaryKey(scope, constraint, table);
    case "unique":
      return constraint.columns.length === 0 ? null : grammar.unique(scope, constraint, table);
    case "check":
      return grammar.check(scope, constraint, table);
    case "foreign_key":
      return grammar.foreignKey(scope, constraint, table);
    case "exclude":
      return grammar.exclude(scope, constraint, table);
  }
}
