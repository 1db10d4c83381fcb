import { expect, test } from "vitest";
import { createEngine } from "../../../../src/connection/index.ts";
import { openRebuildSession } from "../../../../src/dialect/sqlite/rebuild-session.ts";

test("foreign keys are enforced again when a rebuild cannot be begun", async () => {
  const engine = createEngine("sqlite://");
  await engine.connect(async (connection) => {
    await connection.execute("PRAGMA foreign_keys = ON");
    const failing = {
      ...connection,
      executeArrays: connection.executeArrays.bind(connection),
      execute: async (sql: string) => {
        if (sql.startsWith("PRAGMA legacy_alter_table")) throw new Error("cancelled");
        return connection.execute(sql);
      },
    };
    // What opening a session uses of a connection.
    const opening = openRebuildSession(failing as unknown as typeof connection, { name: "t", schema: null });
    await expect(opening).rejects.toThrow("cancelled");
    expect(await connection.executeArrays("PRAGMA foreign_keys")).toEqual([[1]]);
  });
  await engine.dispose();
});
