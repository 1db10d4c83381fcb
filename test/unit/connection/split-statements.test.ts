import { expect, test } from "vitest";
import { splitStatements } from "../../../src/connection/split-statements.ts";
import {
  mysqlLexis,
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
