import { expect, test } from "vitest";
import { createEngine } from "../../../src/connection/index.ts";
import { dialectNamed } from "../../../src/dialect/registry.ts";
import { migrationLock } from "../../../src/runtime/lock.ts";

test("an attempt at the lock of a transaction that fails leaves no transaction open", async () => {
  const engine = createEngine("sqlite://");
  await engine.connect(async (connection) => {
    const lock = migrationLock(connection, {
      mode: "transaction",
      timeoutMs: 0,
      dialectName: "sqlite",
      versionTable: { name: "alembic_version", schema: null, primaryKey: true },
      signal: null,
      strategy: {
        ...dialectNamed("sqlite").lock,
        heldBy: "transaction",
        tryAcquire: async () => true,
        tryAcquireInTransaction: async () => Promise.reject(new Error("cancelled")),
        release: async () => {},
        holder: async () => null,
      },
    });
    await expect(lock.begin()).rejects.toThrow("cancelled");
    expect(connection.inTransaction()).toBe(false);
  });
  await engine.dispose();
});
