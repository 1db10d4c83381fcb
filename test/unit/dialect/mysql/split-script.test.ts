import { describe, expect, test } from "vitest";
import { splitScript } from "../../../../src/dialect/mysql/split-script.ts";

describe("a text of several statements", () => {
  test.each([
    ["in a string", "INSERT INTO t VALUES ('let us begin'); ALTER TABLE t ADD a INT"],
    ["in a comment", "INSERT INTO t VALUES (1) /* begin */; ALTER TABLE t ADD a INT"],
    ["as a name", "CREATE TABLE event (begin INT); ALTER TABLE `begin` ADD a INT"],
    ["of a transaction", "BEGIN; INSERT INTO t VALUES (1)"],
    ["of a transaction, with WORK", "BEGIN WORK; INSERT INTO t VALUES (1)"],
    [
      "in a trigger of one statement",
      "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET NEW.begin = 1; SELECT 1",
    ],
    ["nowhere", "CREATE PROCEDURE IF NOT EXISTS p() SELECT IF(1, 2, 3); SELECT 1"],
  ])("is taken apart where BEGIN stands %s", (_where, sql) => {
    expect(splitScript(sql)).toHaveLength(2);
  });

  test.each([
    ["a procedure", "CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END"],
    [
      "a trigger",
      "CREATE OR REPLACE TRIGGER x BEFORE INSERT ON t FOR EACH ROW BEGIN SET @a = 1; SET @b = 2; END",
    ],
    ["a function with a definer", "CREATE DEFINER=`a`@`b` FUNCTION f() RETURNS INT BEGIN RETURN 1; END"],
    [
      "an event behind a statement",
      "SELECT 1; CREATE DEFINER = CURRENT_USER() EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN SELECT 1; END",
    ],
    [
      "a trigger with a condition as body",
      "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW IF NEW.a THEN SET @a = 1; SET @b = 2; END IF",
    ],
    ["a block of its own", "BEGIN NOT ATOMIC SELECT 1; SELECT 2; END"],
    [
      "a dumped trigger",
      "/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`b`*/ /*!50003 TRIGGER x BEFORE INSERT ON t FOR EACH ROW BEGIN SET @a = 1; END */",
    ],
  ])("is left whole with the body of %s", (_what, sql) => {
    expect(splitScript(sql)).toEqual([sql]);
  });
});
