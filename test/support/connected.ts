import { afterEach, beforeEach } from "vitest";
import { type Connection, createEngine, type Engine } from "../../src/connection/index.ts";
import type { DatabaseKind, TestDatabase } from "./databases.ts";

/**
 * Hands out a connection to an empty database of its own before each test of the suite, and takes both away behind it.
 * Where the server is missing the tests are skipped.
 */
export function connectEach(
  kind: Pick<DatabaseKind, "missing" | "create">,
  word: string,
  hand: (connection: Connection) => void,
): void {
  let opened: {
    readonly database: TestDatabase;
    readonly engine: Engine;
    readonly connection: Connection;
  } | null = null;

  beforeEach(async (context) => {
    context.skip(kind.missing !== null, kind.missing ?? "");
    const database = await kind.create(word);
    const engine = createEngine(database.url);
    const connection = await engine.connect();
    opened = { database, engine, connection };
    hand(connection);
  });

  afterEach(async () => {
    await opened?.connection.close();
    await opened?.engine.dispose();
    await opened?.database.drop();
    opened = null;
  });
}
