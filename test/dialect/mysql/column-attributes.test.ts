import { describe, expect, test } from "vitest";
import { type Connection, MigrationContext, sa, sql } from "../../../src/index.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds, isOfMysql } from "../../support/databases.ts";

const kinds = databaseKinds().filter(({ name }) => isOfMysql(name));

describe.each(kinds)("what a column has that no model can say, on $name", (kind) => {
  let connection: Connection;

  connectEach(kind, "attributes", (opened) => {
    connection = opened;
  });

  const alter = (column: string, options: Parameters<MigrationContext["operations"]["alterColumn"]>[2]) =>
    MigrationContext.configure({ connection }).operations.alterColumn("t", column, options);

  async function columnOf(name: string): Promise<string> {
    const [row] = await connection.executeArrays("SHOW CREATE TABLE t");
    return (
      String(row?.[1])
        .split("\n")
        .find((line) => line.includes(`\`${name}\``)) ?? ""
    );
  }

  const existing = { existingType: sa.string(10), existingNullable: true };

  test.each([
    ["comment", { ...existing, comment: "x" }],
    ["type", { ...existing, type: sa.string(20) }],
    ["nullability", { ...existing, nullable: false, existingServerDefault: sql`'x'` }],
    ["name", { ...existing, newColumnName: "a" }],
    ["name alone", { newColumnName: "a" }],
    ["default", { ...existing, serverDefault: "y" }],
  ])("stays while it gets another %s", async (_what, change) => {
    await connection.execute("CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(10) INVISIBLE)");
    await alter("a", change);
    expect(await columnOf("a")).toMatch(/INVISIBLE/);
  });

  test("goes when the alteration says so", async () => {
    await connection.execute("CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(10) INVISIBLE)");
    await alter("a", { ...existing, mysql: { attributes: null }, mariadb: { attributes: null } });
    expect(await columnOf("a")).not.toMatch(/INVISIBLE/);
  });

  test.runIf(kind.name === "mariadb")("stays where the new type may have it", async () => {
    await connection.execute("CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(10) COMPRESSED INVISIBLE)");
    await alter("a", { ...existing, type: sa.text() });
    expect(await columnOf("a")).toMatch(/COMPRESSED.* INVISIBLE/);
    await alter("a", { existingType: sa.text(), existingNullable: true, type: sa.integer() });
    expect(await columnOf("a")).toMatch(/int\(11\) INVISIBLE/);
  });
});
