import { describe, expect, test } from "vitest";
import { type Connection, sa } from "../../../src/index.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds } from "../../support/databases.ts";
import { type Models, type Revision, thereAndBack } from "../../support/there-and-back.ts";

const { column, foreignKey, integer, references, string, unique } = sa;
const id = column("id", integer(), { primaryKey: true });
const code = column("code", integer(), { nullable: false });
// With an index of its own, or MySQL would make one for the foreign key and leave it behind.
const number = column("number", integer(), { index: true });
const bare = column("number", integer());

type Elements = Parameters<sa.MetaData["table"]>[1];

const tables =
  (all: Readonly<Record<string, Elements>>): Models =>
  (metadata) => {
    for (const [name, elements] of Object.entries(all)) metadata.table(name, elements);
  };

const toCode = (table: string, name = "fk_code"): sa.Constraint =>
  foreignKey(["number"], [`${table}.code`], { name });
const cascading = (name: string): sa.Constraint =>
  foreignKey(["number"], ["a.code"], { name, onDelete: "CASCADE" });
const uniqueCode = unique(["code"], { name: "uq_code" });

const plain = (name: string): sa.Column => column(name, integer(), { nullable: false, autoincrement: false });

const journeys: readonly (readonly [string, Models, Models])[] = [
  [
    "a key and the foreign key that refers to it",
    tables({ a: [id, code, uniqueCode], b: [id, number, toCode("a")] }),
    tables({ a: [id, code], b: [id, number] }),
  ],
  [
    "the same where the table of the foreign key comes first",
    tables({ z: [id, code, uniqueCode], b: [id, number, toCode("z")] }),
    tables({ z: [id, code], b: [id, number] }),
  ],
  [
    "the column that a foreign key refers to",
    tables({ a: [id, code, uniqueCode], b: [id, number, toCode("a")] }),
    tables({
      a: [id, column("other", integer(), { nullable: false }), unique(["other"], { name: "uq_other" })],
      b: [id, number, foreignKey(["number"], ["a.other"], { name: "fk_code" })],
    }),
  ],
  [
    "the name of a key under foreign keys that stay",
    tables({ a: [id, code, number, uniqueCode, toCode("a", "fk_self")], b: [id, number, toCode("a")] }),
    tables({
      a: [id, code, number, unique(["code"], { name: "uq_new" }), toCode("a", "fk_self")],
      b: [id, number, toCode("a")],
    }),
  ],
  [
    "the primary key under a foreign key that stays",
    tables({ a: [plain("code"), plain("other"), sa.primaryKey(["code"])], b: [id, number, toCode("a")] }),
    tables({
      a: [plain("code"), plain("other"), sa.primaryKey(["other"]), uniqueCode],
      b: [id, number, toCode("a")],
    }),
  ],
  [
    "a new table, and the column of an old one that it refers to",
    tables({ z: [id] }),
    tables({
      z: [id, column("code", integer(), { unique: true })],
      n: [id, column("number", integer(), { index: true, references: references("z.code") })],
    }),
  ],
  [
    "a dropped table that something referred to, and a column that it referred to itself",
    tables({
      z: [id, code, uniqueCode],
      gone: [id, number, toCode("z")],
      k: [
        id,
        column("gone_id", integer(), { index: true, references: references("gone.id", { name: "fk_k" }) }),
      ],
    }),
    tables({ z: [id], k: [id, column("gone_id", integer(), { index: true })] }),
  ],
  [
    "an index of the same name under a foreign key",
    tables({ a: [id, code, uniqueCode], b: [id, bare, toCode("a"), sa.index("ix", ["number"])] }),
    tables({ a: [id, code, uniqueCode], b: [id, bare, toCode("a"), sa.index("ix", ["number", "id"])] }),
  ],
  [
    "all indexes that serve a foreign key",
    tables({
      a: [id, code, uniqueCode],
      b: [id, bare, toCode("a"), sa.index("ix", ["number"]), unique(["number", "id"], { name: "uq" })],
    }),
    tables({
      a: [id, code, uniqueCode],
      b: [
        id,
        number,
        toCode("a"),
        sa.index("ix_new", ["number"]),
        unique(["number", "id"], { name: "uq_new" }),
      ],
    }),
  ],
  [
    "one of two foreign keys that do the same, the other one changes",
    tables({ a: [id, code, uniqueCode], b: [id, number, toCode("a", "f1"), toCode("a", "f2")] }),
    tables({ a: [id, code, uniqueCode], b: [id, number, cascading("f1")] }),
  ],
  [
    "one of two foreign keys that do the same, whose name another one gets",
    tables({ a: [id, code, uniqueCode], b: [id, number, toCode("a", "f1"), toCode("a", "f2")] }),
    tables({ a: [id, code, uniqueCode], b: [id, number, toCode("a", "f2"), cascading("f1")] }),
  ],
  [
    "a foreign key whose name another one gets, and makes it again",
    tables({ a: [id, code, uniqueCode], b: [id, number, toCode("a", "f1")] }),
    tables({ a: [id, code, uniqueCode], b: [id, number, toCode("a", "f2"), cascading("f1")] }),
  ],
];

const pair =
  (parent: string, type: sa.SqlType, onDelete: string | null = null): Models =>
  (metadata) => {
    metadata.table(parent, [column("code", type, { nullable: false, autoincrement: false }), uniqueCode]);
    metadata.table("c", [
      id,
      column("number", type, { index: true }),
      foreignKey(["number"], [`${parent}.code`], { name: "fk", onDelete }),
    ]);
  };

const typeJourneys: readonly (readonly [string, Models, Models])[] = [
  ["of both ends of a foreign key", pair("p", integer()), pair("p", sa.bigInteger())],
  ["of both ends, the parent first", pair("a", integer()), pair("a", sa.bigInteger())],
  [
    "of both ends of a foreign key that changes too",
    pair("p", integer()),
    pair("p", sa.bigInteger(), "CASCADE"),
  ],
  ["of texts at both ends", pair("a", string(20)), pair("a", string(40))],
  ["of both ends, to one that compares otherwise", pair("a", integer()), pair("a", string(40))],
  [
    "of a column that a new table refers to",
    tables({ z: [column("code", integer(), { nullable: false, autoincrement: false }), uniqueCode] }),
    tables({
      z: [column("code", string(9), { nullable: false }), uniqueCode],
      n: [id, column("number", string(9)), toCode("z")],
    }),
  ],
];

/** SQLite's tables are rebuilt with their foreign keys. */
const kinds = databaseKinds().filter(({ name }) => name !== "sqlite");

describe.each(kinds)("foreign keys stand where they can on $name", (kind) => {
  let connection: Connection;

  connectEach(kind, "fkorder", (opened) => {
    connection = opened;
  });

  const both = async (before: Models, after: Models): Promise<Revision> =>
    thereAndBack(connection, { before, after });

  test.each(journeys)("when a revision drops %s", async (_title, before, after) => {
    await both(before, after);
  });

  test.each(journeys)("when a revision adds it: %s", async (_title, after, before) => {
    await both(before, after);
  });

  test.each(typeJourneys)("when a revision changes the type %s", async (_title, before, after) => {
    await both(before, after);
  });

  test("when a new table has a unique index that it refers to itself", async () => {
    const refersToItself = [id, code, number, sa.index("ix_code", ["code"], { unique: true }), toCode("s")];
    await both(tables({ t: [id] }), tables({ t: [id], s: refersToItself }));
  });

  test("while the order of the tables is kept where it works", async () => {
    const before = tables({ a: [id, code], b: [id, number], c: [id] });
    const after = tables({ a: [id, code, uniqueCode], b: [id, number, toCode("a")], c: [id, bare] });
    const { upgrade } = await both(before, after);
    const places = ["uq_code", "fk_code", '"c"'].map((text) => upgrade.indexOf(text));
    expect(places).toEqual([...places].sort((one, other) => one - other));
  });
});
