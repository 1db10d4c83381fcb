import { expect, test } from "vitest";
import { createEngine, sa, sql } from "../../../src/index.ts";
import { databaseKinds, isOfMysql } from "../../support/databases.ts";
import { difference } from "../../support/difference.ts";

const kinds = databaseKinds().filter((kind) => kind.missing === null && isOfMysql(kind.name));

/** MariaDB's catalogue shows control characters behind a backslash. */
test.each(kinds)("control characters in defaults and labels are no difference, on $name", async (kind) => {
  const models = new sa.MetaData();
  models.table("account", [
    sa.column("id", sa.integer(), { primaryKey: true }),
    ...["a\nb", "a\tb", "a\rb", "a\\nb", "a\\b", "a\0b", "a\x1ab", "a'\"b"].map((text, place) =>
      sa.column(`c${place}`, sa.string(9), { serverDefault: text }),
    ),
    sa.column("e", sa.enum(["a\nb", "a\\nb", "50\\%"], { name: "e" }), { serverDefault: "a\nb" }),
  ]);
  const database = await kind.create("control");
  const engine = createEngine(database.url);
  await engine.connect(async (connection) => {
    await models.createAll(connection);
    expect(await difference(connection, models)).toEqual([]);
  });
  await engine.dispose();
  await database.drop();
});

/** The catalogue shows quotes in strings behind a backslash; what follows them is still in the string. */
test.each(kinds)("strings with quotes in expressions are no difference, on $name", async (kind) => {
  const models = new sa.MetaData();
  models.table("account", [
    sa.column("id", sa.integer(), { primaryKey: true }),
    sa.column("note", sa.string(30), { checks: sa.check(sql`note <> 'c''(o'`) }),
    sa.column("made", sa.string(60), {
      computed: sa.computed(sql`concat(note, 'a''(b', '\\\\')`, { persisted: true }),
    }),
    sa.check(sql`(note <> 'it''s (x') or (note = ')''(')`, { name: "ck_either" }),
    sa.check(sql`note not in ('A''B   (', '  ''')`, { name: "ck_none" }),
    sa.check(sql`note not like '50\\%''('`, { name: "ck_like" }),
  ]);
  const database = await kind.create("escaped");
  const engine = createEngine(database.url);
  await engine.connect(async (connection) => {
    await models.createAll(connection);
    expect(await difference(connection, models)).toEqual([]);
  });
  await engine.dispose();
  await database.drop();
});
