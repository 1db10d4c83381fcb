import { describe, expect, test } from "vitest";
import { type Connection, compareMetadata, MigrationContext, sa } from "../../../src/index.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds, type TestDatabase } from "../../support/databases.ts";
import { type Models, thereAndBack } from "../../support/there-and-back.ts";

/** A database in memory: the newest PostgreSQL, which changes generated columns where they stand. */
const newest = {
  name: "postgresql 18" as const,
  missing: null,
  create: async (): Promise<TestDatabase> => ({
    url: "postgresql+pglite://",
    drop: async () => undefined,
  }),
};

type Generated = { readonly text: string; readonly persisted: boolean | null } | null;
type Elements = Parameters<sa.MetaData["table"]>[1];

const table =
  (generated: Generated, ...others: Elements): Models =>
  (metadata) => {
    const { text, persisted } = generated ?? { text: "", persisted: null };
    const computed = generated === null ? {} : { computed: sa.computed(text, { persisted }) };
    metadata.table("t", [
      sa.column("id", sa.integer(), { primaryKey: true, autoincrement: false }),
      sa.column("a", sa.integer()),
      sa.column("b", sa.integer(), computed),
      ...others,
    ]);
  };

const others: Elements = [
  sa.index("by_b", ["b"]),
  sa.index("by_both", ["id", "b"]),
  sa.unique(["b", "a"], { name: "one_b" }),
  sa.check("b < 100", { name: "small_b" }),
];

const stored = (text: string): Generated => ({ text, persisted: true });
const virtual = (text: string): Generated => ({ text, persisted: false });

const hasVirtual = (name: string): boolean => name !== "postgresql";

describe.each([...databaseKinds(), newest])("generated columns on $name", (kind) => {
  let connection: Connection;

  connectEach(kind, "generated", (opened) => {
    connection = opened;
  });

  const rows = "INSERT INTO t (id, a) VALUES (1, 7)";
  const generatedValue = async (): Promise<unknown> =>
    (await connection.execute("SELECT b FROM t")).rows[0]?.b;
  const isMissing = kind.missing !== null;
  /** Whether the server changes the expression where the column stands; SQLite rebuilds the table. */
  const changesInPlace = async (): Promise<boolean> =>
    !kind.name.startsWith("postgresql") || (await connection.serverVersion())[0] >= 17;

  test.skipIf(isMissing)("follow another expression, with everything that is made of them", async () => {
    const { upgrade } = await thereAndBack(connection, {
      before: table(stored("a * 2"), ...others),
      after: table(stored("a * 3"), ...others),
      rows,
      look: async () => expect(await generatedValue()).toBe(21),
    });
    expect(await generatedValue()).toBe(14);
    expect(upgrade.includes("dropColumn")).toBe(!(await changesInPlace()));
    expect(upgrade).not.toContain("with all its values");
  });

  test.skipIf(isMissing || !hasVirtual(kind.name))(
    "follow another expression where none is stored",
    async () => {
      await thereAndBack(connection, {
        before: table(virtual("a * 2")),
        after: table(virtual("a * 3")),
        rows,
        look: async () => expect(await generatedValue()).toBe(21),
      });
    },
  );

  test.skipIf(isMissing || !hasVirtual(kind.name))("become virtual, and stored again", async () => {
    const { upgrade } = await thereAndBack(connection, {
      before: table(stored("a * 2")),
      after: table(virtual("a * 2")),
      rows,
      look: async () => expect(await generatedValue()).toBe(14),
    });
    if (kind.name !== "sqlite") expect(upgrade).toContain("its values are computed anew");
  });

  test.skipIf(isMissing)("keep their values when they become plain", async () => {
    await thereAndBack(connection, {
      before: table(stored("a * 2"), ...others),
      after: table(null, ...others),
      rows,
      look: async () => {
        expect(await generatedValue()).toBe(14);
        await connection.execute("UPDATE t SET b = 99");
      },
    });
    expect(await generatedValue()).toBe(14);
  });

  test.skipIf(isMissing)("say what is lost when a plain column becomes one", async () => {
    const { upgrade } = await thereAndBack(connection, {
      before: table(null, ...others),
      after: table(stored("a * 2"), ...others),
      rows: `${rows}; UPDATE t SET b = 99`,
      look: async () => expect(await generatedValue()).toBe(14),
    });
    expect(upgrade).toMatch(/with all its values|replaces all its values/);
  });

  test.skipIf(isMissing)("take a new column and new objects along", async () => {
    const { upgrade } = await thereAndBack(connection, {
      before: table(stored("a * 2"), sa.index("gone", ["b"])),
      after: table(stored("a * c"), sa.column("c", sa.integer()), sa.index("fresh", ["b"])),
      rows,
    });
    expect(upgrade.includes("dropColumn")).toBe(!(await changesInPlace()));
  });

  test.skipIf(isMissing)("are left alone where defaults are not compared", async () => {
    const [before, after] = [new sa.MetaData(), new sa.MetaData()];
    table(stored("a * 2"))(before);
    table(stored("a * 3"))(after);
    await before.createAll(connection);
    const context = MigrationContext.configure({ connection, opts: { compareServerDefault: false } });
    expect(await compareMetadata(context, after)).toEqual([]);
  });
});
