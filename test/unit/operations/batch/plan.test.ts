import { describe, expect, test } from "vitest";
import type { Operations } from "../../../../src/runtime/index.ts";
import * as sa from "../../../../src/sa/index.ts";
import { sql } from "../../../../src/schema/sql-text.ts";
import { scriptOf } from "../../../support/migrations.ts";

const copyFrom = sa.table("w", [
  sa.column("id", sa.integer(), { primaryKey: true }),
  sa.column("a", sa.string(20), { nullable: false }),
  sa.column("b", sa.integer(), { serverDefault: sql`0` }),
  sa.column("c", sa.integer(), { computed: sa.computed("b * 2", { persisted: true }) }),
  sa.unique(["a", "b"], { name: "uq_ab" }),
  sa.check("b > 0 AND a <> 'b'", { name: "ck_b" }),
  sa.index("ix_b", [sql`abs(b)`, "a"], { sqlite: { where: sql`b > 1` } }),
]);

type Batch = Parameters<Parameters<Operations["batchAlterTable"]>[2]>[0];

const script = async (
  change: (batch: Batch) => unknown,
  options: Parameters<Operations["batchAlterTable"]>[1] = { copyFrom },
  dialect = "sqlite",
): Promise<string> => {
  const text = await scriptOf(dialect, {
    revisions: [
      {
        id: "a1",
        upgrade: (op) =>
          op.batchAlterTable("w", options, (batch) => {
            change(batch);
          }),
      },
    ],
  });
  return text.replaceAll(/ +$/gm, "");
};

describe("the plan of a rebuild", () => {
  test("renames a column in keys, checks, generated columns and indexes", async () => {
    const text = await script((batch) => batch.alterColumn("b", { newColumnName: "amount" }));
    expect(text).toContain("amount INTEGER DEFAULT 0,");
    expect(text).toContain("GENERATED ALWAYS AS (amount * 2) STORED");
    expect(text).toContain("CONSTRAINT ck_b CHECK (amount > 0 AND a <> 'b')");
    expect(text).toContain("CONSTRAINT uq_ab UNIQUE (a, amount)");
    expect(text).toContain("CREATE INDEX ix_b ON w (abs(amount), a) WHERE amount > 1");
    expect(text).toContain("INSERT INTO _alembic_tmp_w (id, a, amount) SELECT w.id, w.a, w.b");
  });

  test("leaves generated columns out of the copy", async () => {
    const text = await script(() => undefined, { copyFrom, recreate: "always" });
    expect(text).toContain("INSERT INTO _alembic_tmp_w (id, a, b) SELECT w.id, w.a, w.b");
  });

  test("a key or index over a dropped column goes with it", async () => {
    const text = await script((batch) => {
      batch.dropConstraint("ck_b");
      batch.dropColumn("a");
    });
    expect(text).not.toContain("uq_ab");
    expect(text).not.toContain("ix_b");
  });

  test("a CHECK that names no other column goes with a dropped one, also with a name", async () => {
    const typed = sa.table("w", [
      sa.column("id", sa.integer(), { primaryKey: true }),
      sa.column("a", sa.string(1)),
      sa.check("a IN ('a', 'b')", { name: "ck_a" }),
    ]);
    expect(await script((batch) => batch.dropColumn("a"), { copyFrom: typed })).not.toContain("ck_a");
  });

  test("places columns before and after others", async () => {
    const text = await script((batch) => {
      batch.addColumn(sa.column("x", sa.integer()), { insertAfter: "id" });
      batch.addColumn(sa.column("y", sa.integer()), { insertAfter: "id" });
      batch.addColumn(sa.column("z", sa.integer()), { insertBefore: "b" });
      batch.alterColumn("c", { insertBefore: "id" });
    });
    const names = [...text.matchAll(/^ {4}(\w+) INTEGER|^ {4}(a) /gm)].map(
      ([, name, other]) => name ?? other,
    );
    expect(names).toEqual(["c", "id", "x", "y", "a", "z", "b"]);
  });

  test.each([
    ["text to a date keeps the text", sa.date(), "w.a"],
    ["text to a number is cast", sa.integer(), "CAST(w.a AS INTEGER) AS a"],
    ["text to JSON is taken as it is", sa.json(), "w.a"],
    ["text to longer text is no change of kind", sa.text(), "w.a"],
  ])("%s", async (_rule, type, expression) => {
    expect(await script((batch) => batch.alterColumn("a", { type }))).toContain(
      `SELECT w.id, ${expression}, w.b`,
    );
  });

  test("a cast is to the type alone, the collation belongs to the column", async () => {
    const text = await script((batch) =>
      batch.alterColumn("b", { type: sa.text(undefined, { collation: "NOCASE" }) }),
    );
    expect(text).toContain('b TEXT COLLATE "NOCASE"');
    expect(text).toContain("CAST(w.b AS TEXT) AS b");
  });

  test("adds elements and options to the new table", async () => {
    const text = await script(() => undefined, {
      copyFrom,
      tableElements: [sa.check("id > 0", { name: "ck_id" })],
      tableOptions: { sqlite: { strict: true } },
    });
    expect(text).toContain("CONSTRAINT ck_id CHECK (id > 0)");
    expect(text).toMatch(/\)\n STRICT;/);
  });

  test("a plain new column needs no rebuild", async () => {
    expect(await script((batch) => batch.addColumn(sa.column("x", sa.integer())))).toContain(
      "ALTER TABLE w ADD COLUMN x INTEGER;",
    );
  });

  test("the counter of AUTOINCREMENT is kept", async () => {
    const counting = sa.table("w", [sa.column("id", sa.integer(), { primaryKey: true })], {
      sqlite: { autoincrement: true },
    });
    const text = await script(() => undefined, { copyFrom: counting, recreate: "always" });
    expect(text).toContain("SELECT '_alembic_tmp_w', seq FROM sqlite_sequence WHERE name = 'w'");
  });

  test("the name of a dropped constraint is free", async () => {
    const text = await script((batch) => {
      batch.dropConstraint("uq_ab");
      batch.createUniqueConstraint("uq_ab", ["a"]);
    });
    expect(text.match(/CONSTRAINT uq_ab UNIQUE \((.*)\)/g)).toEqual(["CONSTRAINT uq_ab UNIQUE (a)"]);
  });

  test.each([
    ["an unknown column", (batch: Batch) => batch.dropColumn("nope"), "No such column: 'nope'"],
    ["an unknown constraint", (batch: Batch) => batch.dropConstraint("nope"), "No such constraint: 'nope'"],
    ["an unknown index", (batch: Batch) => batch.dropIndex("nope"), "No such index: 'nope'"],
    [
      "a constraint without a name",
      (batch: Batch) => batch.createUniqueConstraint(null, ["a"]),
      "Constraint must have a name",
    ],
    [
      "a name that another constraint has",
      (batch: Batch) => batch.createCheckConstraint("uq_ab", "b < 9"),
      "already has a constraint 'uq_ab'",
    ],
    [
      "a column that exists",
      (batch: Batch) => batch.addColumn(sa.column("a", sa.integer())),
      "already has a column 'a'",
    ],
    [
      "a place that does not exist",
      (batch: Batch) => batch.addColumn(sa.column("x", sa.integer()), { insertAfter: "nope" }),
      "No such column: 'nope'",
    ],
    [
      "a dropped column that a CHECK uses",
      (batch: Batch) => {
        batch.dropColumn("c");
        batch.dropColumn("b");
      },
      "while CHECK constraint 'ck_b' uses it",
    ],
  ])("refuses %s", async (_what, change, message) => {
    const always = { copyFrom, recreate: "always" } as const;
    await expect(script(change, always)).rejects.toThrow(message);
  });

  test("a script drops names that are unique in a schema before the new table takes them", async () => {
    const named = sa.table("w", [
      sa.column("id", sa.integer(), { identity: sa.identity() }),
      sa.column("boss", sa.integer()),
      sa.primaryKey(["id"], { name: "pk_w" }),
      sa.foreignKey(["boss"], ["w.id"], { name: "fk_boss" }),
    ]);
    const rebuilt = (dialect: string): Promise<string> =>
      script(() => undefined, { copyFrom: named, recreate: "always" }, dialect);
    for (const dialect of ["mssql", "oracle", "postgresql"]) {
      const text = await rebuilt(dialect);
      const places = [
        "ALTER TABLE w DROP CONSTRAINT fk_boss",
        "ALTER TABLE w DROP CONSTRAINT pk_w",
        "CONSTRAINT pk_w PRIMARY KEY",
        "DROP TABLE w",
        "ALTER TABLE w ADD CONSTRAINT fk_boss FOREIGN KEY",
      ].map((statement) => text.indexOf(statement));
      expect(places).not.toContain(-1);
      expect(places).toEqual([...places].sort((a, b) => a - b));
    }
    const mysql = await script(() => undefined, { copyFrom, recreate: "always" }, "mysql");
    expect(mysql.indexOf("ADD CONSTRAINT ck_b")).toBeGreaterThan(mysql.indexOf("RENAME TO w"));
  });

  test("a script for SQL Server copies keys into an identity column that is said to be one", async () => {
    const counted = sa.table("w", [
      sa.column("id", sa.integer(), { primaryKey: true, identity: sa.identity() }),
    ]);
    const text = await script(() => undefined, { copyFrom: counted, recreate: "always" }, "mssql");
    expect(text).toMatch(
      /SET IDENTITY_INSERT _alembic_tmp_w ON;\s+GO\s+INSERT INTO _alembic_tmp_w[\s\S]+?GO\s+SET IDENTITY_INSERT _alembic_tmp_w OFF;/,
    );
  });

  test("a script needs the table as it is", async () => {
    await expect(script((batch) => batch.dropColumn("a"), {})).rejects.toThrow(
      'This operation cannot proceed in --sql mode; batch mode with dialect sqlite requires a live database connection with which to reflect the table "w".',
    );
  });

  test("a place needs a rebuild", async () => {
    await expect(
      script(
        (batch) => batch.addColumn(sa.column("x", sa.integer()), { insertAfter: "id" }),
        {},
        "postgresql",
      ),
    ).rejects.toThrow(
      "Can't specify insert_before or insert_after when using ALTER; please specify recreate='always'",
    );
  });
});
