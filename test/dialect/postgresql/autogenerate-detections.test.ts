import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as postgresql from "../../../src/dialect/postgresql/public.ts";
import {
  type Connection,
  createEngine,
  type Engine,
  MigrationContext,
  produceMigrations,
  renderScriptBody,
  sa,
  sql,
} from "../../../src/index.ts";
import { databaseKinds, type TestDatabase } from "../../support/databases.ts";

const server = databaseKinds().find(({ name }) => name === "postgresql");

type Models = (metadata: sa.MetaData) => void;

const { column } = sa;

/** A table `t` of one or more columns. */
const t =
  (...elements: Parameters<sa.MetaData["table"]>[1]): Models =>
  (metadata) => {
    metadata.table("t", elements);
  };

const letters = (...values: readonly string[]) => sa.enum(values, { name: "letters" });

/** What changes in the models, and the operations that come out of it, without what stands around them. */
const changes: readonly (readonly [string, Models, Models, readonly RegExp[]])[] = [
  [
    "another primary key is dropped and created",
    t(
      column("a", sa.integer(), { primaryKey: true, autoincrement: false }),
      column("b", sa.integer(), { nullable: false }),
    ),
    t(
      sa.primaryKey(["a", "b"]),
      column("a", sa.integer(), { nullable: false }),
      column("b", sa.integer(), { nullable: false }),
    ),
    [/dropConstraint\(op\.f\("t_pkey"\)/, /createPrimaryKey\(op\.f\("t_pkey"\), "t", \["a", "b"\]/],
  ],
  [
    "a CHECK is compared by its text, also without a name",
    t(column("a", sa.integer()), sa.check("a > 1", { name: "c" }), sa.check("a < 9")),
    t(column("a", sa.integer()), sa.check("a > 2", { name: "c" }), sa.check("a < 8")),
    [/dropConstraint\(op\.f\("t_a_check"/, /dropConstraint\(op\.f\("c"/, /"a > 2"/, /"a < 8"/],
  ],
  [
    "an EXCLUDE constraint is compared in all it says",
    t(column("a", sa.integer()), postgresql.exclude([["a", "="]], { name: "e", using: "btree" })),
    t(
      column("a", sa.integer()),
      postgresql.exclude([["a", "="]], { name: "e", using: "btree", where: "a > 3" }),
    ),
    [/dropConstraint\(op\.f\("e"/, /createExcludeConstraint\("e"/],
  ],
  [
    "predicate, included columns and operator class of an index count",
    t(
      column("a", sa.string(9)),
      column("b", sa.integer()),
      sa.index("i", ["a"]),
      sa.index("j", ["a"]),
      sa.index("k", ["a"]),
    ),
    t(
      column("a", sa.string(9)),
      column("b", sa.integer()),
      sa.index("i", ["a"], { postgresql: { where: sql`b > 1` } }),
      sa.index("j", ["a"], { postgresql: { include: ["b"] } }),
      sa.index("k", [sql`a varchar_pattern_ops`]),
    ),
    [
      /dropIndex\(op\.f\("i"/,
      /where: sql`b > 1`/,
      /dropIndex\(op\.f\("j"/,
      /include: \["b"\]/,
      /dropIndex\(op\.f\("k"/,
      /varchar_pattern_ops/,
    ],
  ],
  [
    "a new label of an enum is added in its place",
    t(column("a", letters("x", "y"))),
    t(column("a", letters("w", "x", "z", "y"))),
    [/ADD VALUE 'w' BEFORE 'x';\\nALTER TYPE letters ADD VALUE 'z' AFTER 'x'/],
  ],
  [
    "a label in the place of another one is renamed",
    t(column("a", letters("x", "y"))),
    t(column("a", letters("x", "yy"))),
    [/RENAME VALUE 'y' TO 'yy'/],
  ],
  [
    "a label that goes makes the type anew",
    t(column("a", letters("x", "y", "z"), { serverDefault: "x" })),
    t(column("a", letters("x", "y"), { serverDefault: "x" })),
    [/RENAME TO letters_before/],
  ],
  [
    "the type of a new column is created before",
    t(column("b", sa.integer())),
    t(column("b", sa.integer()), column("a", letters("x", "y"))),
    [/CREATE TYPE letters AS ENUM/, /addColumn/],
  ],
  [
    "the type of the last column goes behind it",
    t(column("b", sa.integer()), column("a", letters("x", "y"))),
    t(column("b", sa.integer())),
    [/dropColumn/, /DROP TYPE letters/],
  ],
  [
    "sequences are created, changed and dropped",
    (metadata) => {
      metadata.sequence("changed", { start: 5 });
      metadata.sequence("gone");
    },
    (metadata) => {
      metadata.sequence("changed", { start: 5, increment: 3 });
      metadata.sequence("fresh");
    },
    [/ALTER SEQUENCE changed INCREMENT BY 3/, /CREATE SEQUENCE fresh/, /DROP SEQUENCE gone/],
  ],
  [
    "a SERIAL becomes an identity",
    t(column("id", sa.integer(), { primaryKey: true })),
    t(column("id", sa.integer(), { primaryKey: true, identity: sa.identity({ always: true }) })),
    [/sa\.identity\(\{ always: true \}\)/],
  ],
  [
    "a column that no longer counts loses its sequence as default",
    t(column("id", sa.integer(), { primaryKey: true })),
    t(column("id", sa.integer(), { primaryKey: true, autoincrement: false })),
    [/serverDefault: null/],
  ],
  [
    "a column with another name keeps its values, its index and its CHECK",
    t(column("a", sa.integer()), sa.index("i", ["a"]), sa.check("a > 0", { name: "k" })),
    t(
      column("b", sa.integer(), { renamedFrom: "a" }),
      sa.index("i", ["b"]),
      sa.check("b > 0", { name: "k" }),
    ),
    [/alterColumn\("t", "a", \{ newColumnName: "b"/],
  ],
  [
    "a table with another name keeps its rows, and what refers to it",
    (metadata) => {
      metadata.table("old", [column("id", sa.integer(), { primaryKey: true })]);
      metadata.table("u", [column("x", sa.integer(), { references: sa.references("old.id") })]);
    },
    (metadata) => {
      metadata.table("new", [column("id", sa.integer(), { primaryKey: true })], { renamedFrom: "old" });
      metadata.table("u", [column("x", sa.integer(), { references: sa.references("new.id") })]);
    },
    [/renameTable\("old", "new"\)/],
  ],
  [
    "tables that refer to each other are created first and connected then",
    () => undefined,
    (metadata) => {
      metadata.table("a", [
        column("id", sa.integer(), { primaryKey: true }),
        column("b", sa.integer(), { references: sa.references("b.id") }),
      ]);
      metadata.table("b", [
        column("id", sa.integer(), { primaryKey: true }),
        column("a", sa.integer(), { references: sa.references("a.id") }),
      ]);
    },
    [/createTable\("a"/, /createTable\("b"/, /createForeignKey\(op\.f\("a_b_fkey"\)/],
  ],
  [
    "a table goes behind the foreign key that referred to it, and is marked",
    (metadata) => {
      metadata.table("a", [column("id", sa.integer(), { primaryKey: true })]);
      metadata.table("b", [
        column("a", sa.integer(), { references: sa.references("a.id") }),
        column("c", sa.integer()),
      ]);
    },
    (metadata) => {
      metadata.table("b", [column("c", sa.integer())]);
    },
    [
      /dropConstraint\(op\.f\("b_a_fkey"/,
      /Drops column b\.a with all its values/,
      /dropColumn/,
      /Drops table a with all its rows/,
      /dropTable/,
    ],
  ],
  [
    "lengths that one side has only are a difference",
    t(column("b", sa.string(10)), column("c", sa.numeric(5, 2))),
    t(column("b", sa.string()), column("c", sa.numeric())),
    [/"b", \{ type: sa\.string\(\)/, /type: sa\.numeric\(\)/],
  ],
];

describe.skipIf(server?.missing !== null)("what autogenerate detects on PostgreSQL", () => {
  let database: TestDatabase;
  let engine: Engine;
  let connection: Connection;

  beforeAll(async () => {
    if (server === undefined) return;
    database = await server.create("detect");
    engine = createEngine(database.url);
    connection = await engine.connect();
  });

  afterAll(async () => {
    await connection.close();
    await engine.dispose();
    await database.drop();
  });

  const context = (): MigrationContext => MigrationContext.configure({ connection });

  async function run(node: Parameters<MigrationContext["operations"]["invoke"]>[0]): Promise<void> {
    const running = context();
    await running.beginTransaction(async () => {
      await running.operations.invoke(node);
    });
  }

  async function remaining(metadata: sa.MetaData): Promise<readonly string[]> {
    const { upgradeOps } = await produceMigrations(context(), metadata);
    return renderScriptBody(upgradeOps).split("\n").slice(1, -1);
  }

  test.each(changes)(
    "%s; the downgrade brings the old schema back",
    async (_rule, before, after, expected) => {
      await connection.executeScript(
        "SET client_min_messages = warning; DROP SCHEMA public CASCADE; CREATE SCHEMA public",
      );
      const [old, wanted] = [new sa.MetaData(), new sa.MetaData()];
      before(old);
      after(wanted);
      await old.createAll(connection);
      const { upgradeOps, downgradeOps } = await produceMigrations(context(), wanted);
      const text = renderScriptBody(upgradeOps);
      let place = 0;
      for (const pattern of expected) {
        expect(text.slice(place)).toMatch(pattern);
        place += text.slice(place).search(pattern);
      }
      await run(upgradeOps);
      expect(await remaining(wanted)).toEqual([]);
      await run(downgradeOps);
      expect(await remaining(old)).toEqual([]);
    },
  );
});
