import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type BatchOperations,
  type Connection,
  createEngine,
  MigrationContext,
  sa,
} from "../../../src/index.ts";

let connection: Connection;

beforeEach(async () => {
  connection = await createEngine("sqlite://").connect();
  await connection.executeScript(
    `CREATE TABLE team (id INTEGER PRIMARY KEY);
     CREATE TABLE t (a INTEGER, b INTEGER, CHECK (a > 0), CHECK (a > 0), CHECK (b < 9), UNIQUE (a), UNIQUE (a, b),
       FOREIGN KEY (b) REFERENCES team (id))`,
  );
});
afterEach(() => connection.close());

async function inBlock(change: (batch: BatchOperations) => void): Promise<string> {
  const context = MigrationContext.configure({ connection });
  await context.beginTransaction(() => context.operations.batchAlterTable("t", change));
  const [row] = await connection.executeArrays("SELECT sql FROM sqlite_master WHERE name = 't'");
  return String(row?.[0]).replaceAll(/\s+/g, " ");
}

test("a constraint without a name is dropped by what it says, one of several that say the same", async () => {
  const made = await inBlock((batch) => {
    batch.dropConstraint(sa.check("a > 0"));
    batch.dropConstraint(sa.unique(["a"]));
    batch.dropConstraint(sa.foreignKey(["b"], ["team.id"]));
  });
  expect(made.match(/CHECK \(a > 0\)/g)).toHaveLength(1);
  expect(made).toContain("CHECK (b < 9)");
  expect(made).toContain("UNIQUE (a, b)");
  expect(made).not.toContain("UNIQUE (a)");
  expect(made).not.toContain("REFERENCES");
  expect(made).not.toContain("CONSTRAINT");
});

test("a constraint that the table does not have is refused by name of the table", async () => {
  await expect(inBlock((batch) => void batch.dropConstraint(sa.check("a > 1")))).rejects.toThrow(
    "No such constraint: table 't' has no check constraint like that.",
  );
  await inBlock((batch) => void batch.dropConstraint(sa.check("a > 1"), { ifExists: true }));
});
