import { describe, expect, test } from "vitest";
import type { Connection } from "../../../src/connection/index.ts";
import { column } from "../../../src/schema/column.ts";
import { array, enumType, integer } from "../../../src/schema/types/generic.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds } from "../../support/databases.ts";
import { migrate, type TestRevision } from "../../support/migrations.ts";

const kind = databaseKinds().find(({ name }) => name === "postgresql");
if (kind === undefined) throw new Error("PostgreSQL is one of the kinds of databases.");

let connection: Connection;

connectEach(kind, "enum", (opened) => {
  connection = opened;
});

const mood = enumType(["sad", "ok"], { name: "mood" });
const person: TestRevision = {
  id: "aaa1",
  upgrade: (op) => op.createTable("person", [column("id", integer()), column("mood", mood)]),
  downgrade: (op) => op.dropTable("person"),
};
const labels = async (schema = "public"): Promise<readonly unknown[]> =>
  (
    await connection.executeArrays(
      "SELECT e.enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid JOIN pg_namespace n ON n.oid = t.typnamespace WHERE n.nspname = $1 ORDER BY e.enumsortorder",
      [schema],
    )
  ).map(([label]) => label);

describe.skipIf(kind.missing !== null)("the enum type that a table brings along", () => {
  test("serves again when the table comes back", async () => {
    const revisions = [person];
    await migrate(connection, { revisions });
    await migrate(connection, { revisions, direction: "downgrade" });
    await migrate(connection, { revisions });
    await connection.execute("INSERT INTO person (id, mood) VALUES (1, 'ok')");
    expect(await labels()).toEqual(["sad", "ok"]);
  });

  test("is shared by tables of several runs, and by arrays", async () => {
    await migrate(connection, { revisions: [person], target: "aaa1" });
    const pets: TestRevision = {
      id: "aaa2",
      down: "aaa1",
      upgrade: (op) => op.createTable("pet", [column("moods", array(mood))]),
    };
    await migrate(connection, { revisions: [person, pets] });
    await connection.execute("INSERT INTO pet (moods) VALUES (ARRAY['ok'::mood])");
  });

  test("is created again after a statement has dropped it in the same run", async () => {
    const again: TestRevision = {
      id: "aaa2",
      down: "aaa1",
      upgrade: async (op) => {
        await op.dropTable("person");
        await op.execute("DROP TYPE mood");
        await op.createTable("person", [column("mood", enumType(["new"], { name: "mood" }))]);
      },
    };
    await migrate(connection, { revisions: [person, again] });
    expect(await labels()).toEqual(["new"]);
  });

  test("is refused with other labels, and nothing is left", async () => {
    await connection.execute("CREATE TYPE mood AS ENUM ('ok', 'sad')");
    await expect(migrate(connection, { revisions: [person] })).rejects.toMatchObject({
      code: "OPERATION",
      message: expect.stringMatching(/enum type mood for table person.*'ok', 'sad' instead of 'sad', 'ok'/),
    });
    const [row] = await connection.executeArrays("SELECT to_regclass('person')");
    expect(row).toEqual([null]);
  });

  test("is named as the way out where an added column finds none", async () => {
    const added: TestRevision = {
      id: "aaa2",
      down: "aaa1",
      upgrade: (op) => op.addColumn("person", column("color", enumType(["red"], { name: "color" }))),
    };
    await expect(migrate(connection, { revisions: [person, added] })).rejects.toMatchObject({
      code: "DATABASE",
      hint: expect.stringContaining("CREATE TYPE"),
    });
  });

  test("does not take the one of another schema for its own", async () => {
    await connection.execute("CREATE SCHEMA other");
    await connection.execute("CREATE TYPE other.mood AS ENUM ('else')");
    await migrate(connection, { revisions: [person] });
    expect(await labels()).toEqual(["sad", "ok"]);
    expect(await labels("other")).toEqual(["else"]);
  });
});
