import * as postgresql from "../../../../src/dialect/postgresql/public.ts";
import { sa, sql } from "../../../../src/index.ts";
import { nameText } from "../../../../src/schema/names.ts";
import { toServerDefault } from "../../../../src/schema/server-default.ts";
import { isOfMysql } from "../../../support/databases.ts";
import type { DatabaseName } from "../random-types.ts";
import { shownName } from "./describe-operations.ts";
import { typesLeft } from "./enum-uses.ts";
import {
  columnsOf,
  isKey,
  isReferred,
  isSelfReferring,
  isUsed,
  type Mutated,
  type Mutation,
  mentions,
  type Pick,
  type Place,
  replaced,
  tablesOf,
  usesOf,
  withColumn,
} from "./mutation.ts";
import { asIndex } from "./of-keys.ts";

/** Columns that are nothing but a type, a default and a comment, whatever else uses them. */
const plainColumns = (models: sa.MetaData): readonly Place[] =>
  columnsOf(models).filter(
    (place) =>
      !isKey(place) &&
      place.column.computed === null &&
      place.column.identity === null &&
      place.column.autoincrement !== true,
  );

const place = ({ table, name }: Place): string => `${nameText(table.name)}.${name}`;

const altered = (
  models: sa.MetaData,
  at: Place | undefined,
  change: (column: sa.Column) => Partial<sa.Column>,
  what: string | ((column: sa.Column) => string),
): Mutated | null => {
  if (at === undefined) return null;
  const after = { ...at.column, ...change(at.column) };
  const words = typeof what === "string" ? what : what(after);
  return {
    models: replaced(models, at.table, withColumn(at.table, at.column, after)),
    expected: [`${place(at)}: alter_column ${words}`],
  };
};

/** Adds a column to a table, with what it brings along. */
const adding =
  (
    options: Parameters<typeof sa.column>[2] & { readonly type?: sa.SqlType },
    more: (table: string) => readonly string[] = () => [],
    elements: readonly sa.Constraint[] = [],
    indexes: readonly sa.Index[] = [],
  ) =>
  (models: sa.MetaData, pick: Pick): Mutated | null => {
    const table = pick(tablesOf(models).filter(({ options: { sqlite } }) => sqlite?.strict !== true));
    if (table === undefined) return null;
    const { type = sa.integer(), ...rest } = options;
    const after: sa.Table = {
      ...table,
      columns: [...table.columns, sa.column("added", type, rest)],
      constraints: [...table.constraints, ...elements],
      indexes: [...table.indexes, ...indexes],
    };
    const name = nameText(table.name);
    return {
      models: replaced(models, table, after),
      expected: [`${name}.added: add_column`, ...more(name)],
    };
  };

const freshEnum = (): sa.SqlType => sa.enum(["new", "newer"], { name: "fresh_letters" });

export const columnMutations: readonly Mutation[] = [
  { name: "add a column", change: adding({ comment: null }) },
  {
    name: "add a column with a default",
    change: adding({ type: sa.string(9), nullable: false, serverDefault: "it's" }),
  },
  {
    name: "add a generated column",
    change: adding({ computed: sa.computed(sql`1 + 1`, { persisted: true }) }),
  },
  {
    name: "add a unique column",
    change: adding({ unique: true }, (table) => [`${table}: create_unique_constraint uq_9_9`], [
      sa.unique(["added"], { name: "uq_9_9" }),
    ]),
  },
  {
    name: "add a column with an index",
    change: adding(
      { index: true },
      (table) => [`${table}: create_index ix_9_9`],
      [],
      [sa.index("ix_9_9", ["added"])],
    ),
  },
  {
    name: "add a column with a comment",
    on: ["postgresql", "mariadb", "mysql"],
    change: adding({ comment: "it's new" }),
  },
  {
    name: "add a column to a table of another schema",
    on: ["postgresql"],
    change: (models, pick) => {
      const table = pick(tablesOf(models).filter(({ schema }) => schema === "elsewhere"));
      if (table === undefined) return null;
      const columns = [...table.columns, sa.column("added", sa.integer())];
      return {
        models: replaced(models, table, { ...table, columns }),
        expected: [`${nameText(table.name)}.added: add_column`],
      };
    },
  },
  {
    name: "add a column of a new enum type",
    on: ["postgresql"],
    change: adding({ type: freshEnum() }, () => ["execute CREATE TYPE"]),
  },
  {
    name: "add a column of a new domain",
    on: ["postgresql"],
    change: adding({ type: postgresql.domain("fresh_domain", sa.integer(), { check: "VALUE > 3" }) }, () => [
      "execute CREATE DOMAIN",
    ]),
  },
  { name: "add a column of an enum", on: ["mariadb", "mysql"], change: adding({ type: freshEnum() }) },
  {
    name: "add an identity column",
    on: ["postgresql"],
    change: adding({ nullable: false, identity: sa.identity({ always: true, start: 7 }) }),
  },
  {
    name: "drop a column that nothing uses",
    change: (models, pick, database) => {
      const at = pick(
        columnsOf(models).filter((each) => !isUsed(models, each) && each.table.columns.length > 1),
      );
      if (at === undefined) return null;
      const { table, column } = at;
      const after = replaced(models, table, {
        ...table,
        columns: table.columns.filter((each) => each !== column),
      });
      return {
        models: after,
        expected: [`${place(at)}: drop_column`, ...typesLeft(models, after, database)],
      };
    },
  },
  { name: "drop a column with all that uses it", change: dropUsed },
  {
    name: "generate a column another way",
    change: (models, pick, database) => {
      const at = pick(
        columnsOf(models).filter(
          ({ column, table }) =>
            column.computed !== null && column.type.name !== "string" && !isReferred(models, table),
        ),
      );
      if (at?.column.computed == null) return null;
      const computed = { ...at.column.computed, text: sql`17 + 4` };
      return {
        models: replaced(models, at.table, withColumn(at.table, at.column, { ...at.column, computed })),
        expected: {
          sqlite: [`${place(at)}: alter_column default`],
          mariadb: ["execute ALTER TABLE"],
          mysql: ["execute ALTER TABLE"],
          postgresql: [`${place(at)}: drop_column`, `${place(at)}: add_column`],
        }[database],
        onPostgresql17: ["execute ALTER TABLE"],
      };
    },
  },
  {
    name: "rename a column",
    change: (models, pick, database) => {
      const at = pick(
        columnsOf(models).filter(
          (each) =>
            models.namingConvention.pk === undefined &&
            !isSelfReferring(each.table) &&
            !isReferred(models, each.table) &&
            // What the expressions of MySQL hold has a test of its own.
            !(database === "mysql" && isInExpression(each)) &&
            !each.table.indexes.some((index) => index.name === null && mentions(index, each.name)) &&
            !mentions(each.table.options, each.name),
        ),
      );
      if (at === undefined) return null;
      const { columns, constraints, indexes } = at.table;
      const after: sa.Table = {
        ...at.table,
        columns: columns.map((column) =>
          column === at.column
            ? { ...renamedIn(column, at.name), name: "renamed", renamedFrom: at.name }
            : { ...column, computed: renamedIn(column.computed, at.name) },
        ),
        constraints: renamedIn(constraints, at.name),
        indexes: renamedIn(indexes, at.name),
      };
      return {
        models: replaced(models, at.table, after),
        expected: [`${place(at)}: alter_column name=renamed`],
      };
    },
  },
  {
    name: "change a type",
    change: (models, pick) => {
      const places = plainColumns(models).filter(
        ({ table, column, name }) =>
          widened(column.type) !== null &&
          usesOf(table, name).length === 0 &&
          !table.constraints.some(({ kind, ...rest }) => kind === "foreign_key" && mentions(rest, name)) &&
          table.options.sqlite?.strict !== true,
      );
      return altered(models, pick(places), ({ type }) => ({ type: widened(type) ?? type }), "type");
    },
  },
  {
    name: "take the length of a text away",
    on: ["sqlite", "postgresql"],
    change: (models, pick) =>
      altered(
        models,
        pick(
          plainColumns(models).filter(
            ({ table, column: { type }, name }) =>
              type.family === "generic" &&
              type.name === "string" &&
              type.options.length !== undefined &&
              Object.keys(type.variants).length === 0 &&
              usesOf(table, name).length === 0 &&
              table.options.sqlite?.strict !== true,
          ),
        ),
        ({ type: { options } }) => ({
          type: sa.string(undefined, options.collation === undefined ? {} : { collation: options.collation }),
        }),
        "type",
      ),
  },
  {
    name: "change a type that the server does not convert by itself",
    on: ["postgresql"],
    change: (models, pick) =>
      altered(
        models,
        pick(
          plainColumns(models).filter(
            (at) =>
              at.column.type.name === "string" &&
              at.column.serverDefault === null &&
              Object.keys(at.column.type.variants).length === 0 &&
              !isUsed(models, at),
          ),
        ),
        () => ({ type: sa.integer() }),
        "type",
      ),
  },
  {
    name: "change whether a column may be NULL",
    change: (models, pick) =>
      altered(
        models,
        pick(
          plainColumns(models).filter(
            ({ column, table, name }) =>
              column.type.name !== "domain" &&
              !isNullDefault(column) &&
              Object.keys(column.options).length === 0 &&
              !table.constraints.some(({ kind, ...rest }) => kind === "foreign_key" && mentions(rest, name)),
          ),
        ),
        ({ nullable }) => ({ nullable: !nullable, nullableGiven: true }),
        ({ nullable }) => `nullable=${nullable}`,
      ),
  },
  {
    name: "give a default, or another one",
    change: (models, pick) =>
      altered(
        models,
        pick(
          plainColumns(models).filter(
            ({ column, table }) => freshDefault(column) !== null && !hasTypeCheck(table, column),
          ),
        ),
        (column) => ({ serverDefault: freshDefault(column) }),
        "default",
      ),
  },
  {
    name: "take a default away",
    change: (models, pick) =>
      altered(
        models,
        pick(
          plainColumns(models).filter(
            ({ column }) => column.serverDefault !== null && !isNullDefault(column),
          ),
        ),
        () => ({ serverDefault: null }),
        "default",
      ),
  },
  {
    name: "comment on a column",
    on: ["postgresql", "mariadb", "mysql"],
    change: (models, pick) =>
      altered(models, pick(plainColumns(models)), () => ({ comment: "an\\other 'one'" }), "comment"),
  },
  {
    name: "take a column's comment away",
    on: ["postgresql", "mariadb", "mysql"],
    change: (models, pick) =>
      altered(
        models,
        pick(plainColumns(models).filter(({ column }) => column.comment !== null)),
        () => ({ comment: null }),
        "comment",
      ),
  },
  {
    name: "change an identity",
    on: ["postgresql"],
    change: (models, pick) =>
      altered(
        models,
        // The server does not let one begin above or below where it stands.
        pick(
          columnsOf(models).filter(
            ({ column: { identity } }) => identity !== null && Number(identity.start ?? 1) > 0,
          ),
        ),
        () => ({
          identity: sa.identity({ always: false, start: 3, increment: 4, maxValue: 30000, cycle: true }),
        }),
        "default",
      ),
  },
  {
    name: "take an identity away",
    on: ["postgresql"],
    change: (models, pick) =>
      altered(
        models,
        pick(columnsOf(models).filter(({ column }) => column.identity !== null)),
        () => ({ identity: null, autoincrement: false }),
        "default",
      ),
  },
  {
    name: "let a key count no longer",
    on: ["postgresql", "mariadb", "mysql"],
    change: (models, pick, database) =>
      withSequence(
        "DROP",
        database,
        altered(
          models,
          pick(
            columnsOf(models).filter(
              ({ column, table }) =>
                column.primaryKey &&
                column.name === "id" &&
                column.identity === null &&
                column.type.name === "integer" &&
                column.autoincrement !== false &&
                column.serverDefault === null &&
                mayRecount(models, table, database) &&
                table.options.mariadb?.autoIncrement === undefined &&
                table.options.mysql?.autoIncrement === undefined,
            ),
          ),
          () => ({ autoincrement: false }),
          isOfMysql(database) ? "autoincrement" : "default",
        ),
      ),
  },
  {
    name: "let a key count",
    on: ["postgresql", "mariadb", "mysql"],
    change: (models, pick, database) =>
      withSequence(
        "CREATE",
        database,
        altered(
          models,
          pick(
            columnsOf(models).filter(
              ({ column, table }) =>
                column.primaryKey &&
                column.autoincrement === false &&
                column.name === "id" &&
                column.serverDefault === null &&
                column.type.name === "integer" &&
                mayRecount(models, table, database),
            ),
          ),
          () => ({ autoincrement: true }),
          isOfMysql(database) ? "autoincrement" : "default",
        ),
      ),
  },
];

/** What counts by a sequence comes with it, and goes with it. */
function withSequence(word: "CREATE" | "DROP", database: DatabaseName, made: Mutated | null): Mutated | null {
  if (made === null || isOfMysql(database)) return made;
  return { ...made, expected: [...made.expected, `execute ${word} SEQUENCE`] };
}

const isNullDefault = ({ serverDefault }: sa.Column): boolean =>
  serverDefault?.kind === "sql_constant" && serverDefault.value === null;

const hasTypeCheck = (_table: sa.Table, { type }: sa.Column): boolean =>
  type.options.createConstraint === true;

function freshDefault({ type, serverDefault }: sa.Column): sa.ServerDefault | null {
  const value = ["integer", "bigInteger", "INTEGER"].includes(type.name)
    ? 41
    : ["string", "varchar", "VARCHAR"].includes(type.name)
      ? "nw"
      : null;
  if (value === null || type.family === "user") return null;
  const made = toServerDefault(value, "a column");
  if (serverDefault !== null && JSON.stringify(serverDefault, bigints) === JSON.stringify(made, bigints))
    return null;
  // Literals are no identity or generated column.
  return made as sa.ServerDefault;
}

const bigints = (_key: string, value: unknown): unknown =>
  typeof value === "bigint" ? String(value) : value;

function widened({ family, name, options, variants }: sa.SqlType): sa.SqlType | null {
  if (Object.keys(variants).length > 0) return null;
  if (family === "generic" && (name === "integer" || name === "smallInteger")) return sa.bigInteger();
  if (name === "string" && typeof options.length === "number")
    return sa.string(
      options.length + 37,
      options.collation === undefined ? {} : { collation: options.collation },
    );
  return family === "generic" && name === "numeric" && options.precision !== undefined
    ? sa.numeric(14, 3)
    : null;
}

/** The data with another name for a column, in lists of columns, option keys and expressions. */
function renamedIn<T>(data: T, from: string): T {
  if (data === from) return "renamed" as T;
  if (Array.isArray(data)) return data.map((each) => renamedIn(each, from)) as T;
  if (typeof data !== "object" || data === null) return data;
  const entries = Object.entries(data).map(([key, value]) => [
    key === from ? "renamed" : key,
    key === "type" || key === "serverDefault" || key === "referredColumns" ? value : renamedIn(value, from),
  ]);
  return Object.fromEntries(entries) as T;
}

/** A string that happens to hold the name counts, too: its CHECK steps aside for nothing. */
const isInExpression = ({ table, name, column }: Place): boolean =>
  column.checks.length > 0 ||
  usesOf(table, name).length > 0 ||
  table.constraints.some((each) => each.kind === "check" && JSON.stringify(each.condition).includes(name)) ||
  table.indexes.some(({ parts }) => parts.some(({ expression }) => typeof expression !== "string"));

/** MySQL changes no column that a foreign key refers to, also one of the same table. */
const mayRecount = (models: sa.MetaData, table: sa.Table, database: DatabaseName): boolean =>
  !isReferred(models, table) && !(database === "mysql" && isSelfReferring(table));

/** A column, its generated columns, and every key, constraint and index that has one of them. */
function dropUsed(models: sa.MetaData, pick: Pick, database: DatabaseName): Mutated | null {
  const at = pick(
    columnsOf(models).filter(
      (each) =>
        isUsed(models, each) &&
        !isKey(each) &&
        !isReferred(models, each.table) &&
        // The server's own index for a foreign key comes and goes by rules of its own.
        !(
          isOfMysql(database) &&
          each.table.constraints.some(
            ({ kind, ...rest }) => kind === "foreign_key" && mentions(rest, each.name),
          )
        ),
    ),
  );
  if (at === undefined) return null;
  const { table } = at;
  const gone = [at.column, ...usesOf(table, at.name)];
  const names = gone.map(({ name }) => nameText(name));
  const isGone = (data: unknown): boolean => names.some((name) => mentions(data, name));
  const columns = table.columns.filter((column) => !gone.includes(column));
  if (columns.length === 0) return null;
  const constraints = table.constraints.filter((each) => !isGone(each));
  const indexes = table.indexes.filter((each) => !isGone(each));
  const after = replaced(models, table, { ...table, columns, constraints, indexes });
  const name = nameText(table.name);
  return {
    models: after,
    expected: [
      ...names.map((each) => `${name}.${each}: drop_column`),
      ...table.indexes.filter(isGone).map((index) => `${name}: drop_index ${shownName(index.name)}`),
      ...table.constraints
        .filter(isGone)
        .map((each) => asIndex(`${name}: drop_constraint ${each.kind} ${shownName(each.name)}`, database)),
      ...gone
        .flatMap(({ checks }) => checks)
        .map((each) => `${name}: drop_constraint check ${shownName(each.name)}`),
      ...typesLeft(models, after, database),
    ],
  };
}
