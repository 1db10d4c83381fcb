import { describe, expect, test } from "vitest";
import { mysqlLexis, postgresqlLexis, type SqlLexis } from "../../../src/connection/sql-lexis.ts";
import { onlyReads, withoutLocks } from "../../../src/runtime/plan/statement-effect.ts";

describe("a plan may run", () => {
  test.each<readonly [string, SqlLexis, boolean]>([
    ["SELECT 'a; b' AS x", postgresqlLexis, true],
    ["SELECT 1; -- the end; really", postgresqlLexis, true],
    ["SELECT 'insert into t' AS x", postgresqlLexis, true],
    ["WITH x AS (SELECT 'delete') SELECT * FROM x", postgresqlLexis, true],
    ["/* a */ -- b\n SELECT 1", postgresqlLexis, true],
    ["SELECT 1; DELETE FROM t", postgresqlLexis, false],
    ["SELECT 'a'; DELETE FROM t --'", postgresqlLexis, false],
    ["SELECT * INTO t FROM u", postgresqlLexis, false],
    ["WITH x AS (DELETE FROM t RETURNING id) SELECT * FROM x", postgresqlLexis, false],
    ["SELECT $$; DELETE FROM t$$", postgresqlLexis, true],
    ["SELECT 1 /*! INTO OUTFILE 'f' */", mysqlLexis, false],
    ["SELECT 1 /* INTO OUTFILE 'f' */", mysqlLexis, true],
  ])("%s: %o", (sql, lexis, expected) => {
    expect(onlyReads(sql, lexis)).toBe(expected);
  });
});

describe("the rows that a query reads for a plan are not locked", () => {
  test.each([
    ["SELECT * FROM t FOR UPDATE", "SELECT * FROM t"],
    ["select id from t for share;", "select id from t;"],
    ['SELECT * FROM t AS "T", u FOR NO KEY UPDATE OF "T" , u NOWAIT', 'SELECT * FROM t AS "T", u'],
    ["SELECT * FROM t FOR UPDATE OF t FOR KEY SHARE OF u SKIP LOCKED", "SELECT * FROM t"],
    [
      "SELECT * FROM (SELECT 1 FROM t FOR UPDATE) AS x LIMIT 1",
      "SELECT * FROM (SELECT 1 FROM t) AS x LIMIT 1",
    ],
    ["SELECT * FROM t LOCK IN SHARE MODE", "SELECT * FROM t"],
    ["SELECT 'x FOR UPDATE' FROM t -- FOR UPDATE", "SELECT 'x FOR UPDATE' FROM t -- FOR UPDATE"],
    ["SELECT substring(a FOR 2) FROM t", "SELECT substring(a FOR 2) FROM t"],
  ])("%s", (sql, expected) => {
    expect(withoutLocks(sql, postgresqlLexis)).toBe(expected);
  });
});
