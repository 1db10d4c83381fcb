import { expect, test } from "vitest";
import { attributesOf } from "../../../../src/dialect/mysql/column-attributes.ts";

const sql = [
  "CREATE TABLE `t` (",
  "  `id` int(11) NOT NULL COMMENT 'INVISIBLE',",
  "  `Na``me` varchar(10) /*M!100301 COMPRESSED*/ INVISIBLE DEFAULT NULL WITHOUT SYSTEM VERSIONING COMMENT 'x',",
  "  `place` point NOT NULL /*!80003 SRID 4326 */ /*!80023 INVISIBLE */,",
  '  `note` text /*!80021 ENGINE_ATTRIBUTE \'{"a": "SRID 1"}\' */,',
  "  PRIMARY KEY (`id`)",
  ") ENGINE=InnoDB",
].join("\n");

test.each([
  ["id", []],
  ["na`me", ["COMPRESSED", "INVISIBLE", "WITHOUT SYSTEM VERSIONING"]],
  ["place", ["SRID 4326", "INVISIBLE"]],
  ["note", [`ENGINE_ATTRIBUTE '{"a": "SRID 1"}'`]],
  ["gone", []],
])("the attributes of column %s are those of its own line, outside of strings", (column, expected) => {
  expect(attributesOf(sql, column).map((words) => words.join(" "))).toEqual(expected);
});
