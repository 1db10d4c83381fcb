import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MigrationContext, produceMigrations, type sa } from "../../../src/index.ts";
import { rawCatalogues } from "../../properties/raw-catalogue.ts";
import { databaseKinds } from "../../support/databases.ts";
import { difference } from "../../support/difference.ts";
import { apply } from "./apply.ts";
import { expectedOptions } from "./expected-options.ts";
import { fullSchema } from "./full-schema.ts";
import { describeOperations } from "./mutations/describe-operations.ts";
import { mutationsOn } from "./mutations/index.ts";
import { pickWith } from "./mutations/mutation.ts";
import { mutateAtRandom, type NamedMutation, randomMutation } from "./mutations/random-mutation.ts";
import { occurringOptions } from "./occurring-options.ts";
import { manyRuns, randomRuns } from "./random-runs.ts";
import { buildSchema, changeable, schemaChoice } from "./random-schema.ts";
import { type ScratchDatabase, scratchDatabase } from "./scratch-database.ts";
import { withoutOrder } from "./without-order.ts";

describe.each(databaseKinds())("random schemas on $name", (kind) => {
  const occurred = new Set<string>();
  const mutated = new Map<string, number>();
  let scratch: ScratchDatabase;

  const context = (): MigrationContext => MigrationContext.configure({ connection: scratch.connection });
  const catalogue = async (): Promise<readonly string[]> =>
    withoutOrder(await rawCatalogues[kind.name](scratch.connection));

  beforeAll(async () => {
    if (kind.missing === null) scratch = await scratchDatabase(kind, "autogen");
  });
  afterAll(() => scratch?.drop());

  test.skipIf(kind.missing !== null)(
    "show no difference right after they were created, by createAll or by our own upgrade, and go without a trace",
    async () => {
      const { connection, empty } = scratch;
      await fc.assert(
        fc.asyncProperty(schemaChoice, async (choice) => {
          const models = buildSchema(choice, scratch);
          for (const option of occurringOptions(models)) occurred.add(option);
          await empty();
          await models.createAll(connection);
          expect(await difference(connection, models)).toEqual([]);
          await empty();
          const before = await catalogue();
          const { upgradeOps, downgradeOps } = await produceMigrations(context(), models);
          await apply(connection, upgradeOps);
          expect(await difference(connection, models)).toEqual([]);
          await apply(connection, downgradeOps);
          expect(await catalogue()).toEqual(before);
        }),
        randomRuns,
      );
    },
    2_400_000,
  );

  test.skipIf(kind.missing !== null || !manyRuns)(
    "use every option of the schema model that the database has",
    () => {
      const expected = expectedOptions(kind.name);
      console.info(
        `${kind.name}: ${occurred.size} options occurred, ${expected.length} have to:\n${[...occurred].sort().join("\n")}`,
      );
      expect(expected.filter((option) => !occurred.has(option))).toEqual([]);
    },
  );

  /** The change takes exactly its operations, the upgrade applies it, and the downgrade brings the catalogue back. */
  async function thereAndBack(
    models: sa.MetaData,
    { name, after, expected: usual, onPostgresql17 = usual }: NamedMutation,
  ): Promise<void> {
    const { connection, empty } = scratch;
    await empty();
    await models.createAll(connection);
    const before = await catalogue();
    const { upgradeOps, downgradeOps } = await produceMigrations(context(), after);
    const isPostgresql17 = kind.name === "postgresql" && (await connection.serverVersion())[0] >= 17;
    const expected = isPostgresql17 ? onPostgresql17 : usual;
    expect([...describeOperations(upgradeOps.ops)].sort(), name).toEqual([...expected].sort());
    await apply(connection, upgradeOps);
    expect(await difference(connection, after), name).toEqual([]);
    await apply(connection, downgradeOps);
    expect(await catalogue(), name).toEqual(before);
    mutated.set(name, (mutated.get(name) ?? 0) + 1);
  }

  test.skipIf(kind.missing !== null)(
    "change by exactly the operations that one change of the models takes, and come back: every kind of change",
    async () => {
      const models = fullSchema(kind.name);
      for (const { name, change } of mutationsOn(kind.name)) {
        const made = change(models, pickWith(0), kind.name);
        expect(made, `what '${name}' could change`).not.toBeNull();
        if (made === null) continue;
        const { models: after, ...operations } = made;
        await thereAndBack(models, { name, after, ...operations });
      }
    },
    600_000,
  );

  test.skipIf(kind.missing !== null)(
    "change by exactly the operations that one change of the models takes, and come back: random ones",
    async () => {
      await fc.assert(
        fc.asyncProperty(schemaChoice, randomMutation(kind.name), async (choice, number) => {
          const models = buildSchema(changeable(choice), scratch);
          await thereAndBack(models, mutateAtRandom(models, number, kind.name));
        }),
        randomRuns,
      );
      console.info([kind.name, ...[...mutated].map(([name, times]) => `${times} × ${name}`)].join("\n"));
    },
    2_400_000,
  );
});
