import fc from "fast-check";
import { sa, sql } from "../../../src/index.ts";
import { isOfMysql } from "../../support/databases.ts";
import {
  type ColumnChoice,
  columnChoice,
  columnOf,
  type Element,
  isPlain,
  type Referable,
} from "./random-columns.ts";
import { checkOf, excludeOf, foreignKeyOf, indexOf, type TableScope, uniqueOf } from "./random-keys.ts";
import { ordinary, specialTables } from "./random-special-tables.ts";
import { type DatabaseName, strictCases, type TypeCase, typeCases } from "./random-types.ts";

interface TableChoice {
  readonly name: number;
  readonly key: "integer" | "identity" | "text" | "pair" | "none" | "uncounted" | "counted" | "named";
  readonly columns: readonly ColumnChoice[];
  readonly checks: readonly number[];
  readonly indexes: readonly number[];
  readonly uniques: readonly number[];
  readonly foreignKeys: readonly number[];
  readonly excludes: readonly number[];
  readonly hasComment: boolean;
  readonly options: number;
}

/** What a random schema is made of: places in lists, so that a failing schema shrinks to a small one. */
export interface SchemaChoice {
  readonly tables: readonly TableChoice[];
  readonly hasConvention: boolean;
  readonly namesDefaultSchema: boolean;
  readonly special: number;
}

const tableChoice: fc.Arbitrary<TableChoice> = fc.record({
  name: fc.nat(5),
  key: fc.constantFrom("integer", "identity", "text", "pair", "none", "uncounted", "counted", "named"),
  columns: fc.array(columnChoice, { maxLength: 8 }),
  checks: fc.array(fc.nat(29), { maxLength: 3 }),
  indexes: fc.array(fc.nat(59), { maxLength: 3 }),
  uniques: fc.array(fc.nat(29), { maxLength: 2 }),
  foreignKeys: fc.array(fc.nat(29), { maxLength: 2 }),
  excludes: fc.array(fc.nat(29), { maxLength: 1 }),
  hasComment: fc.boolean(),
  options: fc.nat(15),
});

export const schemaChoice: fc.Arbitrary<SchemaChoice> = fc.record({
  tables: fc.uniqueArray(tableChoice, { minLength: 1, maxLength: 4, selector: ({ name }) => name }),
  hasConvention: fc.boolean(),
  namesDefaultSchema: fc.integer({ min: 0, max: 3 }).map((number) => number === 3),
  special: fc.nat(15),
});

/** The choice without tables that not every change can be tried on. */
export const changeable = (choice: SchemaChoice): SchemaChoice =>
  choice.special === ordinary ? choice : { ...choice, special: -1 };

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
  pk: "pk_%(short)s",
  ix: "ix_%(table_name)s_%(column_0_N_name)s",
  short: (_constraint: unknown, { name }: { readonly name: unknown }) => `of_${String(name).slice(0, 12)}`,
};

const nameOf = ({ name }: TableChoice): string => tableNames[name % tableNames.length] ?? "t";

/** The database's own schema, by its name. */
export interface Target {
  readonly database: DatabaseName;
  readonly defaultSchema: string;
}

/** The models of a choice. */
export function buildSchema(choice: SchemaChoice, { database, defaultSchema }: Target): sa.MetaData {
  const metadata = new sa.MetaData({
    info: { made: "by chance" },
    ...(choice.hasConvention && { namingConvention: convention }),
    ...(choice.namesDefaultSchema && { schema: defaultSchema }),
  });
  const all = choice.tables.filter(({ key }) => !["text", "none", "identity"].includes(key));
  const targets = all.map((each) => ({ name: nameOf(each), key: keyColumns(each) }));
  const before: Referable[] = [];
  for (const each of choice.tables) {
    const strict = database === "sqlite" && each.options === 0;
    const scope = { database, place: each.name, strict, before, targets };
    metadata.table(nameOf(each), elementsOf(each, scope), tableOptions(each, database));
    if (isCounter(each)) before.push({ name: nameOf(each), key: ["id"] });
  }
  for (const add of specialTables[database][choice.special] ?? []) add(metadata);
  return metadata;
}

const isCounter = ({ key }: TableChoice): boolean =>
  ["integer", "uncounted", "counted", "named"].includes(key);
const keyColumns = (choice: TableChoice): readonly string[] =>
  choice.key === "pair" ? ["k1", "k2"] : ["id"];

interface Scope {
  readonly database: DatabaseName;
  readonly place: number;
  /** SQLite's STRICT: few types. */
  readonly strict: boolean;
  /** Tables with an integer key that were declared before. */
  readonly before: readonly Referable[];
  /** Tables of the schema that keys of several columns, circles and the table itself may refer to. */
  readonly targets: readonly Referable[];
}

function elementsOf(choice: TableChoice, scope: Scope): readonly Element[] {
  const { database, place } = scope;
  const cases = scope.strict ? strictCases : typeCases(database);
  const chosen = choice.columns.map((each, at) => ({
    name: columnNames[at] ?? `c${at}`,
    each: scope.strict && each.trait === "computed" ? { ...each, trait: "plain" as const } : each,
    typeCase: cases[each.type % cases.length] as TypeCase,
  }));
  const usable = (fits: (typeCase: TypeCase) => boolean): readonly string[] =>
    chosen.filter(({ typeCase, each }) => fits(typeCase) && isPlain(each)).map(({ name }) => name);
  const numbers = usable(({ use }) => use === "number");
  const texts = usable(({ use }) => use === "text");
  const columns = chosen.map(({ name, each, typeCase }) =>
    columnOf(name, each, { database, place, typeCase, numbers, texts, referable: scope.before }),
  );
  const needsIntegers = choice.foreignKeys.length > 0 || choice.excludes.length > 0;
  const integers = needsIntegers ? ["r0", "r1", "r2"] : [];
  const table: TableScope = {
    database,
    place,
    numbers,
    texts,
    integers,
    ranges: usable(({ type }) => /^[a-z0-9]+(?<!multi)range$/.test(type.name)),
    keys: chosen
      .filter(({ name, each }) => each.trait === "plain" && [...numbers, ...texts].includes(name))
      .map(({ name }) => name),
    referable: scope.targets,
  };
  return [
    ...keyOf(choice, scope),
    ...(database === "mysql" ? generatedLast(columns) : columns),
    ...integers.map((name) => sa.column(name, sa.integer())),
    ...choice.checks.flatMap((each, index) => checkOf(each, index, table)),
    ...choice.indexes.flatMap((each, index) => indexOf(each, index, table)),
    ...choice.uniques.flatMap((each, index) => uniqueOf(each, index, table)),
    ...choice.foreignKeys.flatMap((each, index) => foreignKeyOf(each, index, table)),
    ...choice.excludes.flatMap((each, index) => excludeOf(each, index, table)),
  ];
}

/** MySQL has generated columns only behind columns with an expression for a default that they are made of. */
function generatedLast(columns: readonly Element[]): readonly Element[] {
  const isGenerated = (each: Element): boolean => each.kind === "column" && each.computed !== null;
  return [...columns.filter((each) => !isGenerated(each)), ...columns.filter(isGenerated)];
}

function keyOf(choice: TableChoice, { database, strict, place }: Scope): readonly Element[] {
  const { key, options } = choice;
  const word = strict ? sa.TEXT() : sa.string(20);
  switch (key) {
    case "integer":
      return [sa.column("id", sa.integer(), { primaryKey: true })];
    case "counted":
      return [sa.column("id", sa.integer(), { primaryKey: true, autoincrement: true })];
    case "uncounted":
      return [
        sa.column("id", sa.integer(), {
          primaryKey: true,
          autoincrement: false,
          ...(database === "sqlite" && options % 2 === 1 && { sqlite: { onConflictPrimaryKey: "ROLLBACK" } }),
        }),
      ];
    case "identity":
      return [
        sa.column("id", strict ? sa.INTEGER() : sa.bigInteger(), {
          primaryKey: true,
          identity: database === "postgresql" ? sa.identity({ always: true, start: 5 }) : null,
        }),
      ];
    case "text":
      return [sa.column("id", word, { primaryKey: true })];
    case "pair":
      return [
        sa.column("k1", sa.integer(), { primaryKey: true, autoincrement: false }),
        sa.column("k2", sa.integer(), { primaryKey: true }),
      ];
    case "named":
      return [
        sa.column("id", sa.integer(), { ...(options % 3 > 0 && { nullable: false }), autoincrement: false }),
        sa.primaryKey(["id"], { name: `pk_${place}`, ...keyOptions(choice, database) }),
      ];
    case "none":
      return [sa.column("id", sa.integer(), { nullable: false })];
  }
}

function keyOptions({ options }: TableChoice, database: DatabaseName): Parameters<typeof sa.primaryKey>[1] {
  if (database === "sqlite") return { sqlite: { onConflict: "FAIL" } };
  if (isOfMysql(database)) return options % 2 === 0 ? { [database]: { using: "btree" } } : {};
  return options % 2 === 0
    ? { postgresql: { with: { fillfactor: 80 } }, info: { a: 1 } }
    : { comment: "the key" };
}

/** The options of a table that fit what is in it. */
function tableOptions(choice: TableChoice, database: DatabaseName): sa.TableOptions {
  const { key, options, hasComment } = choice;
  const comment = hasComment && database !== "sqlite" ? { comment: `it's "${nameOf(choice)}"` } : {};
  const isReferred = key !== "text" && key !== "none";
  const hasOneKey = key === "integer" || key === "counted";
  const mysqlOptions: readonly NonNullable<sa.TableOptions["mysql"] & sa.TableOptions["mariadb"]>[] = [
    { engine: "InnoDB", charset: "utf8mb4", collate: "utf8mb4_unicode_ci" },
    { rowFormat: "DYNAMIC" },
    { defaultCharset: "latin1" },
    { engine: "InnoDB", statsPersistent: 1 },
    hasOneKey ? { autoIncrement: 100 } : {},
  ];
  const own: Readonly<Record<DatabaseName, readonly sa.TableOptions[]>> = {
    sqlite: [
      { sqlite: { strict: true } },
      { sqlite: key === "none" ? {} : { withRowid: false } },
      { sqlite: hasOneKey ? { autoincrement: true } : {} },
    ],
    postgresql: [
      isReferred ? {} : { prefixes: ["UNLOGGED"] },
      { postgresql: { with: { fillfactor: 70 } } },
      { postgresql: { tablespace: "pg_default", using: sql`heap` } },
      { postgresql: { withOids: false } },
    ],
    // MariaDB's own options come before MySQL's.
    mariadb: mysqlOptions.map((options) => ({
      mariadb: options,
      ...("rowFormat" in options && { mysql: { rowFormat: "COMPRESSED" } }),
    })),
    mysql: mysqlOptions.map((options) => ({ mysql: options })),
  };
  return {
    ...comment,
    ...(options === 9 && { info: { a: 1 } }),
    ...(options === 10 && { renamedFrom: "an older one" }),
    ...own[database][options],
  };
}
