import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { compareMetadata } from "../../../src/autogenerate/api.ts";
import { readDatabase, renderModels } from "../../../src/autogenerate/models/index.ts";
import type { Connection } from "../../../src/connection/index.ts";
import { createEngine } from "../../../src/connection/index.ts";
import { dialectNamed } from "../../../src/dialect/registry.ts";
import { MigrationContext } from "../../../src/runtime/index.ts";
import { MetaData } from "../../../src/sa/meta-data.ts";
import { type DatabaseKind, databaseKinds } from "../../support/databases.ts";
import { said } from "../reflect-support.ts";
import { foreignSchemas } from "./applications.ts";
import { loadPrelude, loadSchema } from "./load-schema.ts";

const root = resolve(import.meta.dirname, "../../..");
const skipped: string[] = [];

/** What is made for MySQL is tried on both servers. */
const isFor = (database: DatabaseKind["name"], name: DatabaseKind["name"]): boolean =>
  database === name || (database === "mariadb" && name === "mysql");

const kinds = new Map(databaseKinds().map((kind) => [kind.name, kind]));

afterAll(() => {
  if (skipped.length > 0) console.warn(`Schemas that were not tried:\n${skipped.join("\n")}`);
});

test("the schemas are of at least eight applications, two for each database, and have 300 tables", () => {
  expect(new Set(foreignSchemas.map((each) => each.application)).size).toBeGreaterThanOrEqual(8);
  for (const name of kinds.keys()) {
    expect(foreignSchemas.filter(({ database }) => isFor(database, name)).length).toBeGreaterThanOrEqual(2);
  }
  expect(foreignSchemas.reduce((sum, each) => sum + each.tables, 0)).toBeGreaterThanOrEqual(300);
});

describe.each([...kinds.values()])("a schema of somebody else's on $name", (kind) => {
  const schemas = foreignSchemas.filter(({ database }) => isFor(database, kind.name));

  test.skipIf(kind.missing !== null).for(schemas)(
    "$application: what was read makes the same database again, and the models that pull writes say the same",
    { timeout: 300_000 },
    async (schema, { skip }) => {
      const [original, copy] = [await kind.create("foreign"), await kind.create("foreign")];
      try {
        const missing = loadSchema(schema, original.url);
        if (missing !== null) {
          skipped.push(`${schema.application} on ${kind.name}: ${missing}`);
          skip(missing);
        }
        const models = await reflected(original.url);
        expect(models.tables.size).toBeGreaterThanOrEqual(schema.tables);
        loadPrelude(schema, copy.url);
        await createEngine(copy.url).connect(async (connection) => {
          await models.createAll(connection);
          expect(await differences(connection, models)).toEqual([]);
        });
        expect(described(await reflected(copy.url))).toEqual(described(models));
        await createEngine(original.url).connect(async (connection) => {
          expect(await differences(connection, await pulled(connection))).toEqual([]);
        });
      } finally {
        await original.drop();
        await copy.drop();
      }
    },
  );
});

async function reflected(url: string): Promise<MetaData> {
  const metadata = new MetaData();
  await createEngine(url).connect((connection) => metadata.reflect(connection));
  return metadata;
}

/** The models as a program that imports the file has them. */
async function pulled(connection: Connection): Promise<MetaData> {
  const database = await readDatabase(MigrationContext.configure({ connection }), []);
  const text = renderModels(database, dialectNamed(connection.dialectName));
  const folder = mkdtempSync(join(tmpdir(), "at-foreign-models-"));
  try {
    writeFileSync(join(folder, "models.ts"), text.replace(/(?<=from )"alembic-ts[^"]*"/g, sourceOf));
    const { metadata }: { readonly metadata: MetaData } = await import(join(folder, "models.ts"));
    return metadata;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function sourceOf(quoted: string): string {
  const [, dialect] = quoted.slice(1, -1).split("/");
  return JSON.stringify(
    join(root, dialect === undefined ? "src/index.ts" : `src/dialect/${dialect}/public.ts`),
  );
}

async function differences(connection: Connection, models: MetaData): Promise<readonly unknown[]> {
  const context = MigrationContext.configure({ connection, opts: { compareServerDefault: true } });
  return (await compareMetadata(context, models)).map(said);
}

function described(metadata: MetaData): unknown {
  return said([...metadata.tables.values(), ...metadata.sequences.values()]);
}
