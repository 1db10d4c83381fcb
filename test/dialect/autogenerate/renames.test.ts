import { describe, expect, test } from "vitest";
import { type Connection, sa } from "../../../src/index.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds } from "../../support/databases.ts";
import { type Journey, type Models, thereAndBack } from "../../support/there-and-back.ts";

const { check, column, integer } = sa;

const tables =
  (
    all: Readonly<Record<string, readonly sa.Column[]>>,
    ...others: Parameters<sa.MetaData["table"]>[1]
  ): Models =>
  (metadata) => {
    const id = column("id", integer(), { primaryKey: true, autoincrement: false });
    for (const [name, columns] of Object.entries(all)) metadata.table(name, [id, ...columns, ...others]);
  };

const [a, b, c] = ["a", "b", "c"].map((name) => column(name, integer())) as [sa.Column, sa.Column, sa.Column];
const taken = column("a_before", integer());

interface Rename extends Omit<Journey, "look"> {
  /** The values after the upgrade. */
  readonly query: string;
  readonly found: readonly number[];
}

const journeys: readonly (readonly [string, Rename])[] = [
  [
    "of columns one of which gets the old name of the other",
    {
      before: tables({ t: [a, b] }, check("a < b", { name: "smaller" })),
      after: tables({ t: [c, a] }, check("c < a", { name: "smaller" })),
      rows: "INSERT INTO t VALUES (1, 10, 20)",
      renames: [
        { from: "t.b", to: "a" },
        { from: "t.a", to: "c" },
      ],
      query: "SELECT c, a FROM t",
      found: [10, 20],
    },
  ],
  [
    "of columns that the models tell of in the same way",
    {
      before: tables({ t: [a, b] }),
      after: tables({
        t: [column("c", integer(), { renamedFrom: "a" }), column("a", integer(), { renamedFrom: "b" })],
      }),
      rows: "INSERT INTO t VALUES (1, 10, 20)",
      query: "SELECT c, a FROM t",
      found: [10, 20],
    },
  ],
  [
    "of columns that change places, by a name that is free",
    {
      before: tables({ t: [a, b, taken] }),
      after: tables({ t: [a, b, taken] }),
      rows: "INSERT INTO t VALUES (1, 10, 20, 30)",
      renames: [
        { from: "t.a", to: "b" },
        { from: "t.b", to: "a" },
      ],
      query: "SELECT a, b, a_before FROM t",
      found: [20, 10, 30],
    },
  ],
  [
    "of a column whose old name another one gets, which is new",
    {
      before: tables({ t: [a] }),
      after: tables({ t: [b, a] }),
      rows: "INSERT INTO t VALUES (1, 10)",
      renames: [{ from: "t.a", to: "b" }],
      query: "SELECT b FROM t",
      found: [10],
    },
  ],
  [
    "of a column under the old name of its table",
    {
      before: tables({ p: [a] }),
      after: tables({ t: [b] }),
      rows: "INSERT INTO p VALUES (1, 10)",
      renames: [
        { from: "p.a", to: "b" },
        { from: "p", to: "t" },
      ],
      query: "SELECT b FROM t",
      found: [10],
    },
  ],
  [
    "of tables that change places, and of a column of one of them",
    {
      before: tables({ p: [a], t: [b] }),
      after: tables({ t: [c], p: [b] }),
      rows: "INSERT INTO p VALUES (1, 10); INSERT INTO t VALUES (1, 20)",
      renames: [
        { from: "p", to: "t" },
        { from: "t", to: "p" },
        { from: "p.a", to: "c" },
      ],
      query: "SELECT t.c, p.b FROM t, p",
      found: [10, 20],
    },
  ],
];

describe.each(databaseKinds())("renames on $name keep the values", (kind) => {
  let connection: Connection;

  connectEach(kind, "renames", (opened) => {
    connection = opened;
  });

  test.each(journeys)("%s", async (_title, { query, found, ...journey }) => {
    await thereAndBack(connection, {
      ...journey,
      look: async () => {
        const [row = {}] = (await connection.execute(query)).rows;
        expect(Object.values(row)).toEqual(found);
      },
    });
  });
});
