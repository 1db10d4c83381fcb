import { describe, expect, test } from "vitest";
import { MigrationContext, produceMigrations, sa } from "../../../src/index.ts";
import { databaseKinds } from "../../support/databases.ts";
import { difference } from "../../support/difference.ts";
import { apply } from "./apply.ts";
import { scratchDatabase } from "./scratch-database.ts";

/** Which tables and which references call the default schema by its name. */
interface Naming {
  readonly table: (place: number) => boolean;
  readonly reference: (place: number) => boolean;
}

/** Each table refers to the next one. */
function chain(names: readonly string[], defaultSchema: string, naming: Naming): sa.MetaData {
  const metadata = new sa.MetaData();
  const named = (isNamed: boolean): string | null => (isNamed ? defaultSchema : null);
  names.forEach((name, place) => {
    const next = names[place + 1];
    const target = [named(naming.reference(place)), next, "id"].filter((part) => part !== null).join(".");
    const references = next === undefined ? [] : sa.references(target, { name: `fk_${name}` });
    metadata.table(
      name,
      [
        sa.column("id", sa.integer(), { primaryKey: true }),
        sa.column("next_id", sa.integer(), { references }),
      ],
      { schema: named(naming.table(place)) },
    );
  });
  return metadata;
}

const isOdd = (place: number): boolean => place % 2 === 1;
const everyOther: Naming = { table: isOdd, reference: isOdd };
const onlyReferences: Naming = { table: () => false, reference: () => true };

describe.each(databaseKinds().filter(({ missing }) => missing === null))(
  "tables of $name that call the default schema by its name beside others that do not",
  (kind) => {
    test.each([
      ["in the order of their names", ["a", "b", "c", "d"], everyOther],
      ["against the order of their names", ["d", "c", "b", "a"], everyOther],
      ["only their references name it", ["a", "b", "c", "d"], onlyReferences],
    ])("are created, compared and dropped behind those they refer to: %s", async (_order, names, naming) => {
      const scratch = await scratchDatabase(kind, "default_schema");
      const { connection, defaultSchema } = scratch;
      try {
        const metadata = chain(names, defaultSchema, naming);
        for (const checkFirst of [true, false]) {
          await metadata.createAll(connection, { checkFirst });
          expect(await difference(connection, metadata)).toEqual([]);
          await metadata.dropAll(connection, { checkFirst });
        }

        const context = MigrationContext.configure({ connection });
        const { upgradeOps, downgradeOps } = await produceMigrations(context, metadata);
        expect(upgradeOps.ops.map(({ kind: each }) => each)).toEqual(names.map(() => "create_table"));
        await apply(connection, upgradeOps);
        expect(await difference(connection, metadata)).toEqual([]);
        await apply(connection, downgradeOps);
        await metadata.createAll(connection);
        const gone = await produceMigrations(context, new sa.MetaData());
        await apply(connection, gone.upgradeOps);
        expect(await difference(connection, new sa.MetaData())).toEqual([]);
      } finally {
        await scratch.drop();
      }
    });
  },
);
