import { describe, expect, test } from "vitest";
import { type Connection, MigrationContext, produceMigrations, sa, sql } from "../../../src/index.ts";
import { databaseKinds } from "../../support/databases.ts";
import { scratchDatabase } from "./scratch-database.ts";

/** Tables whose defaults, CHECKs and generated columns the server writes another way than the models. */
function models(tables: number, limit: number): sa.MetaData {
  const metadata = new sa.MetaData();
  for (let number = 0; number < tables; number += 1) {
    metadata.table(`t${number}`, [
      sa.column("id", sa.integer(), { primaryKey: true }),
      sa.column("a", sa.integer(), { serverDefault: sql`(1 + 2 * 3)` }),
      sa.column("b", sa.string(20), { serverDefault: sql`(lower('ABC'))` }),
      sa.column("c", sa.integer(), { computed: sa.computed(sql`a+1`, { persisted: true }) }),
      sa.check(sql`a != 3 and (a < ${limit} or a is null)`, { name: `ck_${number}` }),
      sa.index(`ix_${number}`, ["a"]),
    ]);
  }
  return metadata;
}

/** The same connection, and how often it asked the server. */
function counting(connection: Connection): { readonly connection: Connection; readonly count: () => number } {
  let count = 0;
  const asks: ReadonlySet<PropertyKey> = new Set([
    ...["execute", "executeArrays", "executeScript", "begin", "commit", "rollback"],
    ...["savepoint", "release", "rollbackTo", "serverVersion", "serverVersionText"],
  ]);
  const counted = new Proxy(connection, {
    get(target, key) {
      if (asks.has(key)) count += 1;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { connection: counted, count: () => count };
}

describe.each(databaseKinds())("the statements of a comparison on $name", (kind) => {
  test.skipIf(kind.missing !== null)("are as many for three tables as for sixty", async () => {
    const scratch = await scratchDatabase(kind, "count");
    const asked = async (tables: number, limit: number): Promise<readonly number[]> => {
      await scratch.empty();
      await models(tables, 5).createAll(scratch.connection);
      const { connection, count } = counting(scratch.connection);
      const context = MigrationContext.configure({ connection });
      const { upgradeOps } = await produceMigrations(context, models(tables, limit));
      return [upgradeOps.ops.length, count()];
    };
    try {
      const [[none, few = 0], [many, more]] = [await asked(3, 5), await asked(60, 5)].map((each) => [
        ...each,
      ]) as [number[], number[]];
      expect([none, many, more]).toEqual([0, 0, few]);
      const [[three, fewChanged], [sixty, manyChanged]] = [await asked(3, 7), await asked(60, 7)] as [
        number[],
        number[],
      ];
      expect([three, sixty, manyChanged]).toEqual([3, 60, fewChanged]);
      console.info(`${kind.name}: ${few} statements without a change, ${fewChanged} with one in every table`);
    } finally {
      await scratch.drop();
    }
  });
});
