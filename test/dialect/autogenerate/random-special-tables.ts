import { sa, sql } from "../../../src/index.ts";
import type { DatabaseName } from "./random-types.ts";

type Add = (metadata: sa.MetaData) => unknown;

const id = (): sa.Column => sa.column("id", sa.integer(), { nullable: false });

const counters: readonly Add[] = [
  (metadata) => metadata.sequence("plain counter"),
  (metadata) =>
    metadata.sequence("counter", {
      start: 5,
      increment: 2,
      minValue: 1,
      maxValue: 5000,
      cache: 4,
      cycle: true,
    }),
  (metadata) =>
    metadata.sequence("small_counter", { dataType: "smallint", noMinValue: true, noMaxValue: true }),
  (metadata) => metadata.sequence("back", { start: -1n, increment: -1n, cycle: false }),
  (metadata) =>
    metadata.table("counts", [
      sa.column("id", sa.integer(), {
        primaryKey: true,
        serverDefault: sa.nextValue("counter", { schema: metadata.schema }),
      }),
    ]),
];

const parts: Add = (metadata) =>
  metadata.table(
    "parted",
    [id(), sa.column("made", sa.date(), { nullable: false }), sa.index("ix_made", ["made"])],
    {
      postgresql: { partitionBy: "RANGE (made)" },
      mysql: { partitionBy: "HASH(id)", partitions: 4 },
    },
  );

const heirs: readonly Add[] = [
  (metadata) => metadata.table("parent", [id(), sa.column("a", sa.string(9))]),
  (metadata) =>
    metadata.table("child", [id(), sa.column("a", sa.string(9)), sa.column("own", sa.integer())], {
      postgresql: { inherits: metadata.schema === null ? "parent" : `${metadata.schema}.parent` },
    }),
];

/** Names that differ in quotes and case only. */
const quoted: Add = (metadata) =>
  metadata.table(sa.quotedName("quoted", true), [
    sa.column(sa.quotedName("lower", true), sa.integer()),
    sa.column("UPPER", sa.integer()),
    sa.check(sql`${sql.id("lower")} < ${sql.id("UPPER")}`),
  ]);

/** Tables that refer to each other: their keys come last. */
const circle: readonly Add[] = [
  (metadata) =>
    metadata.table("hen", [
      sa.column("id", sa.integer(), { primaryKey: true }),
      sa.column("egg_id", sa.integer(), {
        references: sa.references("egg.id", { name: "fk_hen_egg", useAlter: true }),
      }),
    ]),
  (metadata) =>
    metadata.table("egg", [
      sa.column("id", sa.integer(), { primaryKey: true }),
      sa.column("hen_id", sa.integer(), { references: sa.references("hen.id", { name: "fk_egg_hen" }) }),
    ]),
];

/** A key that is checked late, with a column beside it; foreign keys cannot refer to one. */
const lateKey: Add = (metadata) =>
  metadata.table("late", [
    id(),
    sa.column("a", sa.integer()),
    sa.primaryKey(["id"], { deferrable: true, initially: "DEFERRED", postgresql: { include: ["a"] } }),
  ]);

/** The number of those that changes may be tried on; others, such as partitioned tables, have rules of their own. */
export const ordinary = 4;

/** What few schemas have besides the random tables, by number. */
export const specialTables: Readonly<Record<DatabaseName, Readonly<Record<number, readonly Add[]>>>> = {
  sqlite: { 0: [quoted], 1: circle },
  mariadb: { 0: [quoted], 1: circle, 2: [parts] },
  mysql: { 0: [quoted], 1: circle, 2: [parts] },
  postgresql: { 0: [quoted], 1: circle, 2: [parts], 3: heirs, [ordinary]: counters, 5: [lateKey] },
};
