import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Connection, createEngine } from "../../src/connection/index.ts";
import { isAlembicError } from "../../src/errors/index.ts";
import { databaseKinds, isOfMysql, type TestDatabase } from "../support/databases.ts";
import { migrate } from "../support/migrations.ts";

const kinds = databaseKinds().filter((kind) => kind.missing === null && isOfMysql(kind.name));

describe.each(kinds)("a half done revision on $name", (kind) => {
  let database: TestDatabase;
  let connection: Connection;
  beforeEach(async () => {
    database = await kind.create("fixpr_session");
    connection = await createEngine(database.url).connect();
    await connection.execute("CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, s VARCHAR(30), old INT)");
    await connection.execute("INSERT INTO t (s) VALUES ('a'), ('b')");
  });
  afterEach(async () => {
    await connection.close();
    await database.drop();
  });

  /** Runs the statements as one revision, in a session of its own; gives the failure, `null` when there is none. */
  async function run(
    ...statements: readonly string[]
  ): Promise<{ readonly message: string; readonly hint: string } | null> {
    const upgrade = async (op: { execute(sql: string): unknown }): Promise<void> => {
      for (const statement of statements) await op.execute(statement);
    };
    try {
      await createEngine(database.url).connect((own) =>
        migrate(own, { revisions: [{ id: "aaa1", upgrade }] }),
      );
      return null;
    } catch (error) {
      if (!isAlembicError(error)) throw error;
      return { message: error.message, hint: error.hint ?? "" };
    }
  }

  const rows = (sql: string): Promise<readonly (readonly unknown[])[]> => connection.executeArrays(sql);
  const states = ({ message = "" } = {}): readonly string[] =>
    [...message.matchAll(/^ {2}(done|undone|unclear|partly|failed|not run) /gm)].map(
      ([, state = ""]) => state,
    );

  const broken = "ALTER TABLE t ADD COLUMN d BADTYPE";
  /** Makes final what is done before it. */
  const other = "ALTER TABLE t ADD COLUMN other INT";
  const corrected = "ALTER TABLE t ADD COLUMN d INT";

  test("goes on inside of a text of several statements, whatever a string of it says", async () => {
    const text = (type: string): string =>
      `INSERT INTO t (s) VALUES ('let us begin'); ALTER TABLE t ADD COLUMN c INT; ALTER TABLE t ADD COLUMN d ${type}`;
    expect((await run(text("BADTYPE")))?.message).toContain("BADTYPE");
    expect(await run(text("INT"))).toBeNull();
    expect(await rows("SELECT s FROM t WHERE s LIKE 'let%'")).toEqual([["let us begin"]]);
  });

  describe("what was in the session", () => {
    test.each([
      ["a variable of a query", "SELECT MAX(id) INTO @m FROM t", "UPDATE t SET old = 1 WHERE id <= @m", "@m"],
      [
        "a variable of a subquery",
        "SET @m = (SELECT MAX(id) FROM t)",
        "UPDATE t SET old = 1 WHERE id <= @m",
        "@m",
      ],
      ["a temporary table", "CREATE TEMPORARY TABLE tmp (id INT)", "INSERT INTO tmp VALUES (1)", "tmp"],
      [
        "the last key",
        "INSERT INTO t (s) VALUES ('c')",
        "UPDATE t SET old = LAST_INSERT_ID()",
        "last_insert_id",
      ],
    ])("is asked for where a later statement needs it: %s", async (_what, made, needed, name) => {
      expect(await run(made, other, broken, needed)).not.toBeNull();
      const failure = await run(made, other, corrected, needed);
      expect(failure?.message).toContain(`needs ${name}, which was in the session of that run: ${made}`);
      expect(failure?.message).toContain(`It is needed by: ${needed}`);
      expect(failure?.hint).toContain(`Make ${name} again in the revision`);
    });

    test("can be made again in front of the statement that needs it", async () => {
      const made = "SELECT MAX(id) INTO @m FROM t";
      const needed = "UPDATE t SET old = 1 WHERE id <= @m";
      await run(made, other, broken, needed);
      expect(await run(made, other, corrected, "SET @m = 2", needed)).toBeNull();
      expect(await rows("SELECT old FROM t")).toEqual([[1], [1]]);
    });

    test("is no matter where nothing needs it any more", async () => {
      const before = [
        "SELECT MAX(id) INTO @m FROM t",
        "UPDATE t SET old = 1 WHERE id <= @m",
        "CREATE TEMPORARY TABLE tmp (id INT)",
        "DROP TEMPORARY TABLE tmp",
      ];
      await run(...before, other, broken);
      expect(await run(...before, other, corrected)).toBeNull();
    });

    test("is made again where that gives the same: constants, and what is prepared of them", async () => {
      const before = [
        "SET @role = 'admin', @n = 7",
        "SET @sql = CONCAT('UPDATE t SET s = ', QUOTE(@role), ', old = ', @n)",
        "PREPARE p FROM @sql",
        "ALTER TABLE t ADD COLUMN c INT",
      ];
      await run(...before, broken, "EXECUTE p", "DEALLOCATE PREPARE p");
      expect(await run(...before, corrected, "EXECUTE p", "DEALLOCATE PREPARE p")).toBeNull();
      expect(await rows("SELECT s, old FROM t")).toEqual([
        ["admin", 7],
        ["admin", 7],
      ]);
    });

    test("is not looked for behind a statement that was prepared of it and has run", async () => {
      const before = [
        "SELECT CONCAT('ALTER TABLE t ADD COLUMN c', MAX(id), ' INT') INTO @sql FROM t",
        "PREPARE p FROM @sql",
        "EXECUTE p",
        "DEALLOCATE PREPARE p",
      ];
      await run(...before, other, broken);
      expect(await run(...before, other, corrected)).toBeNull();
      expect(await rows("SELECT c2, d FROM t LIMIT 1")).toHaveLength(1);
    });
  });

  describe("with tables that it locks", () => {
    const dump = (id: string): readonly string[] => [
      "/*!40101 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */",
      "LOCK TABLES t WRITE",
      "/*!40000 ALTER TABLE t DISABLE KEYS */",
      `INSERT INTO t (id, s) VALUES (${id}, 'dump')`,
      "/*!40000 ALTER TABLE t ENABLE KEYS */",
      "UNLOCK TABLES",
      "/*!40101 SET SQL_NOTES=@OLD_SQL_NOTES */",
    ];

    test("does all between the locks once, as one text or as several statements", async () => {
      expect(await run(...dump("7"), broken)).not.toBeNull();
      expect(await run(...dump("7"), corrected)).toBeNull();
      expect(await rows("SELECT s FROM t WHERE id > 2")).toEqual([["dump"]]);
      await connection.execute("DELETE FROM alembic_version");
      expect(await run(`${dump("8").join(";\n")};`)).toBeNull();
      expect(await rows("SELECT s FROM t WHERE id > 2")).toEqual([["dump"], ["dump"]]);
    });

    test("begins again at the locks where a rollback took all back", async () => {
      const locked = (table: string): readonly string[] => [
        "LOCK TABLES t WRITE",
        "INSERT INTO t (s) VALUES ('c')",
        `INSERT INTO ${table} (s) VALUES ('d')`,
        "UNLOCK TABLES",
      ];
      expect(states((await run(...locked("missing"))) ?? {})).toEqual(["undone", "undone", "failed"]);
      expect(await rows("SHOW TABLES LIKE 'alembic_ts_progress'")).toEqual([]);
      expect(await run(...locked("t"))).toBeNull();
      expect(await rows("SELECT s FROM t")).toEqual([["a"], ["b"], ["c"], ["d"]]);
    });

    test("asks how far it came where not all was taken back", async () => {
      expect(await run(...dump("NO_COLUMN"))).not.toBeNull();
      const failure = await run(...dump("7"));
      expect(failure?.message).toContain("nobody can tell from outside how far it came: LOCK TABLES t WRITE");
    });
  });

  test("keeps what a stored program has done when a later statement fails", async () => {
    await connection.execute("CREATE PROCEDURE p() BEGIN INSERT INTO t (s) VALUES ('p'); END");
    expect(states((await run("CALL p()", "INSERT INTO missing VALUES (1)")) ?? {})).toEqual([
      "done",
      "failed",
    ]);
    expect(await run("CALL p()", corrected)).toBeNull();
    expect(await rows("SELECT s FROM t WHERE s = 'p'")).toEqual([["p"]]);
  });

  test("keeps what a stored program has committed on its way when a later statement fails", async () => {
    await connection.execute(
      "CREATE PROCEDURE p() BEGIN INSERT INTO t (s) VALUES ('p'); CREATE TABLE made (id INT); INSERT INTO t (s) VALUES ('q'); END",
    );
    expect(states((await run("CALL p()", "INSERT INTO missing VALUES (1)")) ?? {})).toEqual([
      "done",
      "failed",
    ]);
    expect(await run("CALL p()", corrected)).toBeNull();
    expect(await rows("SELECT s FROM t WHERE s IN ('p', 'q')")).toEqual([["p"], ["q"]]);
  });

  test("calls unclear what a rollback may have left in tables without transactions", async () => {
    await connection.execute("CREATE TABLE logs (id INT) ENGINE=MyISAM");
    const failure = await run(
      "CREATE TABLE made (id INT)",
      "INSERT INTO logs VALUES (1)",
      "INSERT INTO missing VALUES (1)",
    );
    expect(states(failure ?? {})).toEqual(["done", "unclear", "failed"]);
    expect(failure?.message).toContain("takes nothing back in tables without transactions (logs)");
  });
});
