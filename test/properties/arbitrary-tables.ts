import fc from "fast-check";
import * as sa from "../../src/sa/index.ts";
import { sql } from "../../src/schema/sql-text.ts";
import type { DatabaseKind } from "../support/databases.ts";

/** What the databases differ in, as far as random tables go. */
export interface TableFeatures {
  readonly comments: boolean;
  /** Whether comments hold characters beyond the Basic Multilingual Plane. */
  readonly commentsInAllPlanes: boolean;
  readonly partialIndexes: boolean;
  readonly identityColumns: boolean;
  /** Whether ALTER can make a key count up without an identity. */
  readonly autoincrement: boolean;
  /** Whether ADD COLUMN can add a computed column whose values are stored. */
  readonly storesComputed: boolean;
  /** Whether columns of the type can have a default and stand in keys and indexes. */
  readonly keyableText: boolean;
}

const ofMysql: TableFeatures = {
  comments: true,
  commentsInAllPlanes: false,
  partialIndexes: false,
  identityColumns: false,
  autoincrement: true,
  storesComputed: true,
  keyableText: false,
};

export const tableFeatures: Readonly<Record<DatabaseKind["name"], TableFeatures>> = {
  sqlite: {
    comments: false,
    commentsInAllPlanes: false,
    partialIndexes: true,
    identityColumns: false,
    autoincrement: false,
    storesComputed: false,
    keyableText: true,
  },
  postgresql: {
    comments: true,
    commentsInAllPlanes: true,
    partialIndexes: true,
    identityColumns: true,
    autoincrement: false,
    storesComputed: true,
    keyableText: true,
  },
  mariadb: ofMysql,
  // Columns with values stored from a column of a foreign key are refused.
  mysql: { ...ofMysql, storesComputed: false },
};

const names = [
  "plain",
  "order",
  "Mixed",
  "a b",
  "it's",
  'quo"te',
  "back`tick",
  "ünï",
  "per%cent",
  "co:lon",
  "dot.ted",
];

/** Text that DDL has to carry: quotes, backslashes, line ends, format characters, any alphabet. */
const awkwardText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "",
    "it's",
    'a "b"',
    "back\\slash",
    "\\",
    "';--",
    "%s %%",
    ":x ?",
    "a\nb",
    "$$",
    "`",
    "/* */",
    "ünï 漢字 🎉",
  ),
  fc
    .string({ unit: "grapheme", maxLength: 12 })
    .filter((text) => !text.includes("\0") && text.isWellFormed()),
);

const beyondBasicPlane = /[\u{10000}-\u{10ffff}]/u;

const arbitraryComment = (features: TableFeatures): fc.Arbitrary<string | null> =>
  features.comments
    ? fc.option(
        awkwardText.filter(
          (text) => text !== "" && (features.commentsInAllPlanes || !beyondBasicPlane.test(text)),
        ),
      )
    : fc.constant(null);

interface TypeChoice {
  readonly type: sa.SqlType;
  readonly isNumber: boolean;
  readonly isKeyable: boolean;
  readonly serverDefault: fc.Arbitrary<sa.ServerDefaultInput | null>;
}

const numbers = (type: sa.SqlType): TypeChoice => ({
  type,
  isNumber: true,
  isKeyable: true,
  serverDefault: fc.constantFrom(null, 0, 7, -3),
});
const noDefault = (type: sa.SqlType, isKeyable: boolean): TypeChoice => ({
  type,
  isNumber: false,
  isKeyable,
  serverDefault: fc.constant(null),
});

const typesOf = ({ keyableText }: TableFeatures): readonly TypeChoice[] => [
  numbers(sa.integer()),
  numbers(sa.smallInteger()),
  numbers(sa.bigInteger()),
  numbers(sa.numeric(10, 2)),
  { type: sa.string(40), isNumber: false, isKeyable: true, serverDefault: fc.option(awkwardText) },
  { type: sa.string(12), isNumber: false, isKeyable: true, serverDefault: fc.constantFrom(null, "it's") },
  { type: sa.boolean(), isNumber: false, isKeyable: true, serverDefault: fc.constantFrom(null, true, false) },
  {
    type: sa.dateTime(),
    isNumber: false,
    isKeyable: true,
    serverDefault: fc.constantFrom(null, sa.func.now()),
  },
  noDefault(sa.date(), true),
  noDefault(sa.text(), keyableText),
  noDefault(sa.largeBinary(), false),
  noDefault(sa.double(), false),
];

interface Chosen {
  readonly column: sa.Column;
  readonly choice: TypeChoice;
}

/** A column of a random type; `options` are added. */
function chosenColumn(name: string, features: TableFeatures): fc.Arbitrary<Chosen> {
  return fc.constantFrom(...typesOf(features)).chain((choice) =>
    fc
      .record({
        nullable: fc.boolean(),
        serverDefault: choice.serverDefault,
        comment: arbitraryComment(features),
      })
      .map((options) => ({ choice, column: sa.column(name, choice.type, options) })),
  );
}

export const arbitraryColumn = (name: string, features: TableFeatures): fc.Arbitrary<sa.Column> =>
  chosenColumn(name, features).map(({ column }) => column);

const actions = fc.constantFrom(null, "CASCADE", "RESTRICT");

/**
 * A table with an integer key and random columns, constraints and indexes; `team_id` refers to `parent.id`, the last
 * column `last` stands in nothing.
 */
export function arbitraryTable(features: TableFeatures): fc.Arbitrary<sa.Table> {
  return fc
    .tuple(
      fc.constantFrom("t", "Order Lines", "select", "tä'b"),
      fc
        .subarray(names, { minLength: 1, maxLength: 5 })
        .chain((own) => fc.tuple(...own.map((name) => chosenColumn(name, features)))),
      arbitraryColumn("last", features),
      fc.record({
        generatedKey: fc.boolean(),
        isUnique: fc.boolean(),
        isChecked: fc.boolean(),
        isDescending: fc.boolean(),
        isPartial: fc.boolean(),
        uniqueIndex: fc.boolean(),
        hasReference: fc.boolean(),
        onDelete: actions,
        comment: arbitraryComment(features),
      }),
    )
    .map(([name, chosen, last, made]) => {
      const keyable = chosen
        .filter(({ choice }) => choice.isKeyable)
        .map(({ column }) => String(column.name));
      const number = chosen.find(({ choice }) => choice.isNumber)?.column.name;
      const [first] = keyable;
      const elements: (sa.Column | sa.Constraint | sa.Index | null)[] = [
        sa.column("id", sa.integer(), { nullable: false, autoincrement: made.generatedKey }),
        sa.column("team_id", sa.integer()),
        ...chosen.map(({ column }) => column),
        last,
        sa.primaryKey(["id"], { name: "pk_t" }),
        made.isUnique && keyable.length > 0 ? sa.unique(keyable.slice(0, 2), { name: "uq it" }) : null,
        made.isChecked && number !== undefined
          ? sa.check(sql`${sql.id(String(number))} > -5`, { name: "ck_Number" })
          : null,
        made.hasReference
          ? sa.foreignKey(["team_id"], ["parent.id"], { name: "fk_t", onDelete: made.onDelete })
          : null,
        first === undefined
          ? null
          : sa.index("ix first", [made.isDescending ? sa.desc(first) : first, "id"], {
              unique: made.uniqueIndex,
              ...(made.isPartial && features.partialIndexes
                ? { postgresql: { where: sql`id > 10` }, sqlite: { where: sql`id > 10` } }
                : {}),
            }),
      ];
      return sa.table(
        name,
        elements.filter((element) => element !== null),
        { comment: made.comment },
      );
    });
}
