import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCreateIndex } from "../../../../src/dialect/sqlite/reflect-create-index.ts";
import { parseCreateTable } from "../../../../src/dialect/sqlite/reflect-create-table.ts";

describe("CREATE TABLE", () => {
  test("constraints may stand without commas between them, and a name may stand alone", () => {
    const parsed = parseCreateTable(
      "CREATE TABLE t (a CONSTRAINT lost, b INT, CONSTRAINT x CHECK (a > 1) CONSTRAINT y UNIQUE (b) PRIMARY KEY (a))",
    );
    expect(parsed).toMatchObject({
      checks: [{ name: "x", text: "a > 1" }],
      uniques: [{ name: "y", columns: ["b"] }],
      primaryKey: { name: null, columns: ["a"] },
    });
  });

  test("words that are no keywords at their place are names", () => {
    const parsed = parseCreateTable(
      'CREATE TABLE "table" ("check" "text" NOT NULL, \'default\' varying character (3), [a ]b] INT)'.replace(
        "[a ]b]",
        "[a b]",
      ),
    );
    expect(parsed.columns.map(({ name, type, notNull }) => [name, type, notNull])).toEqual([
      ["check", "text", true],
      ["default", "varying character(3)", false],
      ["a b", "INT", false],
    ]);
  });

  test("a statement that is none is refused with the statement", () => {
    expect(() => parseCreateTable("CREATE VIEW v AS SELECT 1")).toThrow(/no CREATE TABLE: CREATE VIEW v/);
    expect(() => parseCreateTable("CREATE TABLE t (a")).toThrow(/the end of the statement/);
  });

  test("any name, in any quotes, comes back as SQLite reads it", () => {
    const name = fc.string({ minLength: 1 }).filter((text) => !text.includes("\0") && text.isWellFormed());
    const quotes = fc.constantFrom('"', "`", "'");
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 1, maxLength: 4, selector: (text) => text.toLowerCase() }),
        quotes,
        (names, quote) => {
          const columns = names.map((each) => `${quote}${each.replaceAll(quote, quote + quote)}${quote} INT`);
          const database = new DatabaseSync(":memory:");
          try {
            database.exec(`CREATE TABLE t (${columns.join(", ")})`);
            const row = database.prepare("SELECT sql FROM sqlite_schema").get();
            const read = parseCreateTable(String(row?.sql)).columns.map((column) => column.name);
            const known = database
              .prepare("SELECT name FROM pragma_table_info('t')")
              .all()
              .map((each) => each.name);
            expect(read).toEqual(known);
          } finally {
            database.close();
          }
        },
      ),
    );
  });
});

describe("CREATE INDEX", () => {
  test("COLLATE and the order belong to the part only at its end", () => {
    const { parts, where } = parseCreateIndex(
      "CREATE INDEX i ON t (a COLLATE nocase || b DESC, \"c d\" COLLATE rtrim ASC, (e), f(',', ')')) WHERE a IN (1, 2)",
    );
    expect(parts).toEqual([
      { column: null, text: "a COLLATE nocase || b", collation: null, order: "desc" },
      { column: "c d", text: '"c d"', collation: "rtrim", order: "asc" },
      { column: null, text: "(e)", collation: null, order: null },
      { column: null, text: "f(',', ')')", collation: null, order: null },
    ]);
    expect(where).toBe("a IN (1, 2)");
  });
});
