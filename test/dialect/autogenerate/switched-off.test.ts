import { afterAll, describe, expect, test } from "vitest";
import { builtInPlugins } from "../../../src/autogenerate/plugins/built-in.ts";
import { type Connection, MigrationContext, produceMigrations, type sa } from "../../../src/index.ts";
import { databaseKinds } from "../../support/databases.ts";
import { fullSchema } from "./full-schema.ts";
import { describeOperations } from "./mutations/describe-operations.ts";
import { mutationsOn } from "./mutations/index.ts";
import { pickWith } from "./mutations/mutation.ts";
import { scratchDatabase } from "./scratch-database.ts";

type Options = Partial<Parameters<typeof MigrationContext.configure>[0]["opts"]>;

const original = ["alembic.autogenerate.*"];
const all = [...original, "alembic_ts.autogenerate.*"];

/** Some of the original's comparators only have a say where ours are off, or where they are asked. */
const settings: readonly { readonly plugins: readonly string[]; readonly options: Options }[] = [
  { plugins: all, options: {} },
  { plugins: all, options: { compareServerDefault: true } },
  { plugins: original, options: {} },
];

const kinds = databaseKinds();
const missed = new Map<string, string>();

/** Plugins that find no change: they say how one is made. */
const manners: ReadonlySet<string> = new Set(
  ["names", "data_loss", "drop_order", "type_conversions"].map((name) => `alembic_ts.autogenerate.${name}`),
);

interface Upgrade {
  readonly operations: readonly string[];
  /** Everything that it would do, with names, order and notes. */
  readonly data: string;
}

async function upgrade(connection: Connection, models: sa.MetaData, opts: Options): Promise<Upgrade> {
  const { upgradeOps } = await produceMigrations(MigrationContext.configure({ connection, opts }), models);
  const plain = (_key: string, value: unknown): unknown =>
    typeof value === "bigint" ? String(value) : value;
  return {
    operations: [...describeOperations(upgradeOps.ops)].sort(),
    data: JSON.stringify(upgradeOps.ops, plain),
  };
}

function differ(plugin: string, whole: Upgrade, rest: Upgrade): boolean {
  return manners.has(plugin)
    ? whole.data !== rest.data
    : JSON.stringify(whole.operations) !== JSON.stringify(rest.operations);
}

describe.each(kinds)("on $name", (kind) => {
  test.skipIf(kind.missing !== null)(
    "a change is missed, or told otherwise, where a plugin is switched off",
    async () => {
      const scratch = await scratchDatabase(kind, "switched");
      const { connection } = scratch;
      try {
        await scratch.empty();
        const models = fullSchema(kind.name);
        await models.createAll(connection);
        for (const { name: change, change: mutate } of mutationsOn(kind.name)) {
          const mutated = mutate(models, pickWith(0), kind.name);
          if (mutated === null) continue;
          for (const { plugins, options } of settings) {
            const whole = await upgrade(connection, mutated.models, {
              ...options,
              autogeneratePlugins: plugins,
            });
            for (const { name } of builtInPlugins) {
              if (missed.has(name) || !plugins.some((each) => name.startsWith(each.slice(0, -1)))) continue;
              const autogeneratePlugins = [...plugins, `~${name}`];
              const rest = await upgrade(connection, mutated.models, { ...options, autogeneratePlugins });
              if (differ(name, whole, rest)) missed.set(name, `${kind.name}: ${change}`);
            }
          }
        }
      } finally {
        await scratch.drop();
      }
    },
    600_000,
  );
});

afterAll(() => {
  console.info([...missed].map(([plugin, change]) => `without ${plugin}: ${change}`).join("\n"));
});

test.skipIf(kinds.some(({ missing }) => missing !== null))("every plugin is needed for a change", () => {
  expect(builtInPlugins.map(({ name }) => name).filter((name) => !missed.has(name))).toEqual([]);
});
