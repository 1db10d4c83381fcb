import * as postgresql from "../../../../src/dialect/postgresql/public.ts";
import { sa, sql } from "../../../../src/index.ts";
import { nameText } from "../../../../src/schema/names.ts";
import { isOfMysql } from "../../../support/databases.ts";
import type { DatabaseName } from "../random-types.ts";
import { dropped, shownName } from "./describe-operations.ts";
import {
  columnsOf,
  constraintsOf,
  isReferred,
  type Mutated,
  type Mutation,
  replaced,
  tablesOf,
  withConstraint,
} from "./mutation.ts";

/** The operation that makes a constraint. */
const creates: Readonly<Record<sa.Constraint["kind"], string>> = {
  primary_key: "create_primary_key",
  unique: "create_unique_constraint",
  check: "create_check_constraint",
  foreign_key: "create_foreign_key",
  exclude: "create_exclude_constraint",
};

/** Puts a constraint in the place of another one; either may be missing. */
function exchanged(
  models: sa.MetaData,
  table: sa.Table | undefined,
  before: sa.Constraint | null,
  after: sa.Constraint | null,
): Mutated | null {
  if (table === undefined) return null;
  const name = nameText(table.name);
  return {
    models: replaced(models, table, withConstraint(table, before, after)),
    expected: [
      ...(before === null ? [] : [dropped(name, before, before.name)]),
      ...(after === null ? [] : [`${name}: ${creates[after.kind]} ${shownName(after.name)}`]),
    ],
  };
}

const number = (table: sa.Table): string | undefined => {
  const column = table.columns.find(
    ({ type, computed, identity, name }) =>
      type.name === "integer" &&
      computed === null &&
      identity === null &&
      !/^(?:id|k\d)$/.test(nameText(name)),
  );
  return column === undefined ? undefined : nameText(column.name);
};

const withNumber = (models: sa.MetaData): readonly { readonly table: sa.Table; readonly name: string }[] =>
  tablesOf(models).flatMap((table) => {
    const name = number(table);
    return name === undefined ? [] : [{ table, name }];
  });

/** MariaDB has no CHECK over a column that a foreign key changes. */
const checkable = (models: sa.MetaData, database: DatabaseName): ReturnType<typeof withNumber> =>
  withNumber(models).filter(
    ({ table, name }) =>
      !isOfMysql(database) ||
      !table.constraints.some((each) => each.kind === "foreign_key" && each.columns.includes(name)),
  );

/** Keys that were made by chance may name the same columns twice; such a pair is one to the catalogue. */
const only = <T extends { readonly table: sa.Table; readonly constraint: sa.Constraint }>(
  all: readonly T[],
): readonly T[] =>
  all.filter(
    ({ table, constraint }) =>
      table.constraints.filter(
        (each) =>
          each.kind === constraint.kind &&
          "columns" in each &&
          "columns" in constraint &&
          each.columns.join() === constraint.columns.join(),
      ).length === 1,
  );

const primaryKeys: readonly Mutation[] = [
  {
    name: "take a column out of a primary key",
    change: (models, pick) => {
      const at = pick(
        constraintsOf(models, "primary_key").filter(
          ({ table, constraint }) =>
            constraint.columns.length > 1 && !isReferred(models, table) && !hasOwnReference(table),
        ),
      );
      if (at === undefined) return null;
      const table = uncounted(at.table);
      return exchanged(replaced(models, at.table, table), table, at.constraint, {
        ...at.constraint,
        columns: ["k2"],
      });
    },
  },
  {
    name: "let another column be the key, and count",
    on: ["mariadb", "mysql"],
    change: (models, pick) => {
      const at = pick(
        constraintsOf(models, "primary_key").filter(
          ({ table, constraint }) =>
            constraint.columns.length > 1 && !isReferred(models, table) && !hasOwnReference(table),
        ),
      );
      const mutated =
        at === undefined
          ? null
          : exchanged(models, at.table, at.constraint, { ...at.constraint, columns: ["k2"] });
      if (at === undefined || mutated === null) return null;
      return {
        ...mutated,
        expected: [...mutated.expected, `${nameText(at.table.name)}.k2: alter_column autoincrement`],
      };
    },
  },
  {
    name: "drop a primary key",
    change: (models, pick) => {
      const at = pick(
        constraintsOf(models, "primary_key").filter(
          ({ table, constraint }) =>
            constraint.name !== null &&
            !isReferred(models, table) &&
            !hasOwnReference(table) &&
            table.options.sqlite?.withRowid !== false,
        ),
      );
      if (at === undefined) return null;
      // Without its key a column may be NULL, unless it says that it may not.
      const columns = at.table.columns.map((column) => ({
        ...column,
        ...(at.constraint.columns.includes(nameText(column.name)) && {
          nullable: false,
          nullableGiven: true,
        }),
      }));
      const table = { ...at.table, columns };
      return exchanged(replaced(models, at.table, table), table, at.constraint, null);
    },
  },
  {
    name: "add a primary key",
    change: (models, pick) => {
      const table = pick(
        tablesOf(models).filter(({ constraints }) => constraints.every(({ kind }) => kind !== "primary_key")),
      );
      if (table === undefined) return null;
      const after = uncounted(table);
      return exchanged(replaced(models, table, after), after, null, sa.primaryKey(["id"], { name: "pk_9" }));
    },
  },
];

/** The table whose only integer key does not count. */
const uncounted = (table: sa.Table): sa.Table => ({
  ...table,
  columns: table.columns.map((column) => ({ ...column, autoincrement: false as const })),
});

const hasOwnReference = ({ constraints, name }: sa.Table): boolean =>
  constraints.some((each) => each.kind === "foreign_key" && each.referredTable === nameText(name));

/** MariaDB's catalogue does not tell a unique constraint from a unique index: what the models do not have is an index. */
export const asIndex = (expected: string, database: DatabaseName): string =>
  isOfMysql(database) ? expected.replace("drop_constraint unique", "drop_index") : expected;

const uniques: readonly Mutation[] = [
  {
    name: "add a unique constraint",
    change: (models, pick) => {
      const at = pick(
        withNumber(models).filter(
          ({ table, name }) =>
            !table.constraints.some((each) => each.kind === "unique" && each.columns.join() === name),
        ),
      );
      return at === undefined
        ? null
        : exchanged(models, at.table, null, sa.unique([at.name], { name: "uq_9_9" }));
    },
  },
  {
    name: "drop a unique constraint",
    change: (models, pick, database) => {
      const at = pick(
        only(constraintsOf(models, "unique")).filter(({ constraint }) => !constraint.fromColumn),
      );
      const mutated = at === undefined ? null : exchanged(models, at.table, at.constraint, null);
      return mutated === null
        ? null
        : { ...mutated, expected: mutated.expected.map((each) => asIndex(each, database)) };
    },
  },
  {
    name: "give a unique constraint other columns",
    change: (models, pick) => {
      const at = pick(
        constraintsOf(models, "unique").filter(({ table, constraint }) => {
          const name = number(table);
          return (
            constraint.name !== null &&
            !constraint.fromColumn &&
            name !== undefined &&
            !constraint.columns.includes(name)
          );
        }),
      );
      if (at === undefined) return null;
      const columns = [...at.constraint.columns, number(at.table) ?? ""];
      return exchanged(models, at.table, at.constraint, { ...at.constraint, columns });
    },
  },
  {
    name: "let NULLs count in a unique constraint",
    on: ["postgresql"],
    change: (models, pick) => {
      const at = pick(
        constraintsOf(models, "unique").filter(
          ({ constraint: { name, options, fromColumn } }) =>
            name !== null && !fromColumn && options.postgresql?.nullsNotDistinct !== true,
        ),
      );
      const own = { ...at?.constraint.options.postgresql, nullsNotDistinct: true };
      return at === undefined
        ? null
        : exchanged(models, at.table, at.constraint, { ...at.constraint, options: { postgresql: own } });
    },
  },
];

const checks: readonly Mutation[] = [
  {
    name: "add a CHECK",
    change: (models, pick, database) => {
      const at = pick(checkable(models, database));
      return at === undefined
        ? null
        : exchanged(models, at.table, null, sa.check(sql`${sql.id(at.name)} > -77`, { name: "ck_9_9" }));
    },
  },
  {
    name: "add a CHECK without a name",
    change: (models, pick, database) => {
      const at = pick(checkable(models, database));
      return at === undefined
        ? null
        : exchanged(models, at.table, null, sa.check(sql`${sql.id(at.name)} > -77`));
    },
  },
  {
    name: "drop a CHECK",
    change: (models, pick) => {
      const at = pick(constraintsOf(models, "check").filter((each) => isOnlyOfItsText(each)));
      return at === undefined ? null : exchanged(models, at.table, at.constraint, null);
    },
  },
  {
    name: "change a CHECK",
    change: (models, pick, database) => {
      const names = new Map(checkable(models, database).map(({ table, name }) => [table, name]));
      const at = pick(
        constraintsOf(models, "check").filter((each) => isOnlyOfItsText(each) && names.has(each.table)),
      );
      const name = at === undefined ? undefined : names.get(at.table);
      if (at === undefined || name === undefined) return null;
      return exchanged(models, at.table, at.constraint, {
        ...at.constraint,
        condition: sa.check(sql`${sql.id(name)} IS NULL OR ${sql.id(name)} <> -99`).condition,
      });
    },
  },
];

/** Checks of the same text are one to who knows no names. */
function isOnlyOfItsText({
  table,
  constraint,
}: {
  readonly table: sa.Table;
  readonly constraint: sa.CheckConstraint;
}): boolean {
  const text = JSON.stringify(constraint.condition);
  return (
    table.constraints.filter((each) => each.kind === "check" && JSON.stringify(each.condition) === text)
      .length === 1
  );
}

const foreignKeys: readonly Mutation[] = [
  {
    name: "add a foreign key",
    on: ["sqlite", "postgresql"],
    change: (models, pick) => {
      const target = pick(
        constraintsOf(models, "primary_key").filter(
          ({ table, constraint }) => constraint.columns.join() === "id" && isInteger(table),
        ),
      );
      if (target === undefined) return null;
      const referredTable = nameText(target.table.name);
      const key = sa.foreignKeyTo(
        { columns: ["r0"], referredSchema: target.table.schema, referredTable, referredColumns: ["id"] },
        { name: "fk_9_9", onDelete: "SET NULL" },
      );
      const at = pick(
        columnsOf(models).filter(
          ({ name, table }) =>
            name === "r0" && nameText(table.name) !== referredTable && !hasSameTarget(table, key),
        ),
      );
      return at === undefined ? null : exchanged(models, at.table, null, key);
    },
  },
  {
    name: "match whole foreign keys",
    on: ["postgresql"],
    change: (models, pick) => {
      const at = pick(
        only(constraintsOf(models, "foreign_key")).filter(({ constraint }) => constraint.match === null),
      );
      return at === undefined
        ? null
        : exchanged(models, at.table, at.constraint, { ...at.constraint, match: "FULL" });
    },
  },
  {
    name: "drop a foreign key",
    on: ["sqlite", "postgresql"],
    change: (models, pick) => {
      const at = pick(only(constraintsOf(models, "foreign_key")));
      return at === undefined ? null : exchanged(models, at.table, at.constraint, null);
    },
  },
  {
    name: "drop a foreign key and its index",
    on: ["mariadb", "mysql"],
    change: (models, pick) => {
      const at = pick(
        constraintsOf(models, "foreign_key").filter(
          ({ table, constraint }) =>
            // No other key or index begins with the column, so that the server has made one.
            !columnsOfKeys(table, constraint).some(([first]) => first === constraint.columns[0]),
        ),
      );
      const mutated = at === undefined ? null : exchanged(models, at.table, at.constraint, null);
      if (at === undefined || mutated === null) return null;
      return {
        ...mutated,
        expected: [
          ...mutated.expected,
          `${nameText(at.table.name)}: drop_index ${shownName(at.constraint.name)}`,
        ],
      };
    },
  },
  {
    name: "let a foreign key do something else",
    change: (models, pick) => {
      const at = pick(
        only(constraintsOf(models, "foreign_key")).filter(
          ({ constraint }) => constraint.onDelete !== "CASCADE",
        ),
      );
      return at === undefined
        ? null
        : exchanged(models, at.table, at.constraint, { ...at.constraint, onDelete: "CASCADE" });
    },
  },
  {
    name: "defer a foreign key",
    on: ["sqlite", "postgresql"],
    change: (models, pick) => {
      const at = pick(
        only(constraintsOf(models, "foreign_key")).filter(({ constraint }) => constraint.deferrable !== true),
      );
      return at === undefined
        ? null
        : exchanged(models, at.table, at.constraint, {
            ...at.constraint,
            deferrable: true,
            initially: "DEFERRED",
          });
    },
  },
];

const isInteger = ({ columns }: sa.Table): boolean =>
  columns.some(({ name, type }) => nameText(name) === "id" && type.name === "integer");

const columnsOfKeys = (table: sa.Table, but: sa.Constraint): readonly (readonly unknown[])[] => [
  ...table.constraints.flatMap((each) => (each !== but && "columns" in each ? [each.columns] : [])),
  ...table.indexes.map(({ parts }) => parts.map(({ expression }) => expression)),
];

const hasSameTarget = (table: sa.Table, key: sa.ForeignKeyConstraint): boolean =>
  table.constraints.some(
    (each) =>
      each.kind === "foreign_key" &&
      each.columns.join() === key.columns.join() &&
      each.referredTable === key.referredTable,
  );

const excludes: readonly Mutation[] = [
  {
    name: "add an EXCLUDE constraint",
    on: ["postgresql"],
    change: (models, pick) => {
      const at = pick(withNumber(models));
      return at === undefined
        ? null
        : exchanged(
            models,
            at.table,
            null,
            postgresql.exclude([[at.name, "="]], { name: "ex_9_9", using: "btree" }),
          );
    },
  },
  {
    name: "drop an EXCLUDE constraint",
    on: ["postgresql"],
    change: (models, pick) => {
      const at = pick(constraintsOf(models, "exclude"));
      return at === undefined ? null : exchanged(models, at.table, at.constraint, null);
    },
  },
  {
    name: "give an EXCLUDE constraint another predicate",
    on: ["postgresql"],
    change: (models, pick) => {
      const at = pick(constraintsOf(models, "exclude"));
      const where = sa.check("1 < 3").condition;
      return at === undefined
        ? null
        : exchanged(models, at.table, at.constraint, { ...at.constraint, where });
    },
  },
];

export const keyMutations: readonly Mutation[] = [
  ...primaryKeys,
  ...uniques,
  ...checks,
  ...foreignKeys,
  ...excludes,
];
