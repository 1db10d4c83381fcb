import type { Connection } from "../../src/connection/index.ts";
import type { DatabaseKind } from "../support/databases.ts";

/** What a database's own catalogue says about every table but the version table, as lines; read with plain SQL. */
export type RawCatalogue = (connection: Connection) => Promise<readonly string[]>;

const lines = async (connection: Connection, sql: string): Promise<readonly string[]> =>
  (await connection.executeArrays(sql)).map((row) => row.map((value) => String(value)).join(" | ")).sort();

const inPublic = "n.nspname = 'public' AND c.relname <> 'alembic_version'";

const postgresql: RawCatalogue = async (connection) =>
  (
    await Promise.all(
      [
        `SELECT 'relation', c.relname, c.relkind, obj_description(c.oid, 'pg_class') FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${inPublic}`,
        `SELECT 'column', c.relname, row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum)
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
         WHERE ${inPublic} AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped`,
        `SELECT 'constraint', c.relname, k.conname, pg_get_constraintdef(k.oid), obj_description(k.oid, 'pg_constraint') FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${inPublic} AND k.contype <> 'n'`,
        "SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'",
        "SELECT 'type', t.typname, t.typtype FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE n.nspname = 'public' AND t.typtype IN ('e', 'd')",
      ].map((sql) => lines(connection, sql)),
    )
  ).flat();

const ofMysql: RawCatalogue = async (connection) => {
  const tables = await connection.executeArrays(
    "SELECT TABLE_NAME, TABLE_COLLATION FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME <> 'alembic_version' ORDER BY TABLE_NAME",
  );
  const made: string[] = [];
  for (const [name, collation] of tables) {
    const quoted = `\`${String(name).replaceAll("`", "``")}\``;
    const [row] = await connection.executeArrays(`SHOW CREATE TABLE ${quoted}`);
    made.push(...describeCreateTable(String(row?.[1]), String(collation)));
  }
  return made;
};

/** The lines of CREATE TABLE: columns in their order, keys and constraints in any. */
function describeCreateTable(text: string, collation: string): readonly string[] {
  const [charset] = collation.split("_", 1);
  // How a column came by what it has, MySQL shows too: parentheses around a number behind a minus sign when ALTER TABLE
  // brought the expression, the table's own character set and collation when they were asked for.
  const parts = text.split("\n").map((line) =>
    line
      .replace(/,$/, "")
      .replace(/-\((\d+)\)/g, "-$1")
      .replace(` CHARACTER SET ${charset}`, "")
      .replace(` COLLATE ${collation}`, "")
      .trim(),
  );
  const isColumn = (line: string): boolean => line.startsWith("`");
  return [
    parts[0] ?? "",
    ...parts.filter(isColumn),
    ...withoutImpliedKeys(parts.slice(1).filter((line) => !isColumn(line))).sort(),
  ];
}

/** The server makes an index for a foreign key that has none, under its name, and keeps it when the key is dropped. */
function withoutImpliedKeys(parts: readonly string[]): string[] {
  return parts.filter((line) => !/^KEY `fk/.test(line));
}

/** SQLite's own RENAME writes names in quotes that had none: quotes are left out of its texts. */
const sqlite: RawCatalogue = async (connection) => {
  const ownTables =
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('alembic_version', 'sqlite_sequence')";
  const read = (sql: string) => lines(connection, sql);
  return [
    ...(await read(
      `SELECT 'column', m.name, x.cid, x.name, x.type, x."notnull", x.dflt_value, x.pk, x.hidden FROM (${ownTables}) m, pragma_table_xinfo(m.name) x`,
    )),
    ...(await read(
      `SELECT 'foreign key', m.name, f."table", f."from", f."to", f.on_update, f.on_delete FROM (${ownTables}) m, pragma_foreign_key_list(m.name) f`,
    )),
    ...(await read(
      `SELECT 'index', m.name, CASE i.origin WHEN 'c' THEN i.name END, i."unique", i.origin, i.partial, (SELECT group_concat(coalesce(x.name, '?') || x."desc") FROM pragma_index_xinfo(i.name) x WHERE x.key) FROM (${ownTables}) m, pragma_index_list(m.name) i`,
    )),
    ...(await read(
      `SELECT 'made', name, replace(sql, '"', '') FROM sqlite_master WHERE type <> 'table' AND sql IS NOT NULL`,
    )),
    ...(await constraintsInText(connection, ownTables)),
  ];
};

/** Names and CHECKs are nowhere but in the text of CREATE TABLE. */
async function constraintsInText(connection: Connection, ownTables: string): Promise<readonly string[]> {
  const rows = await connection.executeArrays(
    `SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name IN (${ownTables})`,
  );
  return rows
    .flatMap(([name, text]) =>
      [...String(text).matchAll(/CONSTRAINT (?:"(?:[^"]|"")+"|\S+) [^\n]*?(?=,?\s*\n|\)$)/g)].map(
        ([constraint]) => `constraint | ${String(name)} | ${constraint.replaceAll(/[\s"]+/g, " ")}`,
      ),
    )
    .sort();
}

export const rawCatalogues: Readonly<Record<DatabaseKind["name"], RawCatalogue>> = {
  sqlite,
  postgresql,
  mariadb: ofMysql,
  mysql: ofMysql,
};
