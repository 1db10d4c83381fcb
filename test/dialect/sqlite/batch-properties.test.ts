import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createEngine } from "../../../src/connection/index.ts";
import { MigrationContext, Operations } from "../../../src/runtime/index.ts";
import * as sa from "../../../src/sa/index.ts";

/** How many random tables are changed; more with `ALEMBIC_TS_PROPERTY_RUNS`. */
const numRuns = Number(process.env.ALEMBIC_TS_PROPERTY_RUNS ?? 100);

interface RandomColumn {
  readonly name: string;
  readonly type: string;
  readonly words: string;
  readonly index: "none" | "plain" | "desc" | "expression" | "partial" | "unique";
  readonly generated: boolean;
  readonly change: "none" | "drop" | "rename" | "default" | "not null" | "first";
}

const names = ["alpha", "Beta", "select", "x y", "é", 'q"uote', "key", "delta"];

const columns = fc
  .uniqueArray(
    fc.record<RandomColumn>({
      name: fc.constantFrom(...names),
      type: fc.constantFrom(
        "INTEGER",
        "INT",
        "TEXT",
        "VARCHAR(20)",
        "NUMERIC(8, 2)",
        "GEOMETRY(4)",
        "BLOB",
        "",
        "DATETIME",
      ),
      words: fc.constantFrom(
        "",
        "COLLATE NOCASE",
        "DEFAULT 'it''s'",
        "DEFAULT 18",
        "DEFAULT (1 + 1)",
        "DEFAULT CURRENT_TIMESTAMP",
        "CHECK (@ IS NULL OR length(@) < 99)",
        "UNIQUE",
      ),
      index: fc.constantFrom("none", "plain", "desc", "expression", "partial", "unique"),
      generated: fc.boolean(),
      change: fc.constantFrom("none", "none", "drop", "rename", "default", "not null", "first"),
    }),
    { selector: ({ name }) => name.toLowerCase(), minLength: 2, maxLength: 6 },
  )
  .filter((all) => all.some(({ change }) => change !== "drop"));

const table = fc.record({
  columns,
  key: fc.constantFrom(
    "INTEGER PRIMARY KEY",
    "INTEGER PRIMARY KEY AUTOINCREMENT",
    "TEXT PRIMARY KEY",
    "INTEGER",
  ),
  withoutRowid: fc.boolean(),
  trigger: fc.boolean(),
  child: fc.boolean(),
  rows: fc.integer({ min: 0, max: 20 }),
  recreate: fc.constantFrom("auto", "always"),
});

type RandomTable = typeof table extends fc.Arbitrary<infer T> ? T : never;

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const newName = (name: string): string => `${name} new`;

const indexes: Readonly<Record<RandomColumn["index"], (column: string, name: string) => string>> = {
  none: () => "",
  plain: (column, name) => `CREATE INDEX ${name} ON t (${column});`,
  desc: (column, name) => `CREATE INDEX ${name} ON t (${column} COLLATE RTRIM DESC);`,
  expression: (column, name) => `CREATE INDEX ${name} ON t (lower(${column}), k);`,
  partial: (column, name) => `CREATE INDEX ${name} ON t (k) WHERE ${column} IS NOT NULL;`,
  unique: (column, name) => `CREATE UNIQUE INDEX ${name} ON t (${column}, k);`,
};

function schemaOf({ columns: all, key, withoutRowid, trigger, child }: RandomTable): string {
  const isWithoutRowid = withoutRowid && /^(?:INTEGER|TEXT) PRIMARY KEY$/.test(key);
  const plain = all.map(
    ({ name, type, words }) => `${quote(name)} ${type} ${words.replaceAll("@", quote(name))}`,
  );
  // A generated column depends on its own source only, and goes with it.
  const generated = all
    .filter((each) => each.generated && each.change !== "drop")
    .map(
      ({ name }, index) =>
        `g${index} TEXT AS (lower(${quote(name)})) ${index % 2 === 0 ? "STORED" : "VIRTUAL"}`,
    );
  const kept = all.find(({ change }) => change !== "drop")?.name ?? "";
  return [
    `CREATE TABLE t (k ${key}, ${[...plain, ...generated].join(", ")})${isWithoutRowid ? " WITHOUT ROWID" : ""};`,
    ...all.map(({ name, index }, position) => indexes[index](quote(name), `ix_${position}`)),
    "CREATE TABLE log (what);",
    trigger
      ? `CREATE TRIGGER tr AFTER UPDATE ON t BEGIN INSERT INTO log VALUES (new.${quote(kept)}); END;`
      : "",
    child && key.includes("PRIMARY") ? "CREATE TABLE child (t_k REFERENCES t (k) ON DELETE CASCADE); " : "",
  ].join("\n");
}

function fill(database: DatabaseSync, { columns: all, rows, child, key }: RandomTable): void {
  const insert = database.prepare(
    `INSERT INTO t (k, ${all.map(({ name }) => quote(name)).join(", ")}) VALUES (${["?", ...all.map(() => "?")].join(", ")})`,
  );
  for (let row = 1; row <= rows; row += 1)
    insert.run(row * 3, ...all.map((_each, index) => `v${row}-${index}`));
  if (child && key.includes("PRIMARY")) database.exec("INSERT INTO child SELECT k FROM t");
  if (key.includes("AUTOINCREMENT"))
    database.exec(
      "DELETE FROM t WHERE k = (SELECT max(k) FROM t) AND NOT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'child')",
    );
}

async function change(database: DatabaseSync, { columns: all, recreate }: RandomTable): Promise<void> {
  await createEngine(database).connect(async (connection) => {
    const op = Operations.context(MigrationContext.configure({ connection }));
    await op.batchAlterTable("t", { recreate: recreate === "always" ? "always" : "auto" }, (batch) => {
      for (const { name, change: kind } of all) {
        if (kind === "drop") batch.dropColumn(name);
        if (kind === "rename") batch.alterColumn(name, { newColumnName: newName(name) });
        if (kind === "default") batch.alterColumn(name, { serverDefault: "fresh" });
        if (kind === "not null") batch.alterColumn(name, { nullable: false });
        if (kind === "first") batch.alterColumn(name, { nullable: true, insertBefore: "k" });
      }
      batch.addColumn(
        sa.column("added", sa.integer(), { serverDefault: "7" }),
        recreate === "always" ? { insertAfter: "k" } : {},
      );
    });
  });
}

type Row = Readonly<Record<string, unknown>>;
const rowsOf = (database: DatabaseSync, sql: string): Row[] =>
  database
    .prepare(sql)
    .all()
    .map((row) => ({ ...row }));

/** What the catalogue says of each column, of those that stay, by their old names. */
function catalogue(database: DatabaseSync, { columns: all }: RandomTable): ReadonlyMap<string, Row> {
  const oldNames = new Map(
    all.filter((each) => each.change === "rename").map(({ name }) => [newName(name), name]),
  );
  const gone = new Set(all.filter((each) => each.change === "drop").map(({ name }) => name));
  return new Map(
    rowsOf(database, "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo('t')")
      .map((row): [string, Row] => [
        oldNames.get(String(row.name)) ?? String(row.name),
        { ...row, name: null },
      ])
      .filter(([name]) => name !== "added" && !gone.has(name)),
  );
}

const keyIndexes = (database: DatabaseSync): number =>
  rowsOf(database, "SELECT 1 FROM pragma_index_list('t') WHERE origin <> 'c'").length;

test("a random table keeps, through random changes, all that the changes do not touch", {
  timeout: 600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(table, async (random) => {
      const database = new DatabaseSync(":memory:", { enableForeignKeyConstraints: true });
      database.exec(schemaOf(random));
      fill(database, random);
      const before = rowsOf(database, "SELECT * FROM t ORDER BY k");
      const columnsBefore = catalogue(database, random);
      const keysBefore = keyIndexes(database);
      const objects = "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name";
      const objectsBefore = rowsOf(database, objects).map(({ name }) => name);
      const sequence = random.key.includes("AUTOINCREMENT")
        ? "SELECT seq FROM sqlite_sequence WHERE name = 't'"
        : "SELECT 1";
      const sequenceBefore = rowsOf(database, sequence);

      await change(database, random);

      const dropped = random.columns.filter((each) => each.change === "drop");
      const after = rowsOf(database, "SELECT * FROM t ORDER BY k");
      const expected = before.map((row) => {
        const kept = Object.entries(row)
          .filter(([name]) => !dropped.some((each) => each.name === name))
          .map(([name, value]) => {
            const column = random.columns.find((each) => each.name === name);
            return [column?.change === "rename" ? newName(name) : name, value];
          });
        return { ...Object.fromEntries(kept), added: 7 };
      });
      expect(after).toEqual(expected);

      const columnsAfter = catalogue(database, random);
      for (const [name, row] of columnsBefore) {
        const kind = random.columns.find((each) => each.name === name)?.change;
        const changed =
          kind === "default" ? { dflt_value: "'fresh'" } : kind === "not null" ? { notnull: 1 } : {};
        expect(columnsAfter.get(name), name).toEqual({ ...row, ...changed });
      }
      expect(columnsAfter.size).toBe(columnsBefore.size);
      expect(keyIndexes(database)).toBe(
        keysBefore - dropped.filter(({ words }) => words === "UNIQUE").length,
      );
      const lostIndexes = random.columns.flatMap((each, index) =>
        each.change === "drop" ? [`ix_${index}`] : [],
      );
      expect(rowsOf(database, objects).map(({ name }) => name)).toEqual(
        objectsBefore.filter((name) => !lostIndexes.includes(String(name))),
      );
      expect(rowsOf(database, sequence)).toEqual(sequenceBefore);
      expect(rowsOf(database, "PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
      expect(rowsOf(database, "PRAGMA foreign_key_check")).toEqual([]);
      database.close();
    }),
    { numRuns },
  );
});
