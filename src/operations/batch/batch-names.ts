import { droppedConstraint } from "../../dialect/default/constraint-statements.ts";
import { type Constraint, check } from "../../schema/constraints.ts";
import type { Index } from "../../schema/index-def.ts";
import { finalName, type Name, nameText } from "../../schema/names.ts";
import type { NamingConvention } from "../../schema/naming-convention.ts";
import type { Table } from "../../schema/table.ts";
import { typeOn } from "../../schema/types/sql-type.ts";
import { freeze } from "../../util/freeze.ts";
import type { BatchContext } from "./batch-context.ts";
import type { DraftRules } from "./table-draft.ts";

/** How the naming convention of the run names what a batch block adds and drops. */
export function draftRules({ dialect, ddl, renamedBefore = new Map() }: BatchContext): DraftRules {
  const databaseName = (item: Constraint | Index, table: Table): Name | null =>
    nameOf(item, table, ddl.namingConvention);
  const nameOf = (item: Constraint | Index, table: Table, convention: NamingConvention): Name | null => {
    const constraints = item.kind === "index" ? [] : [item];
    const indexes = item.kind === "index" ? [item] : [];
    const named = dialect.nameTable(freeze({ ...table, constraints, indexes }), convention);
    return [...named.constraints, ...named.indexes][0]?.name ?? null;
  };
  return {
    renamedBefore,
    databaseName,
    droppedName: (directive) => {
      const stub = droppedConstraint(directive);
      return stub === null
        ? directive.constraintName
        : databaseName(stub, { ...emptyTable, name: directive.tableName, schema: directive.schema });
    },
    saysTheSame: (a, b) => substance(a, dialect) === substance(b, dialect),
  };
}

/** What a constraint is about, as text. */
function substance(constraint: Constraint, { literals }: BatchContext["dialect"]): string {
  switch (constraint.kind) {
    case "primary_key":
      return constraint.kind;
    case "unique":
      return JSON.stringify([constraint.kind, constraint.columns]);
    case "check":
      return JSON.stringify([
        constraint.kind,
        literals.sqlText(constraint.condition).replaceAll(/\s+/g, " ").trim(),
      ]);
    case "foreign_key":
      return JSON.stringify([
        constraint.kind,
        constraint.columns,
        constraint.referredTable,
        constraint.referredColumns,
      ]);
    case "exclude":
      return JSON.stringify([constraint.kind, constraint.elements]);
  }
}

const emptyTable: Table = freeze({
  kind: "table",
  name: "",
  schema: null,
  columns: [],
  constraints: [],
  indexes: [],
  comment: null,
  prefixes: [],
  info: {},
  renamedFrom: null,
  options: {},
} as const);

/** The CHECKs that types bring along have the names of the table, not of the temporary one. */
export function withTypeNames(table: Table, { dialect, ddl }: BatchContext): Table {
  const columns = table.columns.map((column) => {
    const type = typeOn(column.type, dialect.name);
    if (dialect.types.constraintOf(column.type) === null) return column;
    const constraint = check("", { name: type.options.name ?? null });
    const [named] = dialect.nameTable(
      freeze({ ...table, constraints: [constraint], indexes: [] }),
      ddl.namingConvention,
    ).constraints;
    if (named === undefined || named.name === null) return column;
    const options = { ...type.options, name: finalName(nameText(named.name)) };
    return freeze({ ...column, type: freeze({ ...type, options }) });
  });
  return freeze({ ...table, columns: freeze(columns) });
}
