import { describe, expect, test } from "vitest";
import { type Connection, sa } from "../../../src/index.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds, isOfMysql } from "../../support/databases.ts";
import { type Models, thereAndBack } from "../../support/there-and-back.ts";

const { column, index, integer, unique } = sa;

type Elements = Parameters<sa.MetaData["table"]>[1];

const table =
  (...elements: Elements): Models =>
  (metadata) => {
    metadata.table("t", [column("id", integer(), { primaryKey: true }), ...elements]);
  };

const [a, b] = [column("a", integer()), column("b", integer())];
const someRows = { where: "a > 0" };
const partial = index("some_a", ["a"], { unique: true, postgresql: someRows, sqlite: someRows });

const journeys: readonly (readonly [string, Models, Models])[] = [
  [
    "a unique index over some rows",
    table(a, partial),
    table(column("a", integer(), { unique: true }), partial),
  ],
  [
    "a unique index that stays",
    table(a, index("all_a", ["a"], { unique: true })),
    table(column("a", integer(), { unique: true }), index("all_a", ["a"], { unique: true })),
  ],
  [
    "a unique index that goes",
    table(column("a", integer(), { index: true, unique: true })),
    table(column("a", integer(), { unique: true })),
  ],
  [
    "a unique index that goes, of the same columns otherwise ordered",
    table(a, b, index("both", ["a", "b"], { unique: true })),
    table(a, b, unique(["b", "a"])),
  ],
];

describe.each(databaseKinds())("a unique constraint without a name on $name", (kind) => {
  let connection: Connection;

  connectEach(kind, "uniquekeys", (opened) => {
    connection = opened;
  });

  test.each(journeys)("is created beside %s", async (_title, before, after) => {
    const { upgrade } = await thereAndBack(connection, { before, after });
    // Where constraints are indexes, the one that goes is the one that comes.
    if (!isOfMysql(kind.name)) expect(upgrade).toContain("createUniqueConstraint");
  });
});
