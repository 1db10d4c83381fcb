import { expect, test } from "vitest";
import { type ConnectionSubject, connectionContract as rules } from "../../src/testing.ts";
import { keepsContract } from "../support/keeps-contract.ts";

/** The rules that a connection keeps whatever the driver, and one of the databases that are tested here. */
export function connectionContract(subject: ConnectionSubject): void {
  keepsContract(rules(subject));

  test("several statements with values are refused, with what to do, and none of them runs", async () => {
    await subject.engine().connect(async (connection) => {
      await connection.execute("CREATE TABLE at_several (id INTEGER)");
      const insert = `INSERT INTO at_several (id) VALUES (${subject.placeholder(1)})`;
      await expect(connection.execute(`${insert}; ${insert}`, [1])).rejects.toMatchObject({
        code: "DATABASE",
        hint: expect.stringContaining("by itself"),
      });
      expect((await connection.execute("SELECT id FROM at_several")).rows).toEqual([]);
      await connection.execute("DROP TABLE at_several");
    });
  });
}
