import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type Connection,
  createEngine,
  type Engine,
  type StatementMessage,
  statementChannelName,
} from "../../../src/connection/index.ts";
import type { BatchOperations } from "../../../src/operations/index.ts";
import { MigrationContext, Operations } from "../../../src/runtime/index.ts";
import * as sa from "../../../src/sa/index.ts";
import { sql } from "../../../src/schema/sql-text.ts";
import { migrate } from "../../support/migrations.ts";

const schema = `
  CREATE TABLE parent (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT COLLATE NOCASE NOT NULL DEFAULT 'x',
    qty INT CONSTRAINT ck_qty CHECK (qty >= 0),
    price NUMERIC(8, 2) DEFAULT 18,
    total NUMERIC GENERATED ALWAYS AS (qty * price) STORED,
    doubled INT AS (qty * 2),
    boss INTEGER REFERENCES parent (id) ON DELETE SET NULL,
    shape GEOMETRY(4),
    note TEXT,
    UNIQUE (code COLLATE NOCASE, qty) ON CONFLICT REPLACE,
    CHECK (length(code) < 100)
  );
  CREATE INDEX ix_lower ON parent (lower(code) DESC);
  CREATE UNIQUE INDEX ix_partial ON parent (note) WHERE note IS NOT NULL AND qty > 0;
  CREATE TABLE log (what TEXT);
  CREATE TRIGGER tr_parent AFTER UPDATE OF qty ON parent WHEN new.qty > 5 BEGIN INSERT INTO log VALUES ('p' || new.qty); END;
  CREATE VIEW v_parent AS SELECT code, qty FROM parent;
  CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL REFERENCES parent (id) ON DELETE CASCADE);
  CREATE TABLE grandchild (id INTEGER PRIMARY KEY, child_id INTEGER NOT NULL REFERENCES child (id) ON DELETE CASCADE);
  CREATE TABLE plain (k TEXT PRIMARY KEY, v ANY) WITHOUT ROWID, STRICT;
  INSERT INTO parent (id, code, qty, note, boss) VALUES (1, 'a', 1, 'n1', NULL), (2, 'b', 2, NULL, 1), (9, 'c', 3, NULL, 9);
  DELETE FROM parent WHERE id = 9;
  INSERT INTO child VALUES (10, 1), (11, 2);
  INSERT INTO grandchild VALUES (100, 10), (101, 11);
`;

const version = new DatabaseSync(":memory:").prepare("SELECT sqlite_version() AS v").get();
const atLeast353 = Number(String(version?.v).split(".")[1]) >= 53;

describe("a batch block on SQLite", () => {
  let database: DatabaseSync;
  let engine: Engine;
  let connection: Connection;

  beforeEach(async () => {
    database = new DatabaseSync(":memory:", { enableForeignKeyConstraints: true });
    database.exec(schema);
    engine = createEngine(database);
    connection = await engine.connect();
  });
  afterEach(() => database.close());

  const upgrade = (run: (op: Operations) => unknown): Promise<readonly string[]> =>
    migrate(connection, { revisions: [{ id: "a1", upgrade: run }] });
  const all = (query: string): readonly unknown[] =>
    database
      .prepare(query)
      .all()
      .map((row) => ({ ...row }));
  const sqlOf = (name: string): string =>
    String(database.prepare("SELECT sql FROM sqlite_master WHERE name = ?").get(name)?.sql);
  const failure = (run: (op: Operations) => unknown): Promise<Error> =>
    upgrade(run).then(
      () => expect.fail("it was not refused"),
      (error: Error) => error,
    );

  test("keeps everything the table had", async () => {
    const rows = all("SELECT * FROM parent");
    const catalogue = all(
      "SELECT type, name, sql FROM sqlite_master WHERE name NOT IN ('parent', 'alembic_version')",
    );

    await upgrade((op) =>
      op.batchAlterTable("parent", { recreate: "always" }, (batch) => {
        batch.addColumn(sa.column("extra", sa.integer()));
      }),
    );

    expect(all("SELECT * FROM parent")).toEqual(rows.map((row) => ({ ...(row as object), extra: null })));
    expect(
      all(
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT IN ('parent', 'alembic_version') AND name NOT LIKE '%alembic%'",
      ),
    ).toEqual(expect.arrayContaining([...catalogue]));
    expect(sqlOf("parent")).toBe(`CREATE TABLE "parent" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT COLLATE "NOCASE" DEFAULT 'x' NOT NULL,
    qty INT CONSTRAINT ck_qty CHECK (qty >= 0),
    price NUMERIC(8, 2) DEFAULT 18,
    total NUMERIC GENERATED ALWAYS AS (qty * price) STORED,
    doubled INT GENERATED ALWAYS AS (qty * 2) VIRTUAL,
    boss INTEGER,
    shape GEOMETRY(4),
    note TEXT,
    extra INTEGER,
    CHECK (length(code) < 100),
    FOREIGN KEY(boss) REFERENCES parent (id) ON DELETE SET NULL,
    UNIQUE (code COLLATE NOCASE, qty) ON CONFLICT REPLACE
)`);
    expect(all("SELECT * FROM child")).toEqual([
      { id: 10, parent_id: 1 },
      { id: 11, parent_id: 2 },
    ]);
    expect(all("SELECT count(*) AS n FROM grandchild")).toEqual([{ n: 2 }]);
    expect(all("SELECT seq FROM sqlite_sequence WHERE name = 'parent'")).toEqual([{ seq: 9 }]);
    database.exec("UPDATE parent SET qty = 7 WHERE id = 1");
    expect(all("SELECT * FROM log")).toEqual([{ what: "p7" }]);
    expect(all("PRAGMA foreign_keys")).toEqual([{ foreign_keys: 1 }]);
    expect(all("PRAGMA legacy_alter_table")).toEqual([{ legacy_alter_table: 0 }]);
  });

  test("keeps WITHOUT ROWID, STRICT and types that only STRICT tables know", async () => {
    database.exec("INSERT INTO plain VALUES ('a', 1), ('b', 'text')");
    await upgrade((op) =>
      op.batchAlterTable("plain", (batch) => {
        batch.addColumn(sa.column("z", sa.integer(), { serverDefault: sql`1 + 1` }));
      }),
    );
    expect(sqlOf("plain")).toMatch(/v ANY,[\s\S]*\)\s+WITHOUT ROWID,\s+STRICT$/);
    expect(all("SELECT * FROM plain")).toEqual([
      { k: "a", v: 1, z: 2 },
      { k: "b", v: "text", z: 2 },
    ]);
  });

  test("renames a column wherever it is known by name", async () => {
    database.exec("CREATE TABLE other (code TEXT REFERENCES parent (code))");
    await upgrade((op) =>
      op.batchAlterTable("parent", (batch) => {
        batch.alterColumn("qty", { newColumnName: "amount" });
        batch.alterColumn("code", { newColumnName: "order", nullable: true });
        batch.createIndex("ix_amount", ["qty"]);
      }),
    );
    expect(sqlOf("tr_parent")).toContain("UPDATE OF amount ON parent WHEN new.amount > 5");
    expect(sqlOf("v_parent")).toMatch(/"?order"?, "?amount"?/);
    expect(sqlOf("ix_partial")).toContain("amount");
    expect(sqlOf("ix_amount")).toContain("(amount)");
    expect(sqlOf("other")).toContain('"order"');
    expect(sqlOf("parent")).toContain("CHECK (amount >= 0)");
    expect(all('SELECT "order", amount, doubled FROM parent WHERE id = 2')).toEqual([
      { order: "b", amount: 2, doubled: 4 },
    ]);
  });

  test("takes columns as the block says that they are", async () => {
    await upgrade(async (op) => {
      await op.batchAlterTable(
        "child",
        {
          recreate: "always",
          reflectColumns: [
            sa.column("parent_id", sa.integer(), { serverDefault: "1", comment: "was NOT NULL" }),
          ],
        },
        () => undefined,
      );
      await op.batchAlterTable(
        "grandchild",
        {
          recreate: "always",
          reflectOptions: { columnReflect: (column) => ({ ...column, type: sa.bigInteger() }) },
        },
        () => undefined,
      );
    });
    expect(sqlOf("child")).toContain("parent_id INTEGER DEFAULT '1',");
    expect(sqlOf("grandchild")).toContain("child_id BIGINT NOT NULL,");
  });

  test("names what has no name, so that it can be dropped", async () => {
    await upgrade((op) =>
      op.batchAlterTable(
        "parent",
        {
          namingConvention: {
            uq: "uq_%(table_name)s_%(column_0_name)s",
            fk: "fk_%(table_name)s_%(column_0_name)s",
          },
        },
        (batch) => {
          batch.dropConstraint("uq_parent_code", { type: "unique" });
          batch.dropConstraint("fk_parent_boss", { type: "foreignkey" });
        },
      ),
    );
    expect(sqlOf("parent")).not.toMatch(/UNIQUE|FOREIGN KEY/);
  });

  test("keeps a CHECK without a name under a convention that wraps names", async () => {
    const namingConvention = {
      uq: "uq_%(table_name)s_%(column_0_name)s",
      ck: "ck_%(table_name)s_%(constraint_name)s",
    };
    await upgrade((op) =>
      op.batchAlterTable("parent", { namingConvention }, (batch) => batch.dropConstraint("uq_parent_code")),
    );
    expect(sqlOf("parent")).toContain("CHECK (length(code) < 100)");
    expect(sqlOf("parent")).toContain("CONSTRAINT ck_qty CHECK (qty >= 0)");
    expect(sqlOf("parent")).not.toContain("UNIQUE");
  });

  test("finds a table as SQLite does, whatever the case, and keeps how it is spelled", async () => {
    database.exec(`
      CREATE TABLE Mixed (id INTEGER PRIMARY KEY, a INT, boss INT REFERENCES mixed (id));
      INSERT INTO mixed VALUES (1, 2, 1);
    `);
    await upgrade((op) =>
      op.batchAlterTable("mixed", { recreate: "always" }, (batch) => {
        batch.alterColumn("id", { newColumnName: "key" });
        batch.alterColumn("a", { nullable: false });
      }),
    );
    expect(sqlOf("Mixed")).toMatch(/^CREATE TABLE "Mixed"/);
    expect(sqlOf("Mixed")).toMatch(/REFERENCES "?mixed"? \("?key"?\)/i);
    expect(all("SELECT * FROM mixed")).toEqual([{ key: 1, a: 2, boss: 1 }]);
  });

  test("a temporary table comes before one of the main database, and stays temporary", async () => {
    const kept = sqlOf("child");
    database.exec(
      "CREATE TEMP TABLE child (a INT); CREATE INDEX ix_a ON child (a); INSERT INTO child VALUES (7)",
    );
    await upgrade((op) =>
      op.batchAlterTable("child", (batch) => batch.alterColumn("a", { nullable: false })),
    );
    expect(sqlOf("child")).toBe(kept);
    const [table, index] = all("SELECT sql FROM temp.sqlite_master ORDER BY name");
    expect(table).toEqual({ sql: expect.stringContaining("a INT NOT NULL") });
    expect(index).toEqual({ sql: "CREATE INDEX ix_a ON child (a)" });
    expect(all("SELECT * FROM temp.child")).toEqual([{ a: 7 }]);
    expect(all("SELECT count(*) AS n FROM main.child")).toEqual([{ n: 2 }]);
  });

  test("drops an index by the name that the run's convention wraps, as CREATE INDEX does", async () => {
    const targetMetadata = new sa.MetaData({
      namingConvention: { ix: "ix_%(table_name)s_%(constraint_name)s" },
    });
    const run = (revision: (op: Operations) => unknown): Promise<readonly string[]> =>
      migrate(connection, { revisions: [{ id: "a1", upgrade: revision }], opts: { targetMetadata } });
    await run(async (op) => {
      for (const recreate of ["auto", "always"] as const) {
        await op.createIndex("n", "child", ["parent_id"]);
        expect(sqlOf("ix_child_n")).toContain("CREATE INDEX ix_child_n");
        await op.batchAlterTable("child", { recreate }, (batch) => batch.dropIndex("n"));
      }
    });
    expect(all("SELECT name FROM sqlite_master WHERE name LIKE 'ix_child%'")).toEqual([]);
  });

  test("drops a column with its own checks, keys and indexes", async () => {
    await upgrade(async (op) => {
      await op.execute("DROP TRIGGER tr_parent");
      await op.execute("DROP VIEW v_parent");
      await op.batchAlterTable("parent", (batch) => {
        batch.dropColumn("doubled");
        batch.dropColumn("total");
        batch.dropColumn("qty");
      });
    });
    expect(sqlOf("parent")).not.toMatch(/qty/);
    expect(
      all("SELECT name FROM sqlite_master WHERE tbl_name = 'parent' AND type = 'index' AND sql IS NOT NULL"),
    ).toEqual([{ name: "ix_lower" }]);
  });

  test.each([
    [
      "a generated column",
      "generated column 'total' uses it",
      (op: Operations) =>
        op.batchAlterTable("parent", (batch) => {
          batch.dropColumn("doubled");
          batch.dropColumn("price");
        }),
    ],
    [
      "a trigger",
      "breaks trigger 'tr_parent': no such column: qty",
      (op: Operations) =>
        op.batchAlterTable("parent", (batch) => {
          batch.dropColumn("doubled");
          batch.dropColumn("total");
          batch.dropColumn("qty");
        }),
    ],
    [
      "a named CHECK",
      "while CHECK constraint 'ck_two' uses it: no such column: a",
      async (op: Operations) => {
        await op.execute("CREATE TABLE two (a INT, b INT, CONSTRAINT ck_two CHECK (a < b))");
        await op.batchAlterTable("two", (batch) => {
          batch.dropColumn("a");
        });
      },
    ],
  ])(
    "refuses to drop a column that %s needs, and leaves everything as it was",
    async (_what, message, run) => {
      const before = all("SELECT * FROM sqlite_master");
      expect((await failure(run)).message).toContain(message);
      expect(all("SELECT * FROM sqlite_master WHERE name NOT LIKE '%alembic_version%'")).toEqual(before);
      expect(all("PRAGMA foreign_keys")).toEqual([{ foreign_keys: 1 }]);
    },
  );

  test("names a view that the change breaks", async () => {
    database.exec(
      "DROP TRIGGER tr_parent; CREATE TABLE seen (a INT, b INT); CREATE VIEW v_seen AS SELECT a FROM seen",
    );
    database.exec("CREATE VIEW v_old AS SELECT * FROM nowhere");
    const error = await failure((op) =>
      op.batchAlterTable("seen", (batch) => {
        batch.dropColumn("a");
      }),
    );
    expect(error.message).toContain("breaks view 'v_seen': no such column");
  });

  test.each([
    ["a view on a view", "CREATE VIEW v_upon AS SELECT * FROM v_seen WHERE a > 1", "view 'v_upon'"],
    [
      "a trigger of another table",
      `CREATE TRIGGER tr_well AFTER UPDATE ON log BEGIN DELETE FROM child; END;
       CREATE TRIGGER tr_log AFTER UPDATE ON log BEGIN INSERT INTO log SELECT a FROM v_seen; END`,
      "trigger 'tr_log'",
    ],
  ])("refuses to rename a column that %s names by way of a view", async (_what, dependent, name) => {
    database.exec(
      `CREATE TABLE seen (a INT, b INT); CREATE VIEW v_seen AS SELECT a, b FROM seen; ${dependent}`,
    );
    const before = all("SELECT * FROM sqlite_master");
    const error = await failure((op) =>
      op.batchAlterTable("seen", (batch) => {
        batch.alterColumn("a", { newColumnName: "c" });
      }),
    );
    expect(error.message).toMatch(new RegExp(`breaks ${name}: no such column: a`));
    expect(all("SELECT * FROM sqlite_master WHERE name NOT LIKE '%alembic_version%'")).toEqual(before);
  });

  test("names what is broken already where that keeps a column from being renamed everywhere", async () => {
    database.exec("CREATE TABLE seen (a INT, b INT); CREATE VIEW v_seen AS SELECT a, b FROM seen");
    database.exec("CREATE TRIGGER tr_old AFTER DELETE ON seen BEGIN INSERT INTO nowhere VALUES (1); END");
    const rename = (op: Operations): unknown =>
      op.batchAlterTable("seen", (batch) => {
        batch.alterColumn("a", { newColumnName: "c" });
      });
    const error = await failure(rename);
    expect(error.message).toContain("breaks view 'v_seen'");
    expect(error).toMatchObject({ hint: expect.stringContaining("DELETE on 'seen'") });
  });

  test("keeps old rows when new ones do not fit, whoever catches the error", async () => {
    const before = all("SELECT * FROM sqlite_master");
    await upgrade(async (op) => {
      try {
        await op.batchAlterTable("parent", (batch) => {
          batch.alterColumn("note", { nullable: false });
        });
        expect.fail("it was not refused");
      } catch (error) {
        expect(String(error)).toContain("NOT NULL constraint failed");
      }
    });
    expect(all("SELECT * FROM sqlite_master WHERE name NOT LIKE '%alembic_version%'")).toEqual(before);
    expect(all("SELECT count(*) AS n FROM parent")).toEqual([{ n: 2 }]);
  });

  describe("on a table that a rebuild has written", () => {
    type Change = readonly [string, string, (batch: BatchOperations) => unknown];
    const sent: string[] = [];
    const listen = (message: unknown): void => {
      sent.push((message as StatementMessage).sql);
    };
    beforeEach(async () => {
      database.exec(
        "CREATE TABLE late (id INTEGER PRIMARY KEY, a TEXT NOT NULL DEFAULT 'x', b INT, CONSTRAINT ck CHECK (a <> ''))",
      );
      database.exec("CREATE TABLE untouched (id INTEGER PRIMARY KEY, a TEXT, b INT)");
      database.exec("INSERT INTO late (b) VALUES (1), (2)");
      await upgrade((op) => op.batchAlterTable("late", { recreate: "always" }, () => undefined));
      sent.length = 0;
      subscribe(statementChannelName, listen);
    });
    afterEach(() => {
      unsubscribe(statementChannelName, listen);
    });
    const change = async (
      table: string,
      run: (batch: BatchOperations) => unknown,
      always = false,
    ): Promise<void> => {
      const op = Operations.context(MigrationContext.configure({ connection }));
      await op.batchAlterTable(table, { recreate: always ? "always" : "auto" }, (batch) => {
        run(batch);
      });
    };

    test.each([
      [
        "renames",
        "ALTER TABLE late RENAME COLUMN a TO aa",
        (batch) => batch.alterColumn("a", { newColumnName: "aa" }),
      ],
      ["drops", "ALTER TABLE late DROP COLUMN b", (batch) => batch.dropColumn("b")],
      [
        "adds beside another change",
        "ALTER TABLE late ADD COLUMN extra VARCHAR(5) DEFAULT 'it''s' NOT NULL",
        (batch) => {
          batch.alterColumn("a", { newColumnName: "aa" });
          batch.addColumn(
            sa.column("extra", sa.string(5), { nullable: false, serverDefault: "it's", index: true }),
          );
        },
      ],
      ...(atLeast353
        ? ([
            [
              "sets NOT NULL",
              "ALTER TABLE late ALTER COLUMN b SET NOT NULL",
              (batch) => batch.alterColumn("b", { nullable: false }),
            ],
            [
              "drops NOT NULL",
              "ALTER TABLE late ALTER COLUMN a DROP NOT NULL",
              (batch) => batch.alterColumn("a", { nullable: true }),
            ],
          ] satisfies readonly Change[])
        : []),
    ] satisfies readonly Change[])(
      "%s by SQLite's own ALTER, as a rebuild would",
      async (_what, statement, run) => {
        await change("late", run);
        expect(sent).toContain(statement);
        expect(sent.some((each) => each.includes("_alembic_tmp_"))).toBe(false);
        const altered = sqlOf("late");
        await change("late", () => undefined, true);
        expect(sqlOf("late").replaceAll(/\s+/g, " ")).toBe(altered.replaceAll(/\s+/g, " "));
        expect(all("SELECT count(*) AS n FROM late")).toEqual([{ n: 2 }]);
      },
    );

    test.each([
      ["a statement that a rebuild would write anew", "untouched", (batch) => batch.dropColumn("b")],
      ["a type", "late", (batch) => batch.alterColumn("b", { type: sa.text() })],
      [
        "a column that refers to another table beside another change",
        "late",
        (batch) => {
          batch.alterColumn("a", { newColumnName: "aa" });
          batch.addColumn(sa.column("up", sa.integer(), { references: sa.references("late.id") }));
        },
      ],
      ["a key", "late", (batch) => batch.createUniqueConstraint("uq", ["b"])],
    ] satisfies readonly Change[])("%s is changed by a rebuild", async (_what, table, run) => {
      await change(table, run);
      expect(sent.some((each) => each.includes("_alembic_tmp_"))).toBe(true);
    });
  });

  describe("and the references between rows", () => {
    const rebuild = (op: Operations) => op.batchAlterTable("parent", { recreate: "always" }, () => undefined);

    test("names the rows that lost their parent by the revision's own DELETE", async () => {
      const error = await failure(async (op) => {
        await op.execute("DELETE FROM parent WHERE id = 1");
        await rebuild(op);
      });
      expect(error.message).toContain(
        "FOREIGN KEY constraint failed: 2 rows refer to rows that do not exist any more: ",
      );
      expect(error.message).toContain("child (rowid 10) → parent");
      expect(error.message).toContain("parent (rowid 2) → parent");
      expect(all("SELECT count(*) AS n FROM parent")).toEqual([{ n: 2 }]);
    });

    test("also without a rebuild, where foreign keys were enforced", async () => {
      expect((await failure((op) => op.execute("DELETE FROM parent WHERE id = 2"))).message).toContain(
        "child (rowid 11)",
      );
    });

    test("only new violations count", async () => {
      database.exec("PRAGMA foreign_keys = OFF; INSERT INTO child VALUES (12, 77); PRAGMA foreign_keys = ON");
      await expect(upgrade(rebuild)).resolves.toEqual(["a1"]);
      expect(all("SELECT count(*) AS n FROM child")).toEqual([{ n: 3 }]);
    });

    test("children may go in the same revision", async () => {
      const heads = await upgrade(async (op) => {
        await op.execute("DELETE FROM parent WHERE id = 1");
        await op.execute("UPDATE parent SET boss = NULL");
        await op.execute("DELETE FROM child WHERE parent_id = 1");
        await op.execute("DELETE FROM grandchild WHERE child_id = 10");
        await rebuild(op);
      });
      expect(heads).toEqual(["a1"]);
    });

    test("a transaction of the caller's that enforces them is refused", async () => {
      await connection.begin();
      const error = await failure(rebuild);
      expect(error.message).toContain(
        "foreign keys are enforced, and dropping the old table would delete or refuse the rows of 'child', 'parent'",
      );
      await connection.rollback();
      expect(all("SELECT count(*) AS n FROM child")).toEqual([{ n: 2 }]);
    });
  });
});
