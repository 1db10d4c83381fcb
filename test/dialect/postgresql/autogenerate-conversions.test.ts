import { describe, expect, test } from "vitest";
import * as postgresql from "../../../src/dialect/postgresql/public.ts";
import { type Connection, sa, sql } from "../../../src/index.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds } from "../../support/databases.ts";
import { type Models, revisionTo, thereAndBack } from "../../support/there-and-back.ts";

const servers = databaseKinds().filter(({ name }) => name === "postgresql");

type Type = Parameters<typeof sa.column>[1];
type Options = Parameters<typeof sa.column>[2];
type Elements = Parameters<sa.MetaData["table"]>[1];

const table =
  (type: Type, options: Options = {}, ...others: Elements): Models =>
  (metadata) => {
    metadata.table("t", [sa.column("a", type, options), ...others]);
  };

const mood = sa.enum(["sad", "ok"], { name: "mood" });

/** Types there and back, a value, what it becomes, and what the upgrade and the downgrade say besides the type. */
const conversions: readonly {
  readonly from: Type;
  readonly to: Type;
  readonly value: string;
  readonly becomes: unknown;
  readonly using: readonly [string | null, string | null];
}[] = [
  { from: sa.text(), to: sa.integer(), value: "7", becomes: 7, using: ["a::INTEGER", null] },
  { from: sa.integer(), to: sa.text(), value: "7", becomes: "7", using: [null, "a::INTEGER"] },
  { from: sa.string(40), to: postgresql.jsonb(), value: "[1]", becomes: [1], using: ["a::JSONB", null] },
  {
    from: sa.string(40),
    to: sa.uuid(),
    value: "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
    becomes: "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
    using: ["a::UUID", null],
  },
  {
    from: sa.text(),
    to: sa.array(sa.integer()),
    value: "{1,2}",
    becomes: [1, 2],
    using: ["a::INTEGER[]", null],
  },
  {
    from: sa.array(sa.text()),
    to: sa.array(sa.integer()),
    value: "{1,2}",
    becomes: [1, 2],
    using: ["a::INTEGER[]", null],
  },
  { from: sa.text(), to: sa.array(sa.text()), value: "{x}", becomes: ["x"], using: ["a::TEXT[]", null] },
  {
    from: sa.string(9),
    to: sa.array(sa.string(9)),
    value: "{x}",
    becomes: ["x"],
    using: ["a::VARCHAR(9)[]", null],
  },
  {
    from: sa.integer(),
    to: postgresql.jsonb(),
    value: "7",
    becomes: 7,
    using: ["to_jsonb(a)", "a::INTEGER"],
  },
  {
    from: sa.date(),
    to: postgresql.json(),
    value: "2026-01-01",
    becomes: "2026-01-01",
    using: ["to_json(a)", "(a #>> '{}')::DATE"],
  },
  { from: mood, to: sa.string(9), value: "ok", becomes: "ok", using: [null, "a::mood"] },
  { from: sa.string(9), to: mood, value: "ok", becomes: "ok", using: ["a::mood", null] },
  {
    from: mood,
    to: sa.enum(["ok", "happy"], { name: "feeling" }),
    value: "ok",
    becomes: "ok",
    using: ["a::TEXT::feeling", "a::TEXT::mood"],
  },
  {
    from: sa.integer(),
    to: sa.boolean(),
    value: "1",
    becomes: true,
    using: ["a::BOOLEAN", "a::INTEGER"],
  },
  { from: sa.integer(), to: sa.bigInteger(), value: "1", becomes: "1", using: [null, null] },
  { from: sa.numeric(8, 2), to: sa.integer(), value: "1", becomes: 1, using: [null, null] },
  { from: sa.string(9), to: sa.text(), value: "1", becomes: "1", using: [null, null] },
];

describe.each(servers)("a column with another type on $name", (server) => {
  let connection: Connection;

  connectEach(server, "convert", (opened) => {
    connection = opened;
  });

  test.each(conversions)(
    "$from.name to $to.name: keeps $value",
    async ({ from, to, value, becomes, using }) => {
      const { upgrade, downgrade } = await thereAndBack(connection, {
        before: table(from),
        after: table(to),
        rows: `INSERT INTO t VALUES ('${value}')`,
        look: async () => {
          const { rows } = await connection.execute("SELECT a FROM t");
          expect(rows).toEqual([{ a: becomes }]);
        },
      });
      [upgrade, downgrade].forEach((body, index) => {
        const said = using[index] ?? null;
        if (said === null) expect(body).not.toContain("using");
        else expect(body).toContain(`postgresql: { using: "${said}" }`);
      });
      const { rows } = await connection.execute("SELECT a::text FROM t");
      expect(rows).toEqual([{ a: from.name === "numeric" ? "1.00" : value }]);
    },
  );

  test("without a cast goes by its text, and the file says so", async () => {
    const { upgrade } = await thereAndBack(connection, {
      before: table(mood),
      after: table(sa.enum(["ok"], { name: "feeling" })),
      rows: "INSERT INTO t VALUES ('ok')",
    });
    expect(upgrade).toContain(
      "// PostgreSQL has no cast from mood to feeling: values are converted by their text.",
    );
    expect(upgrade).toContain('using: "a::TEXT::feeling"');
  });

  test("becomes JSON out of an array", async () => {
    const { upgrade } = await thereAndBack(connection, {
      before: table(sa.array(sa.text())),
      after: table(postgresql.jsonb()),
      look: async () => {
        await connection.execute(`INSERT INTO t VALUES ('["x"]')`);
        await connection.execute("DELETE FROM t");
      },
    });
    expect(upgrade).toContain('using: "to_jsonb(a)"');
  });

  test("takes its default along, the old one and the new one", async () => {
    await thereAndBack(connection, {
      before: table(sa.text(), { serverDefault: "1" }),
      after: table(sa.integer(), { serverDefault: 2 }),
      rows: "INSERT INTO t DEFAULT VALUES",
      look: async () => {
        await connection.execute("INSERT INTO t DEFAULT VALUES");
        expect((await connection.execute("SELECT a FROM t ORDER BY a")).rows).toEqual([{ a: 1 }, { a: 2 }]);
      },
    });
  });

  test("leaves what is made of it: CHECKs, indexes, generated columns, keys", async () => {
    const others: Elements = [
      sa.column("id", sa.integer(), { primaryKey: true }),
      sa.check("length(a::text) < 9", { name: "short" }),
      sa.index("lower_a", [sql`lower(a::text)`]),
      sa.index("some_a", ["id"], { postgresql: { where: sql`a::text <> ''` } }),
      sa.index("by_a", ["a"]),
      sa.unique(["a"], { name: "one_a" }),
      sa.column("upper_a", sa.text(), { computed: sa.computed("upper(a::text)", { persisted: true }) }),
      sa.index("by_upper_a", ["upper_a"]),
    ];
    await thereAndBack(connection, {
      before: table(sa.text(), {}, ...others),
      after: table(sa.integer(), {}, ...others),
      rows: "INSERT INTO t (a) VALUES ('7')",
      look: async () => {
        expect((await connection.execute("SELECT a, upper_a FROM t")).rows).toEqual([{ a: 7, upper_a: "7" }]);
      },
    });
  });

  test("of the same sort lets a generated column step aside only", async () => {
    const others: Elements = [
      sa.check("a > 0", { name: "positive" }),
      sa.column("twice", sa.bigInteger(), { computed: sa.computed("a * 2", { persisted: true }) }),
    ];
    const { upgrade } = await thereAndBack(connection, {
      before: table(sa.integer(), {}, ...others),
      after: table(sa.bigInteger(), {}, ...others),
      rows: "INSERT INTO t (a) VALUES (7)",
    });
    expect(upgrade).toContain('dropColumn("t", "twice")');
    expect(upgrade).not.toContain("positive");
  });

  const gin = (ops: Readonly<Record<string, string>> = {}): sa.Index =>
    sa.index("some", ["a"], { postgresql: { using: "gin", ops } });
  const plainIndex = sa.index("some", ["a"]);
  const textIndex = sa.index("some", ["a"], { postgresql: { ops: { a: "text_pattern_ops" } } });

  test.each([
    ["an index that goes", table(postgresql.jsonb(), {}, gin()), table(sa.text())],
    [
      "an index with an operator class",
      table(postgresql.jsonb(), {}, gin({ a: "jsonb_path_ops" })),
      table(sa.json()),
    ],
    [
      "an index that becomes another one",
      table(sa.text(), {}, textIndex),
      table(sa.integer(), {}, plainIndex),
    ],
    ["an index and a key that go", table(sa.text(), {}, plainIndex, sa.unique(["a"])), table(sa.json())],
  ])("goes behind %s and would not fit it", async (_what, before, after) => {
    await thereAndBack(connection, { before, after });
    await connection.executeScript("DROP TABLE t");
    await thereAndBack(connection, { before: after, after: before });
  });

  const twice = (type: Type, options: Options): Models =>
    table(
      type,
      {},
      sa.column("g", type, { computed: sa.computed("a * 2", { persisted: true }), ...options }),
    );

  test.each([
    ["an index", sa.text(), sa.integer(), { index: true }],
    ["a key", sa.text(), sa.integer(), { unique: true }],
    ["a key, of a type that is like the old one", sa.integer(), sa.bigInteger(), { unique: true }],
  ])("comes before a new generated column with %s", async (_what, from, to, options) => {
    await thereAndBack(connection, { before: table(from), after: twice(to, options) });
  });

  test("changes together with the column that refers to it", async () => {
    const models =
      (type: Type): Models =>
      (metadata) => {
        metadata.table("parent", [sa.column("id", type, { primaryKey: true, autoincrement: false })]);
        metadata.table("t", [sa.column("a", type, { references: sa.references("parent.id") })]);
      };
    await thereAndBack(connection, {
      before: models(sa.string(40)),
      after: models(sa.uuid()),
      rows: `INSERT INTO parent VALUES ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11');
             INSERT INTO t VALUES ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11')`,
    });
  });

  test("is converted beside one with another collation", async () => {
    const { upgrade } = await thereAndBack(connection, {
      before: table(sa.text(), {}, sa.column("b", sa.text(undefined, { collation: "C" }))),
      after: table(sa.integer(), {}, sa.column("b", sa.text())),
    });
    expect(upgrade).toContain('using: "a::INTEGER"');
  });

  test("that the server does not know is left as it is, and the others are converted", async () => {
    const metadata = new sa.MetaData();
    table(sa.text(), {}, sa.column("b", sa.text()))(metadata);
    await metadata.createAll(connection);
    const wanted = new sa.MetaData();
    table(sa.userType("no such ( type"), {}, sa.column("b", sa.integer()))(wanted);
    const { upgrade } = await revisionTo(connection, wanted);
    expect(upgrade).toContain("no such ( type");
    expect(upgrade).not.toContain('using: "a::');
    expect(upgrade).toContain('using: "b::INTEGER"');
  });
});
