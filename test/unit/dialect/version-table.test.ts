import { describe, expect, test } from "vitest";
import { dialectNamed } from "../../../src/dialect/registry.ts";
import { progressTableName } from "../../../src/dialect/version-table.ts";

const { versionTable } = dialectNamed("postgresql");
const plain = { name: "alembic_version", schema: null, primaryKey: true };

describe("the SQL of the version table", () => {
  test("is the original's, with literals inline", () => {
    expect([
      versionTable.create(plain).map((statement) => statement.sql),
      versionTable.select(plain),
      versionTable.insert(plain, "a1"),
      versionTable.update(plain, "a1", "b'2"),
      versionTable.delete(plain, "a1"),
      versionTable.deleteAll(plain),
    ]).toEqual([
      [
        "CREATE TABLE alembic_version (\n    version_num VARCHAR(32) NOT NULL,\n    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)",
      ],
      "SELECT alembic_version.version_num FROM alembic_version",
      "INSERT INTO alembic_version (version_num) VALUES ('a1')",
      "UPDATE alembic_version SET version_num='b''2' WHERE alembic_version.version_num = 'a1'",
      "DELETE FROM alembic_version WHERE alembic_version.version_num = 'a1'",
      "DELETE FROM alembic_version",
    ]);
  });

  test("names the schema and leaves the key out where asked", () => {
    const own = { name: "vv", schema: "sc", primaryKey: false };
    expect(versionTable.create(own)[0]?.sql).toBe(
      "CREATE TABLE sc.vv (\n    version_num VARCHAR(32) NOT NULL\n)",
    );
    expect(versionTable.delete(own, "a")).toBe("DELETE FROM sc.vv WHERE sc.vv.version_num = 'a'");
  });
});

describe("the name of the table of half done revisions", () => {
  test("is one of its own for each version table, and fits into every database", () => {
    expect(progressTableName("alembic_version")).toBe("alembic_ts_progress");
    expect(progressTableName("my_versions")).toBe("alembic_ts_progress_my_versions");
    const long = [`${"v".repeat(60)}1`, `${"v".repeat(60)}2`].map(progressTableName);
    expect(new Set(long).size).toBe(2);
    for (const name of long) expect(name.length).toBeLessThan(60);
  });
});
