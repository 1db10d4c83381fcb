import { describe, expect, test } from "vitest";
import * as postgresql from "../../../src/dialect/postgresql/public.ts";
import { type Connection, sa } from "../../../src/index.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds } from "../../support/databases.ts";
import { type Models, thereAndBack } from "../../support/there-and-back.ts";

const servers = databaseKinds().filter(({ name }) => name === "postgresql");

type Elements = Parameters<sa.MetaData["table"]>[1];

const tables =
  (...others: Elements): Models =>
  (metadata) => {
    metadata.table("parent", [
      sa.column("a", sa.integer(), { primaryKey: true, autoincrement: false }),
      sa.column("b", sa.integer(), { primaryKey: true, autoincrement: false }),
    ]);
    metadata.table("t", [
      sa.column("a", sa.integer()),
      sa.column("b", sa.integer()),
      sa.column("c", sa.integer()),
      ...others,
    ]);
  };

const reference = (match: string | null) =>
  sa.foreignKey(["a", "b"], ["parent.a", "parent.b"], { name: "k", match });

/** A constraint in two forms. */
const changes: readonly (readonly [string, Elements[number], Elements[number]])[] = [
  ["deferrable", sa.unique(["a"], { name: "k" }), sa.unique(["a"], { name: "k", deferrable: true })],
  [
    "initially deferred",
    sa.unique(["a"], { name: "k", deferrable: true }),
    sa.unique(["a"], { name: "k", deferrable: true, initially: "DEFERRED" }),
  ],
  ["deferrable, without a name", sa.unique(["a"]), sa.unique(["a"], { deferrable: true })],
  [
    "with other columns in its index",
    sa.unique(["a"], { name: "k", postgresql: { include: ["b"] } }),
    sa.unique(["a"], { name: "k", postgresql: { include: ["c"] } }),
  ],
  ["that matches whole keys", reference(null), reference("FULL")],
  [
    "that is not inherited",
    sa.check("a > 0", { name: "k" }),
    sa.check("a > 0", { name: "k", postgresql: { noInherit: true } }),
  ],
  [
    "that excludes in the end",
    postgresql.exclude([["a", "="]], { name: "k", using: "btree", deferrable: true }),
    postgresql.exclude([["a", "="]], { name: "k", using: "btree", deferrable: true, initially: "DEFERRED" }),
  ],
];

describe.each(servers)("a constraint on $name", (server) => {
  let connection: Connection;

  connectEach(server, "constraints", (opened) => {
    connection = opened;
  });

  test.each(changes)("%s is made anew, there and back", async (_what, from, to) => {
    const { upgrade, downgrade } = await thereAndBack(connection, {
      before: tables(from),
      after: tables(to),
    });
    for (const body of [upgrade, downgrade]) {
      expect(body.match(/op\.(?:drop|create)\w+\(/g)).toEqual(["op.dropConstraint(", expect.any(String)]);
    }
  });

  test("keeps its spelling of what is not deferred", async () => {
    const { upgrade } = await thereAndBack(connection, {
      before: tables(sa.unique(["a"], { name: "k", deferrable: true })),
      after: tables(sa.unique(["a"], { name: "k", deferrable: true, initially: "immediate" })),
    });
    expect(upgrade).not.toContain("op.");
  });

  test("sets the columns to NULL that it names, however they are quoted", async () => {
    const key =
      (onDelete: string): Models =>
      (metadata) => {
        metadata.table("parent", [sa.column("id", sa.integer(), { primaryKey: true })]);
        metadata.table("t", [
          sa.column("order", sa.integer()),
          sa.column("Odd, one", sa.integer()),
          sa.column("plain", sa.integer()),
          sa.foreignKey(["order"], ["parent.id"], { name: "k_order", onDelete }),
          sa.foreignKey(["plain"], ["parent.id"], { name: "k_plain", onDelete: 'set null ( "plain" )' }),
          sa.foreignKey(["Odd, one"], ["parent.id"], { name: "k_odd", onDelete: 'SET NULL ("Odd, one")' }),
        ]);
      };
    const { downgrade } = await thereAndBack(connection, {
      before: key('SET NULL ("order")'),
      after: key("CASCADE"),
    });
    expect(downgrade).toContain('SET NULL ("order")');
  });

  test.each([
    ["another", "before", "after"],
    ["a first", null, "it's new"],
    ["no more", "before", null],
  ])("gets %s comment where it stands", async (_what, before, after) => {
    const { upgrade } = await thereAndBack(connection, {
      before: tables(sa.unique(["a"], { name: "k", comment: before })),
      after: tables(sa.unique(["a"], { name: "k", comment: after })),
    });
    expect(upgrade).toContain("COMMENT ON CONSTRAINT k ON t IS");
    expect(upgrade).not.toContain("op.dropConstraint");
  });

  test("that changes takes its new comment along", async () => {
    const { upgrade } = await thereAndBack(connection, {
      before: tables(sa.unique(["a"], { name: "k", comment: "old" })),
      after: tables(sa.unique(["b"], { name: "k", comment: "new" })),
    });
    expect(upgrade).not.toContain("COMMENT ON CONSTRAINT");
  });
});
