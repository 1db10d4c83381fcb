import { describe, expect, test } from "vitest";
import { type Connection, createEngine, sa } from "../../../src/index.ts";
import { modelsContract } from "../../../src/testing.ts";
import { keepsContract } from "../../support/keeps-contract.ts";

/** A library's own object, with its own way to make its tables. */
const library = {
  [Symbol.for("alembic-ts.metadata")]: async () => {
    const metadata = new sa.MetaData();
    metadata.table("account", [sa.column("id", sa.integer(), { primaryKey: true })]);
    return metadata;
  },
  create: (connection: Connection) =>
    connection.execute("CREATE TABLE account (id INTEGER NOT NULL PRIMARY KEY)"),
};
const engine = () => createEngine("sqlite://");

describe("an adapter that keeps the rules", () => {
  keepsContract(modelsContract({ targetMetadata: () => library, engine, create: library.create }));
});

describe("what an adapter may not do is seen", () => {
  const failures = async (subject: Parameters<typeof modelsContract>[0]): Promise<readonly string[]> => {
    const results = await Promise.all(
      modelsContract(subject).map(({ name, run }) =>
        run().then(
          () => [],
          () => [name],
        ),
      ),
    );
    return results.flat();
  };

  test("give no tables", async () => {
    const targetMetadata = () => new sa.MetaData();
    expect(await failures({ targetMetadata, engine, create: () => {} })).toEqual(["the models have tables"]);
  });

  test("give other tables than the library makes", async () => {
    const create = (connection: Connection) => connection.execute("CREATE TABLE account (id TEXT)");
    expect(await failures({ targetMetadata: () => library, engine, create })).toEqual([
      "what the library creates differs in nothing from its models",
    ]);
  });

  test("give others each time", async () => {
    let count = 0;
    const targetMetadata = () => {
      const metadata = new sa.MetaData();
      metadata.table(`table_${count++}`, [sa.column("id", sa.integer())]);
      return metadata;
    };
    expect(await failures({ targetMetadata, engine, create: () => {} })).toContain(
      "the models are the same each time they are asked for",
    );
  });
});
