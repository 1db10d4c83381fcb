import { describe, expect, test } from "vitest";
import { bytesDiffer } from "../../../../src/dialect/mysql/compare-bytes.ts";
import { mysql } from "../../../../src/dialect/mysql/index.ts";
import { parseColumnType } from "../../../../src/dialect/mysql/reflect-types.ts";
import { parseShowCreate } from "../../../../src/dialect/mysql/show-create.ts";
import type { ReflectedTable } from "../../../../src/dialect/reflection.ts";
import { column } from "../../../../src/schema/column.ts";
import { table } from "../../../../src/schema/table.ts";
import { string } from "../../../../src/schema/types/generic.ts";
import { BINARY, VARBINARY, VARCHAR } from "../../../../src/schema/types/standard.ts";

const reflectedTable: ReflectedTable = {
  ...table("t", [column("a", string(9))]),
  impliedIndexes: [],
  uniqueConstraintIndexes: [],
  ownedSequences: [],
  isPartition: false,
};

describe("SHOW CREATE TABLE of MySQL, which repeats the table's collation at its columns", () => {
  const { columns } = parseShowCreate(`CREATE TEMPORARY TABLE \`t\` (
  \`a\` tinytext COLLATE utf8mb4_unicode_ci,
  \`b\` varchar(9) COLLATE utf8mb4_bin DEFAULT NULL,
  \`c\` varchar(9) CHARACTER SET latin1 COLLATE latin1_swedish_ci DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);

  test.each([
    ["the table's own is none", 0, "tinytext", {}],
    ["another one has its character set", 1, "varchar(9)", { charset: "utf8mb4", collation: "utf8mb4_bin" }],
    ["another character set", 2, "varchar(9)", { charset: "latin1", collation: "latin1_swedish_ci" }],
  ] as const)("%s", (_title, place, type, options) => {
    expect(columns[place]?.type).toEqual(parseColumnType(type, options));
  });
});

test("SHOW CREATE TABLE of MySQL leaves out the usual collation of the table's character set", () => {
  const { columns } = parseShowCreate(`CREATE TEMPORARY TABLE \`t\` (
  \`a\` char(5) CHARACTER SET latin1 COLLATE latin1_swedish_ci DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=latin1`);
  expect(columns[0]?.type).toEqual(parseColumnType("char(5)", {}));
});

test("the character set that MySQL writes before strings makes no difference", () => {
  const same = mysql.comparison?.sameExpression;
  expect(same?.("(`a` in (_utf8mb4'x',_latin1'_b'))", "a IN ('x', '_b')")).toBe(true);
  expect(same?.("(`a` in (_utf8mb4'x'))", "a IN ('_utf8mb4x')")).toBe(false);
});

test("the parentheses that MySQL puts around a number behind a minus sign make no difference", () => {
  const same = mysql.comparison?.sameExpression;
  expect(same?.("(`a` > -(5))", "a > -5")).toBe(true);
  expect(same?.("(`a` > -(`b`))", "a > -5")).toBe(false);
});

function defaultsDiffer(inspectedText: string, modelText: string): boolean | null | undefined {
  const inspected = column("a", string(9));
  const tables = { table: table("t", [inspected]), reflected: reflectedTable };
  const pair = { ...tables, inspected, model: inspected, inspectedText, modelText, modelDefault: null };
  return mysql.comparison?.defaultsDiffer?.(pair);
}

test.each([
  ["what MariaDB shows of it", "'a??'", "'a🎉?'", false],
  ["another text", "'a??'", "'b🎉?'", true],
  ["a question mark", "'?'", "'x'", true],
] as const)("a default beyond the basic plane and %s", (_title, inspected, model, expected) => {
  expect(defaultsDiffer(inspected, model)).toBe(expected);
});

test.each([
  ["a new line", "'x\\ny'", "'x\ny'", false],
  ["a backslash before n", "'x\\\\ny'", "'x\\\\ny'", false],
  ["a backslash before n and a new line", "'x\\\\ny'", "'x\ny'", true],
  ["other control characters", "'\\0\\r\\t\\Z'", "'\\0\\r\t\x1a'", false],
  ["quotes", "'it\\'s \\\"'", "'it''s \"'", false],
  ["a number in quotes", "'5'", "5", false],
] as const)("escapes in a default: %s", (_title, inspected, model, expected) => {
  expect(defaultsDiffer(inspected, model)).toBe(expected);
});

describe("the defaults of a binary column", () => {
  test.each([
    ["a text and itself", BINARY(2), "'ab'", "'ab'", false],
    ["a text and another one", BINARY(2), "'ab'", "'ac'", true],
    ["a text and its bytes", VARBINARY(9), "'it''s'", "0x69742773", false],
    ["zeros that fill a column of fixed length", BINARY(4), "'ab\\0\\0'", "'ab'", false],
    ["zeros in a column of variable length", VARBINARY(4), "'ab\\0\\0'", "'ab'", true],
    ["bytes and themselves", VARBINARY(4), "0x00FF", "x'00ff'", false],
    ["bytes that MariaDB's catalogue does not show", VARBINARY(4), "'\\0?'", "x'00ff'", false],
    ["an expression", VARBINARY(4), "(uuid())", "'a'", null],
    ["another type", VARCHAR(4), "'a'", "'b'", null],
  ] as const)("%s", (_title, type, inspected, model, expected) => {
    expect(bytesDiffer(type, inspected, model)).toBe(expected);
  });
});
