import { describe, test } from "vitest";
import { type Connection, sa } from "../../../src/index.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds } from "../../support/databases.ts";
import { type Models, thereAndBack } from "../../support/there-and-back.ts";

const { check, column, integer } = sa;

const servers = databaseKinds().filter(({ name }) => name === "postgresql");

type Elements = Parameters<sa.MetaData["table"]>[1];

/** A table with a key, and one that inherits from it. */
const family =
  (base: Elements, child: Elements, name: string): Models =>
  (metadata) => {
    metadata.table("base", [column("id", integer(), { primaryKey: true }), ...base]);
    metadata.table(name, child, { postgresql: { inherits: "base" } });
  };

const [n, k, own] = ["n", "k", "own"].map((name) => column(name, integer())) as [
  sa.Column,
  sa.Column,
  sa.Column,
];
const id = column("id", integer(), { nullable: false });
const small = check("n < 9", { name: "small" });
const unnamed = check("own > 1");

const journeys: readonly (readonly [string, readonly [Elements, Elements], readonly [Elements, Elements]])[] =
  [
    ["a column of its own", [[n, small], [own]], [[n, small], []]],
    [
      "a CHECK without a name of its own",
      [
        [n, small],
        [small, own],
      ],
      [
        [n, small],
        [small, own, unnamed],
      ],
    ],
    [
      "a column of its own beside repeated ones",
      [
        [n, small],
        [id, n, small, own],
      ],
      [
        [n, small],
        [id, n, small],
      ],
    ],
    [
      "a new column of both",
      [[n], [n, own]],
      [
        [n, k],
        [n, k, own],
      ],
    ],
    [
      "a new CHECK of both",
      [[n], [n, own]],
      [
        [n, small],
        [n, small, own],
      ],
    ],
    ["the type of an inherited column", [[n], [own]], [[column("n", sa.bigInteger())], [own]]],
    ["an inherited column that goes", [[n], [own]], [[], [own]]],
    ["an inherited CHECK", [[n, small], [own]], [[n, check("n < 5", { name: "small" })], [own]]],
  ];

describe.each(servers)("a table that inherits on $name", (server) => {
  let connection: Connection;

  connectEach(server, "inherits", (opened) => {
    connection = opened;
  });

  // The order of the tables is that of their names.
  describe.each(["a_child", "z_child"])("%s", (child) => {
    test.each(journeys)("is changed with its parent: %s", async (_what, before, after) => {
      await thereAndBack(connection, { before: family(...before, child), after: family(...after, child) });
    });
  });
});
