import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Connection, createEngine } from "../../src/connection/index.ts";
import { dialectNamed } from "../../src/dialect/registry.ts";
import type { Operations } from "../../src/runtime/index.ts";
import * as sa from "../../src/sa/index.ts";
import { sql } from "../../src/schema/sql-text.ts";
import { type DatabaseKind, databaseKinds, isOfMysql, type TestDatabase } from "../support/databases.ts";
import { migrate, scriptOf } from "../support/migrations.ts";
import { propertyRuns } from "./runs.ts";

/** Texts with which statements are broken out of where quoting is wrong. */
const attacks = [
  "'); DROP TABLE canary; --",
  "'; DROP TABLE canary; --",
  "\\'; DROP TABLE canary; --",
  '"; DROP TABLE canary; --',
  "`; DROP TABLE canary; --",
  "]; DROP TABLE canary; --",
  "*/ DROP TABLE canary; /*",
  "x\n\\! exit\n",
  "x\nGO\nDROP TABLE canary;\n",
  "x\ndelimiter //\n",
  "$$; DROP TABLE canary; $$",
  "\\",
  "\\\\'",
  "'",
  "''",
  "%s %(x)s %%",
  ":name ?1 $1 @x",
  "\u2028\u2029\u00a0",
  "\r\n\t\v\f\b\u001a",
  "$" + "{process.exit(1)}`",
  "{{x}} <%= y %>",
  "漢字 🎉 e\u0301 \u202e",
];

const text = (allowed: (value: string) => boolean): fc.Arbitrary<string> =>
  fc
    .oneof(
      fc.constantFrom(...attacks),
      fc.string({ unit: "binary", maxLength: 24 }),
      fc.string({
        unit: fc.constantFrom("'", '"', "\\", "`", ";", "\n", "-", "%", "?", ":", "$", "a", "é", "🎉"),
        maxLength: 16,
      }),
      fc
        .tuple(fc.string({ maxLength: 6 }), fc.constantFrom(...attacks))
        .map(([before, attack]) => before + attack),
    )
    .filter((value) => value.isWellFormed() && allowed(value));

interface Rules {
  /** Names that the server itself allows. */
  readonly name: (text: string) => boolean;
  readonly value: (text: string) => boolean;
  /** Texts that comments hold. */
  readonly comment: (text: string) => boolean;
  /** Texts that the server's own client leaves alone. */
  readonly scripted: (text: string) => boolean;
  /** Every comment of the database's columns and tables. */
  readonly comments: string | null;
  /** The server's own command line client, which reads a script from standard input. */
  client(url: URL): { readonly command: string; readonly args: readonly string[] };
}

const bytes = (value: string): number => Buffer.byteLength(value);

const ofMysql: Rules = {
  // Identifiers of MySQL hold characters of the Basic Multilingual Plane, and end in no blank.
  name: (value) =>
    value !== "" && !value.includes("\0") && value.length <= 64 && !/\s$|[\u{10000}-\u{10ffff}]/u.test(value),
  value: () => true,
  // Others are refused, see below: the server would write a question mark in their place.
  comment: (value) => !/[\u{10000}-\u{10ffff}]/u.test(value),
  scripted: () => true,
  comments:
    "SELECT 0, TABLE_COMMENT FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_COMMENT <> '' UNION ALL SELECT ORDINAL_POSITION, COLUMN_COMMENT FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND COLUMN_COMMENT <> '' ORDER BY 1",
  client: (url) => ({
    command: "mariadb",
    args: [
      "-h",
      url.hostname,
      "-P",
      url.port || "3306",
      "-u",
      url.username,
      "--default-character-set=utf8mb4",
      url.pathname.slice(1),
    ],
  }),
};

const rules: Readonly<Record<DatabaseKind["name"], Rules>> = {
  sqlite: {
    name: (value) => value !== "" && !value.includes("\0") && !/^sqlite_/i.test(value),
    value: (value) => !value.includes("\0"),
    comment: () => true,
    // The shell drops carriage returns, also within strings.
    scripted: (value) => !value.includes("\r"),
    comments: null,
    client: (url) => ({ command: "sqlite3", args: ["-bail", url.pathname.slice(1)] }),
  },
  postgresql: {
    name: (value) => value !== "" && bytes(value) <= 63 && !value.includes("\0"),
    value: (value) => !value.includes("\0"),
    comment: (value) => !value.includes("\0"),
    scripted: () => true,
    comments:
      "SELECT objsubid, description FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace) ORDER BY 1",
    client: (url) => ({ command: "psql", args: ["-Xq", "-v", "ON_ERROR_STOP=1", url.href] }),
  },
  mariadb: ofMysql,
  mysql: ofMysql,
};

interface Case {
  readonly table: string;
  readonly columns: readonly [string, string];
  readonly value: string;
  readonly comment: string;
}

/** Everything that carries names and texts into SQL, online and in a script. */
async function upgrade(
  op: Operations,
  { table, columns, value, comment }: Case,
  comments: boolean,
): Promise<void> {
  const [id, note] = columns;
  const name = sa.quotedName(table, true);
  const made = sa.table(
    name,
    [
      sa.column(sa.quotedName(id, true), sa.integer(), { nullable: false, autoincrement: false }),
      sa.column(sa.quotedName(note, true), sa.string(200), {
        serverDefault: value,
        ...(comments && comment !== "" ? { comment } : {}),
      }),
      sa.primaryKey([id], { name: "pk" }),
      sa.check(sql`${sql.id(note)} <> ${`not ${value}`}`, { name: "ck" }),
    ],
    comments && comment !== "" ? { comment } : {},
  );
  await op.createTable(name, [...made.columns, ...made.constraints], { comment: made.comment });
  await op.bulkInsert(made, [{ [id]: 1, [note]: op.inlineLiteral(value) }]);
  await op.execute(sql`INSERT INTO ${sql.id(table)} (${sql.id(id)}) VALUES (2)`);
  await op.createIndex("ix", name, [note]);
  await op.execute(
    sql`UPDATE ${sql.id(table)} SET ${sql.id(note)} = ${value} WHERE ${sql.id(note)} = ${value} AND ${sql.id(id)} = 1`,
  );
}

describe.each(databaseKinds().filter((kind) => kind.missing === null))("on $name", (kind) => {
  const { name, value, comment, scripted, comments, client } = rules[kind.name];
  const dialect = dialectNamed(kind.name);
  const quote = (...path: readonly string[]): string =>
    path.map((part) => dialect.identifiers.quote(sa.quotedName(part, true))).join(".");
  let database: TestDatabase;
  let connection: Connection;

  beforeAll(async () => {
    database = await kind.create("fuzz");
    connection = await createEngine(database.url).connect();
    await connection.execute("CREATE TABLE canary (id INTEGER)");
    await connection.execute("INSERT INTO canary VALUES (1)");
  });
  afterAll(async () => {
    await connection.close();
    await database.drop();
  });

  const arbitraryCase: fc.Arbitrary<Case> = fc
    .record({
      table: text(name).filter((each) => !["canary", "alembic_version"].includes(each.toLowerCase())),
      columns: fc.tuple(text(name), text(name)),
      value: text(value),
      comment: text((each) => value(each) && comment(each)),
    })
    .filter(({ columns: [one, other] }) => one.toLowerCase() !== other.toLowerCase());

  const tables = async (): Promise<readonly string[]> => {
    const names = await sa.inspect(connection).getTableNames();
    return names.filter((each) => each !== "canary" && each !== "alembic_version");
  };
  const clear = async (): Promise<void> => {
    for (const each of await tables()) await connection.execute(`DROP TABLE ${quote(each)}`);
    await connection.execute("DROP TABLE IF EXISTS alembic_version");
  };

  // Clients may change line ends; a text can be written without them, a name cannot.
  const isScriptable = ({ table, columns, value: note, comment: said }: Case): boolean =>
    ![table, ...columns].some((each) => each.includes("\r")) && [note, said].every(scripted);

  /** What came back of a case. */
  async function expectArrived({ table, columns, value: note, comment: said }: Case): Promise<void> {
    expect(await tables()).toEqual([table]);
    const rows = await connection.executeArrays(
      `SELECT ${columns.map((each) => quote(each)).join(", ")} FROM ${quote(table)} ORDER BY 1`,
    );
    expect(rows.map((row) => [Number(row[0]), row[1]])).toEqual([
      [1, note],
      [2, note],
    ]);
    const reflected = (await sa.inspect(connection).getTables()).find((each) => each.name === table);
    expect(reflected?.columns.map((each) => String(each.name))).toEqual(columns);
    if (comments !== null && said !== "") {
      const found = await connection.executeArrays(comments);
      expect(found.map((row) => row[1])).toEqual([said, said]);
    }
    expect((await connection.executeArrays("SELECT id FROM canary")).map(([id]) => Number(id))).toEqual([1]);
  }

  const revisionsOf = (made: Case) => [
    { id: "aaa1", upgrade: (op: Operations) => upgrade(op, made, comments !== null) },
  ];

  test("names and texts arrive as they were given", { timeout: 1_800_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCase, async (made) => {
        await clear();
        await migrate(connection, { revisions: revisionsOf(made) });
        await expectArrived(made);
      }),
      propertyRuns(25),
    );
  });

  test("so they do through a script that the server's own client runs", { timeout: 1_800_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCase.filter(isScriptable), async (made) => {
        await clear();
        const script = await scriptOf(kind.name, { revisions: revisionsOf(made) });
        const { command, args } = client(new URL(database.url));
        execFileSync(command, args, {
          input: script,
          stdio: ["pipe", "ignore", "pipe"],
          env: { ...process.env, PGCLIENTENCODING: "UTF8" },
        });
        await expectArrived(made);
      }),
      propertyRuns(10),
    );
  });
});

describe.each(databaseKinds().filter((kind) => kind.missing === null && isOfMysql(kind.name)))(
  "on $name",
  (kind) => {
    test("a comment that the server cannot keep is refused before it is sent", async () => {
      const database = await kind.create("fuzz");
      const connection = await createEngine(database.url).connect();
      await connection.execute("CREATE TABLE server_only (id INTEGER) COMMENT 'a 🎉'");
      const kept = await connection.executeArrays(
        "SELECT TABLE_COMMENT FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()",
      );
      expect(kept, "what the server does with it").toEqual([["a ?"]]);
      const comments: readonly ((op: Operations) => unknown)[] = [
        (op) => op.createTable("t", [sa.column("id", sa.integer(), { comment: "a 🎉" })]),
        (op) => op.createTable("t", [sa.column("id", sa.integer())], { comment: "a 🎉" }),
        (op) => op.createTableComment("server_only", "a 🎉"),
        (op) => op.alterColumn("server_only", "id", { comment: "a 🎉", existingType: sa.integer() }),
      ];
      for (const run of comments) {
        await expect(
          migrate(connection, { revisions: [{ id: "aaa1", upgrade: run }] }),
        ).rejects.toMatchObject({
          code: "UNSUPPORTED",
          message: expect.stringContaining("no room for '🎉'"),
        });
      }
      await connection.close();
      await database.drop();
    });
  },
);

/** Values beside text, as a column of their type keeps them. */
const values = {
  integer: { type: sa.bigInteger(), arbitrary: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) },
  double: { type: sa.double(), arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  bytes: { type: sa.largeBinary(), arbitrary: fc.uint8Array({ maxLength: 20 }) },
  json: { type: sa.json(), arbitrary: fc.jsonValue({ maxDepth: 2 }).filter((value) => value !== null) },
  boolean: { type: sa.boolean(), arbitrary: fc.boolean() },
  decimal: {
    type: sa.numeric(20, 5),
    arbitrary: fc
      .bigInt({ min: -(10n ** 19n), max: 10n ** 19n })
      .map((n) => `${n / 100000n}.${String((n < 0n ? -n : n) % 100000n).padStart(5, "0")}`),
  },
  dateTime: {
    type: sa.dateTime(),
    arbitrary: fc.date({ min: new Date("1990-01-01"), max: new Date("2037-01-01"), noInvalidDate: true }),
  },
} as const;

describe.each(databaseKinds().filter((kind) => kind.missing === null))("values on $name", (kind) => {
  let database: TestDatabase;
  let connection: Connection;
  beforeAll(async () => {
    database = await kind.create("fuzz");
    connection = await createEngine(database.url).connect();
  });
  afterAll(async () => {
    await connection.close();
    await database.drop();
  });

  test.each(Object.entries(values))(
    "of type %s are the same bound and written into the SQL",
    { timeout: 1_800_000 },
    async (_name, { type, arbitrary }) => {
      await fc.assert(
        fc.asyncProperty(arbitrary as fc.Arbitrary<unknown>, async (value) => {
          for (const each of ["v", "alembic_version"])
            await connection.execute(`DROP TABLE IF EXISTS ${each}`);
          const table = sa.table("v", [sa.column("id", sa.integer()), sa.column("x", type)]);
          await migrate(connection, {
            revisions: [
              {
                id: "aaa1",
                upgrade: async (op) => {
                  await op.createTable("v", table.columns);
                  await op.bulkInsert(table, [
                    { id: 1, x: value },
                    { id: 2, x: op.inlineLiteral(value, type) },
                  ]);
                },
              },
            ],
          });
          const [bound, written] = await connection.executeArrays("SELECT x FROM v ORDER BY id");
          expect(bound).not.toEqual([null]);
          expect(written).toEqual(bound);
        }),
        propertyRuns(8),
      );
    },
  );
});
