import { describe, expect, test } from "vitest";
import {
  type Connection,
  createEngine,
  MigrationContext,
  produceMigrations,
  sa,
  sql,
} from "../../../src/index.ts";
import { rawCatalogues } from "../../properties/raw-catalogue.ts";
import { databaseKinds, isOfMysql } from "../../support/databases.ts";
import { difference } from "../../support/difference.ts";
import { apply } from "../autogenerate/apply.ts";

const kinds = databaseKinds().filter((kind) => kind.missing === null && isOfMysql(kind.name));

/** MySQL refuses to rename a column that an expression names; MariaDB changes the expression. */
describe.each(kinds)("a column that expressions name, on $name", (kind) => {
  function models(name: string, renamedFrom?: string): sa.MetaData {
    const metadata = new sa.MetaData();
    const column = sql.id(name);
    metadata.table("account", [
      sa.column("id", sa.integer(), { primaryKey: true }),
      sa.column(name, sa.integer(), { renamedFrom }),
      sa.column("next", sa.integer(), { computed: sa.computed(sql`${column} + 1`, { persisted: true }) }),
      sa.check(sql`${column} > -3`, { name: "ck_age" }),
      sa.check(sql`${column} < 300`),
      sa.index("ix_age", [name]),
      sa.index("ix_next", ["next"]),
      ...(kind.name === "mysql" ? [sa.index("ix_twice", [sql`(${column} * 2)`])] : []),
    ]);
    return metadata;
  }

  /** The rename leaves no difference, and its downgrade brings the catalogue back; `look` sees the renamed table. */
  async function renamedAndBack(
    old: sa.MetaData,
    renamed: sa.MetaData,
    look: (connection: Connection) => Promise<void> = async () => {},
  ): Promise<void> {
    const database = await kind.create("held");
    const engine = createEngine(database.url);
    await engine.connect(async (connection) => {
      await old.createAll(connection);
      const before = await rawCatalogues[kind.name](connection);
      const context = MigrationContext.configure({ connection });
      const { upgradeOps, downgradeOps } = await produceMigrations(context, renamed);
      await apply(connection, upgradeOps);
      await look(connection);
      expect(await difference(connection, renamed)).toEqual([]);
      await apply(connection, downgradeOps);
      expect(await rawCatalogues[kind.name](connection)).toEqual(before);
    });
    await engine.dispose();
    await database.drop();
  }

  test("gets another name, and strings that hold it stay, also behind a quote in them", async () => {
    const said = (name: string, renamedFrom?: string): sa.MetaData => {
      const metadata = new sa.MetaData();
      const column = sql.id(name);
      metadata.table("account", [
        sa.column("id", sa.integer(), { primaryKey: true }),
        sa.column(name, sa.string(30), { renamedFrom, checks: sa.check(sql`${column} <> 'it''s age'`) }),
        sa.check(sql`${column} <> 'an age''age'`, { name: "ck_age" }),
      ]);
      return metadata;
    };
    await renamedAndBack(said("age"), said("years", "age"), async (connection) => {
      for (const value of ["it's age", "an age'age"]) {
        const insert = connection.execute("INSERT INTO account VALUES (1, ?)", [value]);
        await expect(insert, value).rejects.toThrow(/constraint/i);
      }
    });
  });

  test("gets another name, and comes back as it was", async () => {
    await renamedAndBack(models("age"), models("years of age", "age"));
  });
});
