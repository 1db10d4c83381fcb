import { describe, test } from "vitest";
import { type Connection, sa } from "../../../src/index.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds } from "../../support/databases.ts";
import { type Models, thereAndBack } from "../../support/there-and-back.ts";

const { column, integer, string } = sa;

type Elements = Parameters<sa.MetaData["table"]>[1];

const table =
  (...elements: Elements): Models =>
  (metadata) => {
    metadata.table("t", elements);
  };

const key = (name: string, type: sa.SqlType = integer()): sa.Column =>
  column(name, type, { primaryKey: true, autoincrement: false });
const counting = column("id", integer(), { primaryKey: true });
const [id, n] = [column("id", integer()), column("n", integer())];

const journeys: readonly (readonly [string, Models, Models])[] = [
  ["moves to another column", table(counting, n), table(id, key("n"))],
  ["moves to another column without counting", table(key("id"), n), table(id, key("n"))],
  ["goes", table(counting, n), table(id, n)],
  ["loses one of its columns", table(key("id"), key("n")), table(key("id"), n)],
  [
    "moves, and its column gets another type and a comment",
    table(key("id"), n),
    table(column("id", string(20), { comment: "once the key" }), key("n")),
  ],
];

describe.each(databaseKinds())("a primary key on $name", (kind) => {
  let connection: Connection;

  connectEach(kind, "primarykeys", (opened) => {
    connection = opened;
  });

  test.each(journeys)("%s, and its old column becomes nullable", async (_title, before, after) => {
    await thereAndBack(connection, { before, after });
  });

  test.each(journeys)("comes back: it %s", async (_title, after, before) => {
    await thereAndBack(connection, { before, after });
  });
});
