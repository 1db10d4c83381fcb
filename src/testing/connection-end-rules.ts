import assert from "node:assert/strict";
import type { Connection, Engine } from "../connection/index.ts";
import type { ConnectionSubject } from "./connection-contract.ts";
import type { ContractRule } from "./contract-rule.ts";

/** How a connection ends. */
export function endRules(subject: ConnectionSubject): readonly ContractRule[] {
  const withEngine = async (use: (engine: Engine) => Promise<void>): Promise<void> => {
    const engine = subject.engine();
    try {
      await use(engine);
    } finally {
      await engine.dispose();
    }
  };
  return [
    {
      name: "a closed connection refuses statements and may be closed again",
      run: () =>
        withEngine(async (engine) => {
          const connection = await engine.connect();
          await connection.close();
          await connection.close();
          await assert.rejects(connection.execute("SELECT 1"), { code: "CONNECTION", message: /is closed/ });
        }),
    },
    {
      name: "engine.connect(fn) gives the result of fn and closes, also after an error",
      run: () =>
        withEngine(async (engine) => {
          assert.equal(await engine.connect(() => 42), 42);
          const used: Connection[] = [];
          const failing = engine.connect((connection) => {
            used.push(connection);
            throw new Error("mine");
          });
          await assert.rejects(failing, { message: "mine" });
          assert.equal(used.length, 1);
          for (const each of used) await assert.rejects(each.execute("SELECT 1"), { message: /is closed/ });
        }),
    },
    {
      name: "what is under way when close() is called is finished first",
      run: () =>
        withEngine(async (engine) => {
          const connection = await engine.connect();
          const running = connection.execute("SELECT 1 AS one");
          await connection.close();
          assert.equal((await running).rowCount, 1);
        }),
    },
  ];
}
