import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Connection, createEngine } from "../../src/connection/index.ts";
import { isAlembicError } from "../../src/errors/index.ts";
import { RevisionMap } from "../../src/script/graph/revision-map.ts";
import { planStamp } from "../../src/script/plan/plan-stamp.ts";
import { databaseKinds, type TestDatabase } from "../support/databases.ts";
import { migrate, type TestRevision } from "../support/migrations.ts";

/** The second revision fails in its last statement, or does not; what it does before stays on every database. */
const revisions = (type: string): readonly TestRevision[] => [
  {
    id: "aaaa1",
    upgrade: (op) => op.execute("CREATE TABLE t (id INT PRIMARY KEY)"),
    downgrade: (op) => op.execute("DROP TABLE t"),
  },
  {
    id: "aaaa2",
    down: "aaaa1",
    upgrade: (op) =>
      op.autocommitBlock(async () => {
        for (const column of ["c INT", "e INT", `d ${type}`])
          await op.execute(`ALTER TABLE t ADD COLUMN ${column}`);
      }),
    downgrade: async (op) => {
      for (const column of ["c", "e", "d"]) await op.execute(`ALTER TABLE t DROP COLUMN ${column}`);
    },
  },
  { id: "bbbb1", upgrade: (op) => op.execute("CREATE TABLE other (id INT)") },
];

const kinds = databaseKinds().filter((kind) => kind.missing === null && kind.name !== "sqlite");

describe.each(kinds)("a revision that is half done on $name", (kind) => {
  let database: TestDatabase;
  let connection: Connection;
  beforeEach(async () => {
    database = await kind.create("fixpr_half");
    connection = await createEngine(database.url).connect();
  });
  afterEach(async () => {
    await connection.close();
    await database.drop();
  });

  const broken = revisions("BADTYPE");
  const corrected = revisions("INT");
  const [first = { id: "" }] = corrected;

  const columns = async (): Promise<readonly unknown[]> =>
    (
      await connection.executeArrays(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 't' AND table_schema NOT LIKE 'pg%' AND " +
          `${kind.name === "postgresql" ? "TRUE" : "table_schema = DATABASE()"} ORDER BY ordinal_position`,
      )
    ).map(([name]) => name);

  const upgrade = (of: readonly TestRevision[], target = "aaaa2"): Promise<readonly string[]> =>
    migrate(connection, { revisions: of, target, opts: { transactionPerMigration: true } });
  const downgrade = (target: string): Promise<readonly string[]> =>
    migrate(connection, { revisions: corrected, direction: "downgrade", target });
  const stamp = (target: string): Promise<readonly string[]> => {
    const map = new RevisionMap(
      corrected.map(({ id, down }) => ({ revision: id, downRevision: down ?? null })),
    );
    return migrate(connection, { revisions: [], opts: { fn: (rows) => planStamp(map, [target], rows) } });
  };

  async function failureOf(
    run: Promise<unknown>,
  ): Promise<{ readonly message: string; readonly hint: string }> {
    const error: unknown = await run.then(
      () => "it did not fail",
      (reason: unknown) => reason,
    );
    if (!isAlembicError(error)) throw error;
    return { message: error.message, hint: error.hint ?? "" };
  }

  /** Runs the statement that a hint offers. */
  const obey = async ({ hint }: { readonly hint: string }): Promise<void> => {
    await connection.execute(/DELETE FROM [^;]*/.exec(hint)?.[0] ?? "no statement");
  };

  test("is not left behind by a downgrade, and is finished by the next upgrade", async () => {
    await failureOf(upgrade(broken));
    const { message, hint } = await failureOf(downgrade("base"));
    expect(message).toContain("The upgrade of revision aaaa2 was left half done");
    expect(message).toContain("the downgrade of aaaa1 would leave behind what it had done");
    expect(hint).toContain("alembic upgrade aaaa2");
    expect(await upgrade(corrected)).toEqual(["aaaa2"]);
    expect(await columns()).toEqual(["id", "c", "e", "d"]);
  });

  test("begins at its first statement once its user has forgotten it", async () => {
    await failureOf(upgrade(broken));
    await obey(await failureOf(downgrade("base")));
    expect(await downgrade("base")).toEqual([]);
    expect(await upgrade(corrected)).toEqual(["aaaa2"]);
    expect(await columns()).toEqual(["id", "c", "e", "d"]);
  });

  test("is forgotten by a stamp that goes over it", async () => {
    await failureOf(upgrade(broken));
    await connection.execute("ALTER TABLE t ADD COLUMN d INT");
    expect(await stamp("aaaa2")).toEqual(["aaaa2"]);
    expect(await downgrade("aaaa1")).toEqual(["aaaa1"]);
    expect(await upgrade(corrected)).toEqual(["aaaa2"]);
    expect(await columns()).toEqual(["id", "c", "e", "d"]);
  });

  test("is forgotten where something else has moved the version rows", async () => {
    await failureOf(upgrade(broken));
    await connection.execute("DROP TABLE t");
    await connection.execute("DELETE FROM alembic_version");
    expect(await upgrade(corrected)).toEqual(["aaaa2"]);
    expect(await columns()).toEqual(["id", "c", "e", "d"]);
  });

  test("stays half done while another branch goes on or is stamped", async () => {
    await failureOf(upgrade(broken));
    expect(await upgrade(corrected, "bbbb1")).toEqual(["aaaa1", "bbbb1"]);
    expect(await stamp("bbbb1")).toEqual(["aaaa1", "bbbb1"]);
    expect([...(await upgrade(corrected))].sort()).toEqual(["aaaa2", "bbbb1"]);
    expect(await columns()).toEqual(["id", "c", "e", "d"]);
  });

  test("is not resumed where something else has added version rows: its user decides", async () => {
    await failureOf(upgrade(broken));
    await connection.execute("INSERT INTO alembic_version VALUES ('bbbb1')");
    const { message } = await failureOf(upgrade(corrected));
    expect(message).toContain(
      "while the version table said aaaa1; something else has changed it since to aaaa1, bbbb1",
    );
    await connection.execute("DELETE FROM alembic_version WHERE version_num = 'bbbb1'");
    expect(await upgrade(corrected)).toEqual(["aaaa2"]);
  });

  test("as a downgrade is not left behind by an upgrade", async () => {
    await upgrade(corrected);
    const half = { ...corrected[1], id: "aaaa2", down: "aaaa1" };
    const fails: TestRevision["downgrade"] = (op) =>
      op.autocommitBlock(async () => {
        await op.execute("ALTER TABLE t DROP COLUMN c");
        await op.execute("ALTER TABLE t DROP COLUMN missing");
      });
    const run = { revisions: [first, { ...half, downgrade: fails }], target: "aaaa1" };
    await failureOf(migrate(connection, { ...run, direction: "downgrade" }));
    const above = [...corrected, { id: "aaaa3", down: "aaaa2" }];
    expect((await failureOf(upgrade(above, "aaaa3"))).hint).toContain("alembic downgrade -1");
  });
});
