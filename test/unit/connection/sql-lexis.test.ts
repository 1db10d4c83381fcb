import { describe, expect, test } from "vitest";
import {
  mssqlLexis,
  mysqlLexis,
  nameInQuotes,
  oracleLexis,
  postgresqlLexis,
  type SqlLexis,
  sqliteLexis,
  sqlPieces,
  standardLexis,
} from "../../../src/connection/sql-lexis.ts";

/** The pieces that are no code, each with a letter for its kind in front. */
const opaque = (sql: string, lexis: SqlLexis): readonly string[] =>
  sqlPieces(sql, lexis).flatMap(({ kind, text }) => (kind === "code" ? [] : [`${kind.charAt(0)}:${text}`]));

describe("what is no code", () => {
  test.each<readonly [string, SqlLexis, string, readonly string[]]>([
    ["strings and names", standardLexis, `a 'b''c' "d""e" f`, ["s:'b''c'", 'n:"d""e"']],
    ["comments", standardLexis, "a -- 'b'\n/* ' */ 'c'", ["c:-- 'b'", "c:/* ' */", "s:'c'"]],
    ["what is left open", standardLexis, "a 'b''", ["s:'b''"]],
    ["an open comment", standardLexis, "a /* 'b", ["c:/* 'b"]],
    ["no escapes", standardLexis, "'a\\' b 'c'", ["s:'a\\'", "s:'c'"]],
    ["escapes of PostgreSQL", postgresqlLexis, "E'a\\'b' type'c\\' d", ["s:E'a\\'b'", "s:'c\\'"]],
    [
      "dollar quotes",
      postgresqlLexis,
      "$$ ' $$ $a_1$ $$ $a_1$ $1 b$c$ '",
      ["s:$$ ' $$", "s:$a_1$ $$ $a_1$", "s:'"],
    ],
    [
      "comments in comments",
      postgresqlLexis,
      "/* a /* b /* c */ * / */ d */ 'e'",
      ["c:/* a /* b /* c */ * / */ d */", "s:'e'"],
    ],
    ["brackets are code in PostgreSQL", postgresqlLexis, "a['b']", ["s:'b'"]],
    ["escapes of MySQL", mysqlLexis, `'a\\'b' "c\\"d" \`e\\\``, ["s:'a\\'b'", 's:"c\\"d"', "n:`e\\`"]],
    ["what MySQL runs in a comment", mysqlLexis, "/*!40101 SET x = 'a' */ /* b */", ["s:'a'", "c:/* b */"]],
    ["comments of MySQL", mysqlLexis, "5--1 # 'a'\n-- 'b'\n--", ["c:# 'a'", "c:-- 'b'", "c:--"]],
    [
      "an empty comment of MySQL ends with its line",
      mysqlLexis,
      "--\n'a' --\r\n'b'",
      ["c:--", "s:'a'", "c:--\r", "s:'b'"],
    ],
    ["lines of PostgreSQL end with a return", postgresqlLexis, "-- a\r'b'", ["c:-- a", "s:'b'"]],
    [
      "what MySQL runs in comments is code",
      mysqlLexis,
      "/*!40101 SET a = 'b' */; /*M!100100 c */ /* !d */",
      ["s:'b'", "c:/* !d */"],
    ],
    ["names of SQLite", sqliteLexis, "`a``b` [c d] ]", ["n:`a``b`", "n:[c d]"]],
    ["names of SQL Server", mssqlLexis, "[a]]b] 'c'", ["n:[a]]b]", "s:'c'"]],
    [
      "quotes of Oracle",
      oracleLexis,
      "q'[it's]' nQ'!a'b!' q'cdc'",
      ["s:q'[it's]'", "s:nQ'!a'b!'", "s:q'cdc'"],
    ],
  ])("%s", (_rule, lexis, sql, found) => {
    expect(opaque(sql, lexis)).toEqual(found);
    expect(
      sqlPieces(sql, lexis)
        .map(({ text }) => text)
        .join(""),
    ).toBe(sql);
  });

  test("megabytes in one string are no trouble", () => {
    const long = `'${"it''s /* -- ".repeat(300_000)}'`;
    for (const lexis of [standardLexis, postgresqlLexis, mysqlLexis, sqliteLexis, mssqlLexis, oracleLexis]) {
      expect(opaque(`a ${long} b`, lexis)).toEqual([`s:${long}`]);
    }
  });
});

test.each([
  ['"a""b"', 'a"b'],
  ["`a``b`", "a`b"],
  ["[a]]b]", "a]b"],
])("the name in %s is %s", (quoted, name) => {
  expect(nameInQuotes(quoted)).toBe(name);
});
