import { expect, test } from "vitest";
import { sessionState } from "../../../../src/dialect/mysql/session-state.ts";

test.each([
  ["SET @a = 1, @b = 'x'", ["@a", "@b"]],
  ["SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO'", ["@OLD_SQL_MODE"]],
  ["SET @sql = CONCAT('a', QUOTE(@b))", ["@sql"]],
  ["SET @n = (SELECT COUNT(*) FROM information_schema.columns WHERE table_name = 't')", ["@n"]],
  ["PREPARE p FROM 'SELECT 1'", ["p"]],
])("%s makes the same in another session", (sql, names) => {
  expect(sessionState(sql)).toEqual({ isRepeatable: true, names });
});

test.each([
  ["SET @role = LAST_INSERT_ID()", ["@role"]],
  ["SET @now = CURRENT_TIMESTAMP", ["@now"]],
  ["SET @n = (SELECT COUNT(*) FROM t)", ["@n"]],
  ["SELECT MAX(id), 2 INTO @m, @`n` FROM t", ["@m", "@n"]],
  ["SELECT @x := id FROM t", ["@x"]],
  ["CALL p(1, @out)", ["@out"]],
  ["/* a */ CREATE TEMPORARY TABLE IF NOT EXISTS `db`.`tmp` (id INT)", ["tmp"]],
  ["GET DIAGNOSTICS CONDITION 1 @text = MESSAGE_TEXT", ["@text"]],
])("%s makes something else in another session", (sql, names) => {
  expect(sessionState(sql)).toEqual({ isRepeatable: false, names });
});

test.each([
  "SET sql_mode = (SELECT REPLACE(@@sql_mode, 'A', ''))",
  "CREATE TABLE t (a INT)",
  "UPDATE t SET s = '@a := 1'",
])("%s makes nothing that a name tells", (sql) => {
  expect(sessionState(sql)).toBeNull();
});
