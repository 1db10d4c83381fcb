import type { sa } from "../../../../src/index.ts";
import { nameText } from "../../../../src/schema/names.ts";
import { isOfMysql } from "../../../support/databases.ts";
import { columnsOf, type Mutation, tablesOf, withTables } from "./mutation.ts";

/** The models with other labels for the enum that is called `letters`. */
function withLetters(models: sa.MetaData, values: readonly string[]): sa.MetaData {
  const other = (type: sa.SqlType): sa.SqlType => {
    const { item } = type.options;
    if (item !== undefined) return { ...type, options: { ...type.options, item: other(item) } };
    return isLetters(type) ? { ...type, options: { ...type.options, values } } : type;
  };
  return withTables(
    models,
    tablesOf(models).map((table) => ({
      ...table,
      columns: table.columns.map((column) => ({ ...column, type: other(column.type) })),
    })),
  );
}

const isLetters = ({ name, options }: sa.SqlType): boolean => name === "enum" && options.name === "letters";
const hasLetters = (models: sa.MetaData): boolean =>
  columnsOf(models).some(({ column: { type } }) => isLetters(type.options.item ?? type));

const relabelled = (name: string, values: readonly string[]): Mutation => ({
  name,
  on: ["postgresql", "mariadb", "mysql"],
  change: (models, _pick, database) => {
    if (!hasLetters(models)) return null;
    const users = columnsOf(models).filter(({ column }) => isLetters(column.type));
    const statements = database === "postgresql" ? ["execute ALTER TYPE"] : [];
    const columns = isOfMysql(database)
      ? users.map(({ table, name: column }) => `${nameText(table.name)}.${column}: alter_column type`)
      : [];
    return { models: withLetters(models, values), expected: [...statements, ...columns] };
  },
});

export const typeMutations: readonly Mutation[] = [
  relabelled("add a label at the end of an enum", ["a", "b b", "c'd", "e"]),
  relabelled("add a label in front of an enum", ["_", "a", "b b", "c'd"]),
  relabelled("take a label of an enum away", ["a", "c'd"]),
  relabelled("take a label of an enum away and add another", ["a", "c'd", "f"]),
  {
    name: "add a sequence",
    on: ["postgresql"],
    change: (models) => {
      const after = withTables(models, tablesOf(models));
      after.sequence("fresh counter", { start: 3 });
      return { models: after, expected: ["execute CREATE SEQUENCE"] };
    },
  },
  {
    name: "change a sequence",
    on: ["postgresql"],
    change: (models) => {
      const [key, sequence] = [...models.sequences].find(([, { name }]) => name === "counter") ?? [];
      if (key === undefined || sequence === undefined) return null;
      const after = withTables(models, tablesOf(models));
      after.sequences.set(key, { ...sequence, increment: 7, cycle: false });
      return { models: after, expected: ["execute ALTER SEQUENCE"] };
    },
  },
  {
    name: "drop a sequence",
    on: ["postgresql"],
    change: (models) => {
      const [key] = [...models.sequences].find(([, { name }]) => name === "plain counter") ?? [];
      if (key === undefined) return null;
      const after = withTables(models, tablesOf(models));
      after.sequences.delete(key);
      return { models: after, expected: ["execute DROP SEQUENCE"] };
    },
  },
];
