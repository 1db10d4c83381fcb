import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEngine, MigrationContext, Operations, sa } from "../../../src/index.ts";
import { databaseKinds, isOfMysql, type TestDatabase } from "../../support/databases.ts";

/** Names of functions, and words of MariaDB's grammar. */
const words =
  "position count sum min max std trim cast substr extract now curdate date_add offset returning portion value values";

for (const kind of databaseKinds().filter(({ name }) => isOfMysql(name))) {
  describe.skipIf(kind.missing !== null)(`names that are words on ${kind.name}`, () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await kind.create("words");
    });
    afterAll(() => database.drop());

    test.each(["mysql", "mariadb", "mysql+mariadb"])(
      "work with %s:// for tables and columns",
      async (scheme) => {
        const url = database.url.replace(/^\w+(?=:)/, scheme);
        await createEngine(url).connect(async (connection) => {
          const op = Operations.context(MigrationContext.configure({ connection }));
          for (const word of words.split(" ")) {
            const made = await op.createTable(word, [
              sa.column("id", sa.integer(), { primaryKey: true }),
              sa.column(word, sa.integer()),
            ]);
            await op.createTable("child", [
              sa.column("parent", sa.integer(), { references: sa.references(`${word}.id`) }),
            ]);
            await op.bulkInsert(made, [{ [word]: 7 }, {}]);
            const { rows } = await connection.execute(`SELECT \`${word}\` AS v FROM \`${word}\``);
            expect(rows).toEqual([{ v: 7 }, { v: null }]);
            await op.dropTable("child");
            await op.dropTable(word);
          }
        });
      },
    );
  });
}
