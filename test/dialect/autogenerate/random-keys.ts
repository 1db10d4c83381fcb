import * as postgresql from "../../../src/dialect/postgresql/public.ts";
import { sa, sql } from "../../../src/index.ts";
import { isOfMysql } from "../../support/databases.ts";
import type { Element, Referable } from "./random-columns.ts";
import type { DatabaseName } from "./random-types.ts";

/** The columns of a table that its constraints and indexes can use. */
export interface TableScope {
  readonly database: DatabaseName;
  /** Makes names of constraints differ between tables. */
  readonly place: number;
  readonly numbers: readonly string[];
  readonly texts: readonly string[];
  /** Columns that keys may be made of, alone or together. */
  readonly keys: readonly string[];
  /** Integer columns that are nobody's key. */
  readonly integers: readonly string[];
  readonly ranges: readonly string[];
  readonly referable: readonly Referable[];
}

/** The n-th constraint or index of a table: a place in a list of what the database has. */
type Make = (choice: number, index: number, scope: TableScope) => readonly Element[];

const chosen = (list: readonly (Element | null)[], choice: number): readonly Element[] => {
  const element = list[choice % Math.max(1, list.length)];
  return element === null || element === undefined ? [] : [element];
};

export const checkOf: Make = (choice, index, { database, place, numbers, texts }) => {
  const [first] = numbers;
  if (first === undefined) return [];
  const number = sql.id(first);
  const text = texts[0] === undefined ? null : sql.id(texts[0]);
  const conditions = [
    sql`${number} > 0`,
    sql`${number} IN (1, 2, 3)`,
    sql`${number} between 1 and 5 or ${number} is null`,
    sql`${number} != 3 AND (${number} < 100 OR ${number} > 200)`,
    sql`not (${number} = 4)`,
    sql`${number} > -5`,
    ...(text === null
      ? []
      : [
          sql`${text} <> ''`,
          sql`length(${text}) > 3`,
          sql`upper(${text}) = 'A''B' or ${text} like 'x%'`,
          sql`coalesce(${text}, 'y') in ('y', 'z')`,
        ]),
  ];
  const condition = conditions[choice % conditions.length] ?? sql`1 = 1`;
  const own =
    database !== "postgresql"
      ? {}
      : ([
          {},
          {},
          { postgresql: { noInherit: true } },
          { postgresql: { notValid: true } },
          { comment: "it's so" },
        ][choice % 5] ?? {});
  return [sa.check(condition, { ...own, ...(choice % 2 === 1 && { name: `ck_${place}_${index}` }) })];
};

export const indexOf: Make = (choice, index, { database, place, numbers, texts, keys, ranges }) => {
  const name = `ix_${place}_${index}`;
  const [first, second] = [...numbers, ...texts];
  const [number, text] = [numbers[0], texts[0]];
  if (first === undefined) return [];
  const predicate = sql`${sql.id(first)} is not null`;
  const common: readonly (Element | null)[] = [
    sa.index(name, [first]),
    sa.index(name, [first], { unique: true, info: { for: "the application" } }),
    second === undefined ? null : sa.index(name, [first, second]),
    keys[0] === undefined || index > 0 ? null : sa.index(null, [keys[0]]),
  ];
  const expressions: readonly (Element | null)[] = [
    sa.index(name, [sa.desc(first), ...(second === undefined ? [] : [sa.asc(second)])]),
    number === undefined ? null : sa.index(name, [sql`(${sql.id(number)} + 1)`]),
    text === undefined ? null : sa.index(name, [sql`lower(${sql.id(text)})`, first]),
    text === undefined ? null : sa.index(name, [sa.desc(sql`upper(${sql.id(text)})`)], { unique: true }),
    sa.index(name, [first], { postgresql: { where: predicate }, sqlite: { where: predicate } }),
    sa.index(name, [first], {
      unique: true,
      postgresql: { where: "1 < 2" },
      sqlite: { where: "1 < 2" },
    }),
  ];
  if (database === "sqlite") {
    const collated =
      text === undefined ? null : sa.index(name, [sa.indexPart(text, { collation: "NOCASE" })]);
    return chosen([...common, ...expressions, collated], choice);
  }
  if (isOfMysql(database)) {
    const length = text === undefined ? null : { [text]: 3 };
    const own = [
      length === null || text === undefined ? null : sa.index(name, [text], { [database]: { length } }),
      length === null || text === undefined
        ? null
        : sa.index(name, [text], { [database]: { prefix: "FULLTEXT" } }),
      sa.index(name, [first], { mysql: { using: "btree" } }),
      text === undefined ? null : sa.index(name, [text], { mariadb: { length: 2 }, mysql: { length: 4 } }),
    ];
    return chosen([...common, ...own], choice);
  }
  return chosen(
    [...common, ...expressions, ...postgresqlIndexes(name, { first, second, text, range: ranges[0] })],
    choice,
  );
};

interface IndexColumns {
  readonly first: string;
  readonly second: string | undefined;
  readonly text: string | undefined;
  readonly range: string | undefined;
}

function postgresqlIndexes(
  name: string,
  { first, second, text, range }: IndexColumns,
): readonly (Element | null)[] {
  return [
    sa.index(name, [sa.desc(first, { nulls: "last" })]),
    sa.index(name, [sa.asc(first, { nulls: "first" })]),
    sa.index(name, [first], { postgresql: { using: "hash" } }),
    second === undefined
      ? null
      : sa.index(name, [first], { unique: true, postgresql: { include: [second], nullsNotDistinct: true } }),
    text === undefined
      ? null
      : sa.index(name, [text], {
          postgresql: { ops: { [text]: "text_pattern_ops" }, with: { fillfactor: 70 } },
        }),
    text === undefined ? null : sa.index(name, [sa.indexPart(text, { collation: "POSIX" })]),
    text === undefined
      ? null
      : sa.index(name, [sa.indexPart(text, { operatorClass: "text_pattern_ops", order: "desc" })]),
    sa.index(name, [first], { postgresql: { tablespace: "pg_default" } }),
    range === undefined ? null : sa.index(name, [range], { postgresql: { using: "gist" } }),
  ];
}

export const uniqueOf: Make = (choice, index, { database, place, keys }) => {
  const columns = keys.slice(0, 1 + (choice % 2));
  if (columns.length === 0 || index > 0) return [];
  const include = keys[2];
  const options = {
    sqlite: [
      {},
      { sqlite: { onConflict: "REPLACE" } },
      { sqlite: { columnWords: { [columns[0] ?? ""]: "COLLATE NOCASE" } } },
    ],
    mariadb: [{}],
    mysql: [{}],
    postgresql: [
      {},
      { deferrable: true },
      { deferrable: true, initially: "DEFERRED" },
      { postgresql: { nullsNotDistinct: true } },
      include === undefined ? {} : { postgresql: { include: [include] } },
      { postgresql: { with: { fillfactor: 60 }, tablespace: "pg_default" } },
      { comment: "only one" },
    ],
  }[database];
  const own = options[choice % options.length] ?? {};
  return [
    sa.unique(columns, {
      ...own,
      info: choice % 5 === 0 ? { a: 1 } : {},
      ...(choice % 3 !== 0 && { name: `uq_${place}_${index}` }),
    }),
  ];
};

export const foreignKeyOf: Make = (choice, index, { database, place, integers, referable }) => {
  const referred = referable[choice % Math.max(1, referable.length)];
  if (referred === undefined) return [];
  const columns = integers.slice(index, index + referred.key.length);
  if (columns.length < referred.key.length) return [];
  const options = {
    sqlite: [
      {},
      { deferrable: true, initially: "DEFERRED" },
      { onDelete: "SET DEFAULT" },
      { deferrable: false },
    ],
    mariadb: [{}, { onUpdate: "SET NULL" }, { useAlter: true }],
    mysql: [{}, { onUpdate: "SET NULL" }, { useAlter: true }],
    postgresql: [
      {},
      { match: "FULL" },
      { deferrable: true, initially: "IMMEDIATE" },
      { deferrable: false },
      { onUpdate: "SET DEFAULT" },
      { comment: "to there", postgresql: { notValid: true } },
      { useAlter: true },
    ],
  }[database];
  const own: Parameters<typeof sa.foreignKey>[2] = options[choice % options.length] ?? {};
  const action = ["CASCADE", "RESTRICT", "NO ACTION", null][choice % 4];
  return [
    sa.foreignKey(
      columns,
      referred.key.map((column) => `${referred.name}.${column}`),
      { onDelete: action, ...own, ...(choice % 3 === 0 && { name: `fk_${place}_${index}` }) },
    ),
  ];
};

export const excludeOf: Make = (choice, index, { database, place, integers, ranges, texts }) => {
  const [integer] = integers;
  if (database !== "postgresql" || integer === undefined) return [];
  const [range, text] = [ranges[0], texts[0]];
  const name = `ex_${place}_${index}`;
  const shapes = [
    postgresql.exclude([[integer, "="]], { name, using: "btree" }),
    postgresql.exclude([[integer, "="]], { using: "btree", where: sql`${sql.id(integer)} > 5` }),
    range === undefined
      ? null
      : postgresql.exclude([[range, "&&"]], { name, deferrable: true, initially: "DEFERRED" }),
    text === undefined
      ? null
      : postgresql.exclude([[text, "="]], {
          name,
          using: "btree",
          ops: { [text]: "text_pattern_ops" },
          comment: "no two",
        }),
    postgresql.exclude([[sql`(${sql.id(integer)} + 1)`, "="]], { name, using: "btree" }),
    text === undefined
      ? null
      : postgresql.exclude([[integer, "="]], { name, using: "btree", postgresql: { include: [text] } }),
  ];
  return chosen(shapes, choice);
};
