import fc from "fast-check";
import { sa, sql } from "../../../src/index.ts";
import { isOfMysql } from "../../support/databases.ts";
import type { DatabaseName, TypeCase } from "./random-types.ts";

export type Element = Parameters<sa.MetaData["table"]>[1][number];

/** What a random column is made of: places in lists, so that a failing schema shrinks to a small one. */
export interface ColumnChoice {
  readonly type: number;
  readonly hasDefault: boolean;
  readonly defaultPlace: number;
  readonly nullable: boolean;
  readonly trait: "plain" | "unique" | "index" | "unique index" | "computed" | "references" | "identity";
  readonly target: number;
  readonly hasComment: boolean;
  readonly extra: number;
}

export const columnChoice: fc.Arbitrary<ColumnChoice> = fc.record({
  type: fc.nat(999),
  hasDefault: fc.boolean(),
  defaultPlace: fc.nat(11),
  nullable: fc.boolean(),
  trait: fc.constantFrom(
    "plain",
    "plain",
    "plain",
    "unique",
    "index",
    "unique index",
    "computed",
    "references",
    "identity",
  ),
  target: fc.nat(29),
  hasComment: fc.boolean(),
  extra: fc.nat(15),
});

/** A table that foreign keys may refer to. */
export interface Referable {
  readonly name: string;
  readonly key: readonly string[];
}

/** What a column has to know of its table. */
export interface ColumnScope {
  readonly database: DatabaseName;
  /** Makes names differ between tables. */
  readonly place: number;
  readonly typeCase: TypeCase;
  /** Columns before it that expressions can use. */
  readonly numbers: readonly string[];
  readonly texts: readonly string[];
  /** Tables with a single integer key. */
  readonly referable: readonly Referable[];
}

type Options = NonNullable<Parameters<typeof sa.column>[2]>;

/** The column of a choice. */
export function columnOf(name: string, choice: ColumnChoice, scope: ColumnScope): Element {
  const general = {
    ...extras(name, choice, scope),
    comment: choice.hasComment && scope.database !== "sqlite" ? `c'o"m\nm` : undefined,
  };
  const computed = choice.trait === "computed" ? computedOf(choice, scope) : null;
  if (computed !== null) return sa.column(name, computed.type, { ...general, computed: computed.computed });
  if (choice.trait === "identity" && scope.database === "postgresql") {
    const type = [sa.integer(), sa.bigInteger(), sa.smallInteger()][choice.target % 3] ?? sa.integer();
    return sa.column(name, type, { ...general, identity: identities[choice.target % identities.length] });
  }
  if (choice.trait === "references" || choice.trait === "computed") {
    return sa.column(name, sa.integer(), { ...general, references: referenceOf(name, choice, scope) });
  }
  return plainColumn(name, choice, scope, general);
}

/** Whether expressions, keys and indexes may use the column. */
export function isPlain({ trait }: ColumnChoice): boolean {
  return trait !== "computed" && trait !== "references" && trait !== "identity";
}

function plainColumn(name: string, choice: ColumnChoice, scope: ColumnScope, general: Options): Element {
  const { typeCase, database } = scope;
  const { trait, target } = choice;
  const isKey = typeCase.use !== "none" && name.length < 20;
  const isUnique = isKey && (trait === "unique" || trait === "unique index");
  const serverDefault = choice.hasDefault
    ? typeCase.defaults[choice.defaultPlace % Math.max(1, typeCase.defaults.length)]
    : undefined;
  const conflicts =
    database === "sqlite" && target % 3 === 0
      ? {
          sqlite: {
            ...(isUnique && { onConflictUnique: "IGNORE" }),
            ...(!choice.nullable && { onConflictNotNull: "FAIL" }),
          },
        }
      : {};
  return sa.column(name, typeCase.type, {
    ...general,
    nullable: isNullConstant(serverDefault) || choice.nullable,
    serverDefault,
    unique: isUnique,
    index: isKey && (trait === "index" || trait === "unique index"),
    ...conflicts,
  });
}

function isNullConstant(value: unknown): boolean {
  return typeof value === "object" && value !== null && "value" in value && value.value === null;
}

function extras(name: string, choice: ColumnChoice, { database, typeCase }: ColumnScope): Options {
  const { extra } = choice;
  const isNumber = typeCase.use === "number" && isPlain(choice);
  const list: readonly Options[] = [
    { key: `key of ${name}` },
    { info: { note: "for the application" } },
    { default: 5 },
    { renamedFrom: "before" },
    ...(isNumber ? [{ checks: sa.check(sql`${sql.id(name)} <> 77`) }] : []),
    // MariaDB cannot name a CHECK inside a column.
    ...(isNumber && !isOfMysql(database)
      ? [{ checks: [sa.check(sql`${sql.id(name)} < 99`, { name: `ck of ${name}` })] }]
      : []),
  ];
  return list[extra] ?? {};
}

function computedOf(
  { target }: ColumnChoice,
  { database, numbers, texts }: ColumnScope,
): { readonly type: sa.SqlType; readonly computed: sa.Computed } | null {
  const [number, text] = [numbers[0], texts[0]];
  // PostgreSQL 15 has stored columns only, and wants the word.
  const persisted = database === "postgresql" ? true : ([true, false, null] as const)[target % 3];
  const options = { persisted: persisted ?? undefined };
  if (text !== undefined && (number === undefined || target % 4 === 3)) {
    return { type: sa.string(80), computed: sa.computed(sql`upper(${sql.id(text)})`, options) };
  }
  if (number === undefined) return null;
  const texted = [
    sql`${sql.id(number)} + 1`,
    sql`abs(${sql.id(number)}) * 2`,
    sql`coalesce(${sql.id(number)}, 0)`,
  ];
  return {
    type: sa.numeric(20, 4),
    computed: sa.computed(texted[target % texted.length] ?? sql`1`, options),
  };
}

const identities: readonly sa.Identity[] = [
  sa.identity(),
  sa.identity({ always: true, start: 5 }),
  sa.identity({ always: false, increment: 2, minValue: 1, maxValue: 1000, cycle: true, cache: 5 }),
  sa.identity({ noMinValue: true, noMaxValue: true }),
  sa.identity({ start: -1, increment: -1 }),
  sa.identity({ start: 10n, minValue: 10n, maxValue: 30000n, increment: 1n, cache: 2n, cycle: false }),
];

function referenceOf(
  name: string,
  { target }: ColumnChoice,
  { database, place, referable }: ColumnScope,
): sa.Reference | undefined {
  const referred = referable[target % Math.max(1, referable.length)];
  if (referred === undefined) return undefined;
  const onDelete = [undefined, "CASCADE", "SET NULL", "NO ACTION", "RESTRICT"][target % 5];
  const onUpdate = [undefined, "CASCADE", "RESTRICT"][target % 3];
  const timing = [{}, { deferrable: true }, { deferrable: true, initially: "DEFERRED" }][target % 3];
  return sa.references(`${referred.name}.${referred.key[0] ?? "id"}`, {
    onDelete,
    onUpdate,
    ...(isOfMysql(database) ? {} : timing),
    ...(database === "postgresql" && target % 4 === 1 ? { match: "FULL" } : {}),
    ...(database === "postgresql" && target % 7 === 6 ? { postgresql: { notValid: true } } : {}),
    ...(database !== "sqlite" && target % 6 === 5 ? { useAlter: true } : {}),
    ...(target % 10 === 9 ? { name: `fk ${place} ${name}` } : {}),
  });
}
