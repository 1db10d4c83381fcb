import { describe, expect, test } from "vitest";
import { hasStatement, splitStatements } from "../../../src/connection/split-statements.ts";
import {
  mssqlLexis,
  mysqlLexis,
  oracleLexis,
  postgresqlLexis,
  sqliteLexis,
  standardLexis,
} from "../../../src/connection/sql-lexis.ts";

test.each([
  ["a semicolon ends a statement, the last may go without", standardLexis, "a; b;c", ["a", "b", "c"]],
  ["nothing between semicolons is no statement", standardLexis, ";; a ;\n-- c\n;", ["a"]],
  ["quotes hide semicolons", standardLexis, `a ';' b; c "x;y"`, [`a ';' b`, `c "x;y"`]],
  ["a doubled quote does not end the text", standardLexis, "a 'it''s; b'; c", ["a 'it''s; b'", "c"]],
  ["comments hide semicolons", standardLexis, "a /* ; */ b; c -- ; d\n", ["a /* ; */ b", "c -- ; d"]],
  ["dollar quotes hide them in PostgreSQL", postgresqlLexis, "do $x$ a; b $x$; c", ["do $x$ a; b $x$", "c"]],
  ["placeholders are no dollar quotes", postgresqlLexis, "a $1; b $2", ["a $1", "b $2"]],
  ["backslashes escape quotes in MySQL", mysqlLexis, "a 'x\\';'; b", ["a 'x\\';'", "b"]],
  [
    "a statement in a comment that MySQL runs is one",
    mysqlLexis,
    "/*!40101 SET a */; b",
    ["/*!40101 SET a */", "b"],
  ],
  ["# is a comment in MySQL", mysqlLexis, "a # ;\n; b", ["a # ;", "b"]],
  [
    "a trigger's body is one statement in SQLite",
    sqliteLexis,
    "create trigger t after insert on a begin insert into b values (1); end; c",
    ["create trigger t after insert on a begin insert into b values (1); end", "c"],
  ],
  [
    "whatever the body ends its statements with",
    sqliteLexis,
    "create trigger t after insert on a begin update b set c = case c when 1 then 2 end; select 1; /* ; */ end; c",
    [
      "create trigger t after insert on a begin update b set c = case c when 1 then 2 end; select 1; /* ; */ end",
      "c",
    ],
  ],
])("%s", (_rule, lexis, sql, statements) => {
  expect(splitStatements(sql, lexis)).toEqual(statements);
});

describe("whether there is anything to run", () => {
  const lexes = { postgresqlLexis, mysqlLexis, sqliteLexis, mssqlLexis, oracleLexis, standardLexis };

  test.each(["", " \n", ";", "; ;", "-- a", "-- a\n;-- b\r\n", "/* a */", "/* a */;/**/ -- b"])(
    "not in %j",
    (sql) => {
      for (const lexis of Object.values(lexes)) expect(hasStatement(sql, lexis)).toBe(false);
    },
  );

  test.each(["a", ";a", "-- a\nb", "--\nb", "/* a */ b", "/* a */;\n-- b\n; c", "'a'", '"a"', "- a", "/a"])(
    "in %j",
    (sql) => {
      for (const lexis of Object.values(lexes)) expect(hasStatement(sql, lexis)).toBe(true);
    },
  );

  test.each([
    ["# is a comment in MySQL", "# a", mysqlLexis, false],
    ["and code elsewhere", "# a", postgresqlLexis, true],
    ["two dashes begin no comment of MySQL without a blank", "--a", mysqlLexis, true],
    ["MySQL runs what is in some comments", "/*!40101 SET a = 1 */", mysqlLexis, true],
    ["so does MariaDB", "/*M!100100 SET a = 1 */", mysqlLexis, true],
    ["comments in comments", "/* a /* b */ c */", postgresqlLexis, false],
    ["are unknown to MySQL", "/* a /* b */ c */", mysqlLexis, true],
    ["an open comment is for the database to refuse", "/* a", postgresqlLexis, true],
    ["also one around another", "/* a /* b */", postgresqlLexis, true],
    ["but SQLite takes it", "/* a", sqliteLexis, false],
  ])("%s", (_rule, sql, lexis, found) => {
    expect(hasStatement(sql, lexis)).toBe(found);
  });

  test("a long text is not read to its end", () => {
    const long = `${"/* a */ ; -- b\n".repeat(10)}${"select '".repeat(2_000_000)}`;
    const began = performance.now();
    for (let run = 0; run < 1000; run += 1) expect(hasStatement(long, postgresqlLexis)).toBe(true);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
