import { describe, expect, test } from "vitest";
import { op, sa } from "../../../src/index.ts";
import { captureContext } from "../../../src/testing.ts";

describe("a context that captures SQL", () => {
  test("has a text for each statement, in order, awaited or not", async () => {
    const { run, statements } = captureContext({ dialectName: "postgresql" });
    const answer = await run((own) => {
      const made = own.createTable("account", [sa.column("id", sa.integer())]);
      own.bulkInsert(made, [{ id: 1 }]);
      own.execute("VACUUM");
      return 5;
    });
    expect(answer).toBe(5);
    expect(statements).toEqual([
      "CREATE TABLE account (\n    id INTEGER\n);",
      "INSERT INTO account (id) VALUES (1);",
      "VACUUM;",
    ]);
  });

  test("is what `op` of a revision writes into", async () => {
    const upgrade = async (): Promise<void> => {
      await op.dropTable("account");
    };
    const { run, statements } = captureContext({ dialectName: "mssql", mssqlBatchSeparator: "" });
    await run(upgrade);
    expect(statements).toEqual(["DROP TABLE account;"]);
  });

  test("takes the options of a migration context", async () => {
    const targetMetadata = new sa.MetaData({ namingConvention: { uq: "uq_%(table_name)s" } });
    const { context, run, statements } = captureContext({ dialectName: "postgresql", targetMetadata });
    await run((own) => own.createUniqueConstraint(null, "account", ["email"]));
    expect(statements).toEqual(["ALTER TABLE account ADD CONSTRAINT uq_account UNIQUE (email);"]);
    expect(context.asSql).toBe(true);
  });

  test("rejects with what an operation refuses", async () => {
    const { run } = captureContext({ dialectName: "sqlite" });
    const refused = run((own) => {
      own.createExcludeConstraint("no_overlap", "booking", [["room", "="]]);
    });
    await expect(refused).rejects.toMatchObject({ code: "UNSUPPORTED" });
  });
});
