import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Connection, createEngine } from "../../src/connection/index.ts";
import { column } from "../../src/schema/column.ts";
import { integer } from "../../src/schema/types/generic.ts";
import { databaseKinds, type TestDatabase } from "../support/databases.ts";
import { migrate, type TestRevision } from "../support/migrations.ts";

const servers = databaseKinds().filter((kind) => kind.missing === null && kind.name !== "sqlite");

/** Sends ALTER TABLE as the first thing, on a table that somebody else may hold. */
const alter: readonly TestRevision[] = [
  { id: "aaa1", upgrade: (op) => op.addColumn("busy", column("extra", integer())) },
];

describe.each(servers)("statementLockTimeoutMs on $name", (kind) => {
  let database: TestDatabase;
  let blocker: Connection;

  beforeEach(async () => {
    database = await kind.create("locks");
    blocker = await createEngine(database.url).connect();
    await blocker.execute("CREATE TABLE busy (id INTEGER)");
    await migrate(blocker, { revisions: [{ id: "aaa0" }] });
    await blocker.execute("DELETE FROM alembic_version");
    await blocker.execute("INSERT INTO busy VALUES (1)");
    await blocker.begin();
    await blocker.execute("UPDATE busy SET id = 2");
  });
  afterEach(async () => {
    await blocker.rollback();
    await blocker.close();
    await database.drop();
  });

  const upgrade = (statementLockTimeoutMs: number): Promise<unknown> =>
    createEngine(database.url).connect((connection) =>
      migrate(connection, { revisions: alter, opts: { statementLockTimeoutMs } }),
    );

  test("a statement that waits too long gives up, and the error says who blocks it", async () => {
    await expect(upgrade(150)).rejects.toThrow(
      kind.name === "postgresql"
        ? /lock timeout.*statementLockTimeoutMs is 150.*; blocked by pid \d+, user postgres, .*UPDATE busy/is
        : /Lock wait timeout.*statementLockTimeoutMs is 150.*; blocked by connection \d+ of root@/is,
    );
  });

  test("the first statement is tried again, so that a short lock does no harm", async () => {
    setTimeout(() => void blocker.rollback(), 400);
    await expect(upgrade(150)).resolves.toEqual(["aaa1"]);
  });

  test("it is also tried again in a database that has no version table yet", async () => {
    await createEngine(database.url).connect((connection) =>
      connection.execute("DROP TABLE alembic_version"),
    );
    setTimeout(() => void blocker.rollback(), 400);
    await expect(upgrade(150)).resolves.toEqual(["aaa1"]);
  });
});
