import { sa } from "../../../../src/index.ts";
import { nameText } from "../../../../src/schema/names.ts";
import { isOfMysql } from "../../../support/databases.ts";
import { dropped, shownName } from "./describe-operations.ts";
import { typesLeft } from "./enum-uses.ts";
import { isReferred, type Mutation, replaced, tablesOf, withTables } from "./mutation.ts";

export const tableMutations: readonly Mutation[] = [
  {
    name: "nothing",
    change: (models) => ({ models: withTables(models, tablesOf(models)), expected: [] }),
  },
  {
    name: "nothing but other words for the same types",
    change: (models) => ({
      models: withTables(
        models,
        tablesOf(models).map((table) => ({ ...table, columns: table.columns.map(otherWords) })),
      ),
      expected: [],
    }),
  },
  {
    name: "add a table",
    change: (models) => {
      const table = sa.table(
        "fresh",
        [
          sa.column("id", sa.integer(), { primaryKey: true }),
          sa.column("name", sa.string(20), { unique: true }),
          sa.index("ix_9_8", ["name", "id"]),
        ],
        { schema: models.schema },
      );
      return {
        models: withTables(models, [...tablesOf(models), table]),
        expected: ["fresh: create_table", "fresh: create_index ix_9_8"],
      };
    },
  },
  {
    name: "drop a table",
    change: (models, pick, database) => {
      const table = pick(tablesOf(models).filter((each) => !isReferred(models, each)));
      if (table === undefined) return null;
      const rest = withTables(
        models,
        tablesOf(models).filter((each) => each !== table),
      );
      const name = nameText(table.name);
      // MariaDB's indexes go with their table, because foreign keys hold them.
      const indexes = isOfMysql(database)
        ? []
        : table.indexes.map((index) => `${name}: drop_index ${shownName(index.name)}`);
      return {
        models: rest,
        expected: [`${name}: drop_table`, ...indexes, ...typesLeft(models, rest, database)],
      };
    },
  },
  {
    name: "drop a table and the keys that refer to it",
    on: ["sqlite", "postgresql"],
    change: (models, pick, database) => {
      const table = pick(tablesOf(models).filter((each) => isReferred(models, each)));
      if (table === undefined) return null;
      const name = nameText(table.name);
      const refers = (each: sa.Constraint): boolean =>
        each.kind === "foreign_key" && each.referredTable === name;
      const others = tablesOf(models).filter((each) => each !== table);
      const rest = withTables(
        models,
        others.map((each) => ({
          ...each,
          constraints: each.constraints.filter((constraint) => !refers(constraint)),
        })),
      );
      return {
        models: rest,
        expected: [
          `${name}: drop_table`,
          ...table.indexes.map((index) => `${name}: drop_index ${shownName(index.name)}`),
          ...others.flatMap((each) =>
            each.constraints.filter(refers).map((key) => dropped(nameText(each.name), key, key.name)),
          ),
          ...typesLeft(models, rest, database),
        ],
      };
    },
  },
  {
    name: "rename a table",
    change: (models, pick, database) => {
      if (models.namingConvention.pk !== undefined) return null;
      const table = pick(
        tablesOf(models).filter(
          (each) =>
            // The names of such indexes have the table's in them.
            each.indexes.every(({ name }) => name !== null) &&
            // MariaDB 10.11.19 breaks down when its catalogue is asked for foreign keys of such a table: RENAME TABLE spoils
            // the names that it gave to one of CREATE TABLE and one of ALTER TABLE.
            !(isOfMysql(database) && hasForeignKey(each) && !isAscii(nameText(each.name))),
        ),
      );
      if (table === undefined) return null;
      const name = nameText(table.name);
      const renamed = tablesOf(models).map((each) => ({
        ...each,
        ...(each === table && { name: "renamed", renamedFrom: name }),
        constraints: each.constraints.map((constraint) =>
          constraint.kind === "foreign_key" && constraint.referredTable === name
            ? { ...constraint, referredTable: "renamed" }
            : constraint,
        ),
      }));
      return { models: withTables(models, renamed), expected: [`${name}: rename_table renamed`] };
    },
  },
  {
    name: "comment on a table",
    on: ["postgresql", "mariadb", "mysql"],
    change: (models, pick) => {
      const table = pick(tablesOf(models));
      if (table === undefined) return null;
      return {
        models: replaced(models, table, { ...table, comment: "an\\other 'one'" }),
        expected: [`${nameText(table.name)}: create_table_comment`],
      };
    },
  },
  {
    name: "take a table's comment away",
    on: ["postgresql", "mariadb", "mysql"],
    change: (models, pick) => {
      const table = pick(tablesOf(models).filter(({ comment }) => comment !== null));
      if (table === undefined) return null;
      return {
        models: replaced(models, table, { ...table, comment: null }),
        expected: [`${nameText(table.name)}: drop_table_comment`],
      };
    },
  },
  {
    name: "give a table another row format",
    on: ["mariadb", "mysql"],
    change: (models, pick, database) => {
      const table = pick(tablesOf(models));
      if (table === undefined) return null;
      const own = { ...Reflect.get(table.options, database), rowFormat: "COMPACT" };
      return {
        models: replaced(models, table, { ...table, options: { ...table.options, [database]: own } }),
        expected: ["execute ALTER TABLE"],
      };
    },
  },
];

const hasForeignKey = ({ constraints }: sa.Table): boolean =>
  constraints.some(({ kind }) => kind === "foreign_key");

const isAscii = (text: string): boolean => [...text].every((character) => character < "\u{80}");

const synonyms: Readonly<Record<string, () => sa.SqlType>> = {
  integer: sa.INTEGER,
  smallInteger: sa.SMALLINT,
  bigInteger: sa.BIGINT,
  date: sa.DATE,
};

function otherWords(column: sa.Column): sa.Column {
  const { type } = column;
  const other = type.family === "generic" ? synonyms[type.name] : undefined;
  return other === undefined ? column : { ...column, type: other() };
}
