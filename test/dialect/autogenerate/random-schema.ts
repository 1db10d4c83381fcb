import fc from "fast-check";
import { sa, sql } from "../../../src/index.ts";
import { type DatabaseName, type TypeCase, typeCases } from "./random-types.ts";

/** What a random table is made of: indices into lists, so that a failing schema shrinks to a small one. */
interface ColumnChoice {
  readonly type: number;
  readonly hasDefault: boolean;
  readonly defaultPlace: number;
  readonly nullable: boolean;
  readonly trait: "plain" | "unique" | "index" | "comment" | "computed" | "references";
  readonly target: number;
}

interface TableChoice {
  readonly name: number;
  readonly key: "integer" | "identity" | "text" | "pair" | "none" | "uncounted";
  readonly columns: readonly ColumnChoice[];
  readonly checks: readonly number[];
  readonly indexes: readonly number[];
  readonly uniques: readonly number[];
  readonly comment: boolean;
}

export interface SchemaChoice {
  readonly tables: readonly TableChoice[];
  readonly convention: boolean;
}

const column: fc.Arbitrary<ColumnChoice> = fc.record({
  type: fc.nat(99),
  hasDefault: fc.boolean(),
  defaultPlace: fc.nat(9),
  nullable: fc.boolean(),
  trait: fc.constantFrom("plain", "plain", "unique", "index", "comment", "computed", "references"),
  target: fc.nat(9),
});

const table: fc.Arbitrary<TableChoice> = fc.record({
  name: fc.nat(5),
  key: fc.constantFrom("integer", "identity", "text", "pair", "none", "uncounted"),
  columns: fc.array(column, { maxLength: 8 }),
  checks: fc.array(fc.nat(9), { maxLength: 3 }),
  indexes: fc.array(fc.nat(12), { maxLength: 3 }),
  uniques: fc.array(fc.nat(9), { maxLength: 2 }),
  comment: fc.boolean(),
});

export const schemaChoice: fc.Arbitrary<SchemaChoice> = fc.record({
  tables: fc.uniqueArray(table, { minLength: 1, maxLength: 4, selector: ({ name }) => name }),
  convention: fc.boolean(),
});

const tableNames = [
  "account",
  "Order",
  "select",
  "two words",
  "ünï",
  "a_rather_long_table_name_for_a_test_of_names",
];
const columnNames = [
  "a",
  "B",
  "from",
  "two words",
  "é",
  "a_column_with_a_name_that_is_long_enough_to_be_cut",
  "g",
  "h",
];

const convention = {
  uq: "uq_%(table_name)s_%(column_0_N_name)s",
  fk: "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
  pk: "pk_%(table_name)s",
  ix: "ix_%(table_name)s_%(column_0_N_name)s",
};

type Element = Parameters<sa.MetaData["table"]>[1][number];

/** The models of a choice. */
export function buildSchema(choice: SchemaChoice, database: DatabaseName): sa.MetaData {
  const metadata = new sa.MetaData(choice.convention ? { namingConvention: convention } : {});
  const names = new Set<string>();
  const referable: string[] = [];
  for (const each of choice.tables) {
    const name = tableNames[each.name % tableNames.length] ?? "t";
    if (names.has(name)) continue;
    names.add(name);
    const elements = elementsOf(each, { database, place: each.name, referable });
    metadata.table(
      name,
      elements,
      each.comment && database !== "sqlite" ? { comment: `it's "${name}"` } : {},
    );
    if (each.key === "integer" || each.key === "uncounted") referable.push(name);
  }
  return metadata;
}

interface Scope {
  readonly database: DatabaseName;
  readonly place: number;
  readonly referable: readonly string[];
}

function elementsOf(choice: TableChoice, scope: Scope): readonly Element[] {
  const cases = typeCases(scope.database);
  const chosen = choice.columns.map((each, place) => ({
    name: columnNames[place] ?? `c${place}`,
    each,
    typeCase: cases[each.type % cases.length] as TypeCase,
  }));
  const usable = (use: TypeCase["use"]): readonly string[] =>
    chosen
      .filter(
        ({ typeCase, each }) =>
          typeCase.use === use && each.trait !== "computed" && each.trait !== "references",
      )
      .map(({ name }) => name);
  const numbers = usable("number");
  const texts = usable("text");
  const columns = chosen.map(({ name, each, typeCase }) =>
    columnOf(name, { each, typeCase, numbers, scope }),
  );
  const keys = chosen
    .filter(({ name, each }) => each.trait === "plain" && [...numbers, ...texts].includes(name))
    .map(({ name }) => name);
  return [
    ...keyOf(choice, scope),
    ...columns,
    ...choice.checks.flatMap((check, index) => checkOf(check, { index, numbers, texts, scope })),
    ...choice.indexes.flatMap((each, index) => indexOf(each, { index, numbers, texts, scope })),
    ...choice.uniques.flatMap((each, index) => uniqueOf(each, { index, keys, scope })),
  ];
}

function keyOf({ key }: TableChoice, { database }: Scope): readonly Element[] {
  switch (key) {
    case "integer":
      return [sa.column("id", sa.integer(), { primaryKey: true })];
    case "uncounted":
      return [sa.column("id", sa.integer(), { primaryKey: true, autoincrement: false })];
    case "identity":
      return database === "postgresql"
        ? [
            sa.column("id", sa.bigInteger(), {
              primaryKey: true,
              identity: sa.identity({ always: true, start: 5 }),
            }),
          ]
        : [sa.column("id", sa.bigInteger(), { primaryKey: true })];
    case "text":
      return [sa.column("id", sa.string(20), { primaryKey: true })];
    case "pair":
      return [
        sa.column("k1", sa.integer(), { primaryKey: true, autoincrement: false }),
        sa.column("k2", sa.string(10), { primaryKey: true }),
      ];
    case "none":
      return [sa.column("id", sa.integer(), { nullable: false })];
  }
}

interface ColumnScope {
  readonly each: ColumnChoice;
  readonly typeCase: TypeCase;
  readonly numbers: readonly string[];
  readonly scope: Scope;
}

function columnOf(name: string, { each, typeCase, numbers, scope }: ColumnScope): Element {
  const { trait, nullable, hasDefault, defaultPlace, target } = each;
  const source = numbers[0];
  if (trait === "computed" && source !== undefined) {
    return sa.column(name, sa.integer(), {
      computed: sa.computed(sql`${sql.id(source)} + 1`, { persisted: true }),
    });
  }
  if (trait === "references" || trait === "computed") {
    const referred = scope.referable[target % Math.max(1, scope.referable.length)];
    if (referred === undefined || referred.includes("."))
      return sa.column(name, sa.integer(), { nullable: true });
    const onDelete = [undefined, "CASCADE", "SET NULL", "NO ACTION"][target % 4];
    return sa.column(name, sa.integer(), { references: sa.references(`${referred}.id`, { onDelete }) });
  }
  const isKey = typeCase.use !== "none";
  const serverDefault = hasDefault
    ? typeCase.defaults[defaultPlace % Math.max(1, typeCase.defaults.length)]
    : undefined;
  return sa.column(name, typeCase.type, {
    nullable,
    serverDefault,
    unique: trait === "unique" && isKey && name.length < 20,
    index: trait === "index" && isKey && name.length < 20,
    comment: trait === "comment" && scope.database !== "sqlite" ? `c'o"m\nm` : undefined,
  });
}

interface ObjectScope {
  readonly index: number;
  readonly numbers: readonly string[];
  readonly texts: readonly string[];
  readonly scope: Scope;
}

function checkOf(check: number, { index, numbers, texts, scope }: ObjectScope): readonly Element[] {
  const number = sql.id(numbers[0] ?? "id");
  const text = texts[0] === undefined ? null : sql.id(texts[0]);
  if (numbers.length === 0) return [];
  const conditions = [
    sql`${number} > 0`,
    sql`${number} IN (1, 2, 3)`,
    sql`${number} between 1 and 5 or ${number} is null`,
    sql`${number} != 3 AND (${number} < 100 OR ${number} > 200)`,
    sql`not (${number} = 4)`,
    ...(text === null
      ? []
      : [
          sql`${text} <> ''`,
          sql`length(${text}) > 3`,
          sql`upper(${text}) = 'A''B' or ${text} like 'x%'`,
          sql`coalesce(${text}, 'y') in ('y', 'z')`,
        ]),
  ];
  const condition = conditions[check % conditions.length] ?? sql`1 = 1`;
  return [sa.check(condition, check % 2 === 0 ? {} : { name: `ck_${scope.place}_${index}` })];
}

function indexOf(choice: number, { index, numbers, texts, scope }: ObjectScope): readonly Element[] {
  const name = `ix_${scope.place}_${index}`;
  const { database } = scope;
  const [first, second] = [...numbers, ...texts];
  if (first === undefined) return [];
  const predicate = sql`${sql.id(first)} is not null`;
  const withExpressions = database !== "mariadb";
  const shapes: (Element | null)[] = [
    sa.index(name, [first]),
    sa.index(name, [first], { unique: true }),
    second === undefined ? null : sa.index(name, [first, second]),
    database === "mariadb" ? null : sa.index(name, [sa.desc(first)]),
    withExpressions && numbers[0] !== undefined ? sa.index(name, [sql`(${sql.id(numbers[0])} + 1)`]) : null,
    withExpressions && texts[0] !== undefined
      ? sa.index(name, [sql`lower(${sql.id(texts[0])})`, first])
      : null,
    withExpressions
      ? sa.index(name, [first], { postgresql: { where: predicate }, sqlite: { where: predicate } })
      : null,
    database === "postgresql" ? sa.index(name, [sa.desc(first, { nulls: "last" })]) : null,
    database === "postgresql" ? sa.index(name, [first], { postgresql: { using: "hash" } }) : null,
    database === "postgresql" && second !== undefined
      ? sa.index(name, [first], { unique: true, postgresql: { include: [second], nullsNotDistinct: true } })
      : null,
    database === "postgresql" && texts[0] !== undefined
      ? sa.index(name, [texts[0]], {
          postgresql: { ops: { [texts[0]]: "text_pattern_ops" }, with: { fillfactor: 70 } },
        })
      : null,
    database === "mariadb" && texts[0] !== undefined
      ? sa.index(name, [texts[0]], { mysql: { length: { [texts[0]]: 3 } } })
      : null,
  ];
  const shape = shapes[choice % shapes.length];
  return shape === null || shape === undefined ? [] : [shape];
}

interface UniqueScope {
  readonly index: number;
  readonly keys: readonly string[];
  readonly scope: Scope;
}

function uniqueOf(choice: number, { index, keys, scope }: UniqueScope): readonly Element[] {
  const columns = keys.slice(0, 1 + (choice % 2));
  if (columns.length === 0 || index > 0) return [];
  return [sa.unique(columns, choice % 3 === 0 ? {} : { name: `uq_${scope.place}_${index}` })];
}

/** One change of a schema: which table, what about it, and a number that the change may need. */
export interface Mutation {
  readonly table: number;
  readonly what: (typeof mutations)[number];
  readonly place: number;
}

const mutations = [
  "drop table",
  "add table",
  "drop column",
  "add column",
  "nullable",
  "default",
  "drop checks",
  "other checks",
  "drop indexes",
  "other indexes",
  "drop uniques",
  "add unique",
  "comment",
] as const;

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  table: fc.nat(3),
  what: fc.constantFrom(...mutations),
  place: fc.nat(9),
});

const newColumn: ColumnChoice = {
  type: 10,
  hasDefault: true,
  defaultPlace: 0,
  nullable: true,
  trait: "plain",
  target: 0,
};

/** The schema after the change. */
export function mutated(choice: SchemaChoice, { table: place, what, place: detail }: Mutation): SchemaChoice {
  const { tables } = choice;
  const index = place % tables.length;
  const chosen = tables[index];
  if (chosen === undefined) return choice;
  if (what === "drop table") return { ...choice, tables: tables.filter((_each, other) => other !== index) };
  if (what === "add table") {
    const added: TableChoice = {
      name: detail % tableNames.length,
      key: "integer",
      columns: [newColumn],
      checks: [],
      indexes: [],
      uniques: [],
      comment: false,
    };
    return { ...choice, tables: [...tables, added] };
  }
  return {
    ...choice,
    tables: tables.map((each, other) => (other === index ? changed(each, what, detail) : each)),
  };
}

function changed(choice: TableChoice, what: Mutation["what"], place: number): TableChoice {
  const columns = [...choice.columns];
  const at = columns.length === 0 ? 0 : place % columns.length;
  const column = columns[at];
  switch (what) {
    case "drop column":
      return { ...choice, columns: columns.slice(0, -1) };
    case "add column":
      return columns.length < 8 ? { ...choice, columns: [...columns, newColumn] } : choice;
    case "nullable":
      if (column !== undefined) columns[at] = { ...column, nullable: !column.nullable };
      return { ...choice, columns };
    case "default":
      if (column !== undefined) columns[at] = { ...column, hasDefault: !column.hasDefault };
      return { ...choice, columns };
    case "drop checks":
      return { ...choice, checks: [] };
    case "other checks":
      return { ...choice, checks: choice.checks.map((check) => check + 2) };
    case "drop indexes":
      return { ...choice, indexes: [] };
    case "other indexes":
      return { ...choice, indexes: choice.indexes.map((each) => each + 1) };
    case "drop uniques":
      return { ...choice, uniques: [] };
    case "add unique":
      return { ...choice, uniques: [place] };
    default:
      return { ...choice, comment: !choice.comment };
  }
}
