import { describe, expect, test } from "vitest";
import { buildColumn } from "../../../../src/dialect/mysql/reflect-columns.ts";
import { parseColumnType } from "../../../../src/dialect/mysql/reflect-types.ts";
import { said } from "../../../dialect/reflect-support.ts";

const mysql8 = { isMariadb: false, version: [8, 0, 36] } as const;

interface Cells {
  readonly type?: string;
  readonly default?: string | null;
  readonly extra?: string;
  readonly generated?: string;
}

/** A column as MySQL 8's information_schema spells it. */
function column(cells: Cells) {
  const { type = "varchar(20)", default: value = null, extra = "", generated = "" } = cells;
  const row = ["db", "t", "c", type, "YES", value, extra, "", generated, null, null];
  return buildColumn(row, {
    server: mysql8,
    tableCollation: null,
    check: null,
    ownDatabase: null,
  });
}

describe("defaults of MySQL 8, which gives values without quotes", () => {
  test.each<[string, Cells, string]>([
    ["a text is quoted", { default: "it's \\ here" }, "'it''s \\\\ here'"],
    ["so is a number, as SHOW CREATE TABLE does", { type: "int", default: "5" }, "'5'"],
    [
      "the current time stands as it is",
      { type: "datetime(3)", default: "CURRENT_TIMESTAMP(3)", extra: "DEFAULT_GENERATED" },
      "CURRENT_TIMESTAMP(3)",
    ],
    [
      "ON UPDATE follows",
      {
        type: "timestamp",
        default: "CURRENT_TIMESTAMP",
        extra: "DEFAULT_GENERATED on update CURRENT_TIMESTAMP",
      },
      "CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP",
    ],
    ["bytes that are a text are one", { type: "binary(4)", default: "0x612762" }, "'a''b'"],
    ["no bytes are an empty text", { type: "binary(4)", default: "0x" }, "''"],
    ["other bytes stay bytes", { type: "varbinary(4)", default: "0xFF" }, "0xFF"],
    ["a text that looks like bytes stays a text", { default: "0x6162" }, "'0x6162'"],
    ["bits stand as they are", { type: "bit(3)", default: "b'101'" }, "b'101'"],
    [
      "an expression loses its escapes and gets parentheses",
      { default: "concat(_utf8mb4\\'a\\',`b`)", extra: "DEFAULT_GENERATED" },
      "(concat(_utf8mb4'a',`b`))",
    ],
  ])("%s", (_title, cells, expected) => {
    expect(said(column(cells).serverDefault)).toBe(`sql: ${expected}`);
  });

  test("an expression whose bytes stand as Latin-1 is read as UTF-8, one that is neither as it is", () => {
    const garbled = Buffer.from("concat(`é`,_utf8mb4\\'€\\')", "utf8").toString("latin1");
    const made = column({ generated: garbled, extra: "VIRTUAL GENERATED" });
    expect(said(made.computed)).toEqual({ text: "sql: concat(`é`,_utf8mb4'€')", persisted: false });
    const right = column({ generated: "concat(`é`,'€')", extra: "VIRTUAL GENERATED" });
    expect(said(right.computed)).toEqual({ text: "sql: concat(`é`,'€')", persisted: false });
  });

  test("a generated column loses the escapes of its expression", () => {
    const made = column({ generated: "concat(`a`,_utf8mb4\\'x\\')", extra: "VIRTUAL GENERATED" });
    expect(said(made.computed)).toEqual({ text: "sql: concat(`a`,_utf8mb4'x')", persisted: false });
  });
});

describe("types of MySQL 8", () => {
  test.each([
    ["int", "mysql.integer"],
    ["int unsigned", 'mysql.integer {"unsigned":true}'],
    ["json", "mysql.json"],
    ["timestamp /* mariadb-5.3 */", "mysql.timestamp"],
    ["geometry", 'user.geometry {"text":"geometry"}'],
    ["enum('a,b','c)d')", 'mysql.enum {"values":["a,b","c)d"]}'],
  ])("%s", (text, expected) => {
    expect(said(parseColumnType(text, {}))).toBe(expected);
  });
});
