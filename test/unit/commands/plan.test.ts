import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { downgrade } from "../../../src/commands/downgrade.ts";
import { upgrade } from "../../../src/commands/upgrade.ts";
import type { Config } from "../../../src/config/index.ts";
import { createEngine } from "../../../src/connection/index.ts";
import { standardLexis } from "../../../src/connection/sql-lexis.ts";
import type { MigrationPlan } from "../../../src/runtime/index.ts";
import { onlyReads } from "../../../src/runtime/plan/statement-effect.ts";
import { statementKind } from "../../../src/runtime/statement-kind.ts";
import { databaseKinds, isOfMysql, type TestDatabase } from "../../support/databases.ts";
import { TestProject } from "./project.ts";

const env = `import { context, createEngine } from "alembic-ts";
const { config } = context;
const engine = createEngine(config.attributes.url, { echo: config.attributes.echo });
await engine.connect(async (connection) => {
  context.configure({ connection, ...config.attributes.options });
  await context.beginTransaction(() => context.runMigrations());
});
`;

const revisions = [
  [
    "aaa1",
    null,
    `await op.createTable("account", [
      sa.column("id", sa.integer(), { primaryKey: true }),
      sa.column("name", sa.string(50), { nullable: false }),
    ]);
    op.createIndex("ix_account_name", "account", ["name"]);
    op.bulkInsert(sa.table("account", [sa.column("id", sa.integer), sa.column("name", sa.string)]), [
      { id: 1, name: "it's" }, { id: 2, name: "b" },
    ]);`,
    `op.dropIndex("ix_account_name", "account"); op.dropTable("account");`,
  ],
  [
    "bbb2",
    "aaa1",
    `const { rows } = await op.execute("SELECT 1 AS one");
    if (Number(rows[0].one) !== 1) throw new Error("no answer");
    op.addColumn("account", sa.column("age", sa.integer()));
    op.execute(sql\`UPDATE account SET age = \${40 + Number(rows[0].one)}\`);
    await op.getBind().execute("DELETE FROM account WHERE id = 2");`,
    `op.batchAlterTable("account", (batch) => { batch.dropColumn("age"); });`,
  ],
  [
    "ccc3",
    "bbb2",
    `await op.autocommitBlock(() => { op.execute("CREATE INDEX ix_age ON account (age)"); });
    op.execute("INSERT INTO account (id, name) VALUES (3, 'c')");`,
    `op.dropIndex("ix_age", "account");`,
  ],
] as const;

/** A statement as it was sent, with its values. */
interface Sent {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

const isBorder = (sql: string): boolean => /^(?:begin|commit|set autocommit)/i.test(sql);
const isBookkeeping = (sql: string): boolean => /alembic_ts_progress/i.test(sql);

/** A change, and the number of the transaction it is in. */
type Change = Sent & { readonly transaction: number | null };

/** What a run has changed, and in which transactions: no queries, and none of the run's own records. */
function changes(sent: readonly Sent[], commitsDdl: boolean): readonly Change[] {
  let transaction: number | null = null;
  let count = 0;
  return sent.flatMap(({ sql, parameters }) => {
    if (/^(?:begin|set autocommit=0)/i.test(sql)) transaction = ++count;
    if (/^commit/i.test(sql)) transaction = null;
    if (onlyReads(sql, standardLexis) || isBorder(sql) || isBookkeeping(sql)) return [];
    const isFinal = commitsDdl && statementKind(sql) === "other";
    const change = { sql, parameters, transaction: isFinal ? null : transaction };
    // The server goes on in another transaction.
    if (isFinal && transaction !== null) transaction = ++count;
    return [change];
  });
}

function plannedChanges(plan: MigrationPlan | undefined): readonly Change[] {
  const operations = [
    ...(plan?.preparation ?? []),
    ...(plan?.steps ?? []).flatMap((step) => step.operations),
  ];
  return operations
    .flatMap(({ statements }) => statements)
    .filter(({ isRead }) => !isRead)
    .map(({ sql, parameters, rows, transaction }) => ({
      sql,
      parameters: rows ?? parameters ?? [],
      transaction,
    }));
}

/** The same with transactions numbered as they come, as those without changes are not seen. */
function renumbered(list: readonly Change[]): readonly Change[] {
  const seen = [...new Set(list.map(({ transaction }) => transaction).filter((each) => each !== null))];
  return list.map((change) => ({
    ...change,
    transaction: change.transaction === null ? null : seen.indexOf(change.transaction) + 1,
  }));
}

describe.each(databaseKinds().filter((kind) => kind.missing === null))("a plan on $name", (kind) => {
  let project: TestProject;
  let database: TestDatabase;
  let sent: Sent[];

  const config = (options: Readonly<Record<string, unknown>> = {}): Config =>
    project.config({
      attributes: {
        url: database.url,
        options,
        echo: (sql: string, parameters: readonly unknown[]) => sent.push({ sql, parameters }),
      },
    });

  beforeAll(() => {
    project = new TestProject();
    mkdirSync(join(project.folder, "alembic", "versions"), { recursive: true });
    writeFileSync(join(project.folder, "alembic", "env.ts"), env);
    for (const [id, parent, up, down] of revisions) {
      writeFileSync(
        join(project.folder, "alembic", "versions", `${id}_x.ts`),
        `/** revision ${id} */\nimport { op, sa, sql } from "alembic-ts";\nexport const revision = "${id}";\n` +
          `export const downRevision = ${JSON.stringify(parent)};\n` +
          `export async function upgrade() {\n${up}\n}\nexport async function downgrade() {\n${down}\n}\n`,
      );
    }
  });
  afterAll(() => project.remove());
  beforeEach(async () => {
    database = await kind.create("plan");
    sent = [];
  });
  afterEach(() => database.drop());

  test.each([
    ["one transaction for the run", {}],
    ["a transaction for each revision", { transactionPerMigration: true }],
  ])(
    "holds exactly the SQL that the real run sends, in the same transactions (%s)",
    async (_title, options) => {
      const [plan] = await upgrade(config(options), "head", { plan: true });
      sent = [];
      await upgrade(config(options), "head");
      expect(renumbered(plannedChanges(plan))).toEqual(renumbered(changes(sent, isOfMysql(kind.name))));
      const [back] = await downgrade(config(options), "base", { plan: true });
      sent = [];
      await downgrade(config(options), "base");
      expect(renumbered(plannedChanges(back))).toEqual(renumbered(changes(sent, isOfMysql(kind.name))));
    },
  );

  test("starts from the rows of the database", async () => {
    await upgrade(config(), "aaa1");
    const [plan] = await upgrade(config(), "head", { plan: true });
    expect(plan).toMatchObject({ rows: ["aaa1"], rowsAfter: ["ccc3"], preparation: [] });
    expect(plan?.steps.map(({ revision }) => revision)).toEqual(["bbb2", "ccc3"]);
  });

  test("writes nothing, and locks nothing", async () => {
    await upgrade(config(), "head", { plan: true });
    expect(
      changes(sent, false)
        .map(({ sql }) => sql)
        .filter((sql) => !/^(?:set transaction|start transaction|rollback|pragma query_only)/i.test(sql)),
    ).toEqual([]);
    expect(sent.filter(({ sql }) => /lock/i.test(sql))).toEqual([]);
  });

  test("names the line of each operation", async () => {
    const [plan] = await upgrade(config(), "aaa1", { plan: true });
    const [created] = plan?.steps[0]?.operations ?? [];
    expect(created?.operation).toBe("op.createTable");
    expect(created?.at).toMatch(/aaa1_x\.ts:6:\d+$/);
  });

  test("is printed as SQL with comments, and says when there is nothing to do", async () => {
    await upgrade(config(), "head", { plan: true });
    const plan = project.printed();
    expect(plan).toContain("-- upgrade base -> aaa1, revision aaa1\n");
    expect(plan).toContain("-- upgrade aaa1 -> bbb2, revision bbb2\n");
    await upgrade(config(), "head");
    await upgrade(config(), "head", { plan: true });
    expect(project.printed()).toContain("nothing to do, it is at ccc3");
  });

  test("reads what a script reads before it goes on, and locks no row of it", async () => {
    const reading = new TestProject();
    const lock = kind.name === "sqlite" ? "" : "FOR UPDATE";
    writeFileSync(join(reading.folder, "alembic", "env.ts"), env);
    writeFileSync(
      join(reading.folder, "alembic", "versions", "aaa1_x.ts"),
      `import { op } from "alembic-ts";\nexport const revision = "aaa1";\nexport const downRevision = null;\n` +
        `export async function upgrade() {\n` +
        `const { rows } = await op.execute("SELECT id, 'a; insert into b for update' AS word FROM seen ${lock}");\n` +
        `op.execute(\`DELETE FROM seen WHERE id = \${rows[0].id} -- \${rows[0].word}\`);\n}\nexport function downgrade() {}\n`,
    );
    try {
      const engine = createEngine(database.url);
      await engine.connect((connection) =>
        connection.executeScript("CREATE TABLE seen (id INTEGER); INSERT INTO seen VALUES (7)"),
      );
      const settings = reading.config({ attributes: { url: database.url } });
      const [plan] = await upgrade(settings, "head", { plan: true });
      const [read, write] = plan?.steps[0]?.operations ?? [];
      expect(read?.statements).toMatchObject([{ isRead: true, sql: expect.stringContaining(lock) }]);
      expect(write?.statements[0]?.sql).toBe("DELETE FROM seen WHERE id = 7 -- a; insert into b for update");
      await engine.dispose();
    } finally {
      reading.remove();
    }
  });

  test("is data with --json", async () => {
    await upgrade(config(), "head", { plan: true, json: true });
    const [plan] = JSON.parse(project.printed());
    expect(plan.pending).toBe(3);
    expect(plan.steps[0].operations[0].statements[0].sql).toContain("CREATE TABLE account");
  });
});

const postgresql = databaseKinds().find((kind) => kind.name === "postgresql");

test.skipIf(postgresql === undefined || postgresql.missing !== null)(
  "a plan works for a role that may only read",
  async () => {
    const database = await postgresql?.create("planro");
    if (database === undefined) throw new Error("unreachable");
    const project = new TestProject();
    const role = `at_reader_${process.pid}`;
    try {
      writeFileSync(join(project.folder, "alembic", "env.ts"), env);
      writeFileSync(
        join(project.folder, "alembic", "versions", "aaa1_x.ts"),
        'import { op } from "alembic-ts";\nexport const revision = "aaa1";\nexport const downRevision = null;\n' +
          'export function upgrade() { op.execute("CREATE TABLE t (id INTEGER)"); }\nexport function downgrade() {}\n',
      );
      const admin = createEngine(database.url);
      await admin.connect(async (connection) => {
        await connection.execute(`CREATE ROLE ${role} LOGIN PASSWORD '${role}'`);
        await connection.execute(`ALTER ROLE ${role} SET default_transaction_read_only = on`);
        await connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
      });
      const { href: url } = Object.assign(new URL(database.url), { username: role, password: role });
      const [plan] = await upgrade(project.config({ attributes: { url } }), "head", { plan: true });
      expect(plan?.steps.map(({ revision }) => revision)).toEqual(["aaa1"]);
      await admin.connect((connection) => connection.execute(`DROP ROLE ${role}`));
    } finally {
      project.remove();
      await database.drop();
    }
  },
);

describe("what a plan cannot know", () => {
  let project: TestProject;
  beforeEach(() => {
    project = new TestProject();
    writeFileSync(join(project.folder, "alembic", "env.ts"), env);
  });
  afterEach(() => project.remove());

  const revision = (body: string): void =>
    writeFileSync(
      join(project.folder, "alembic", "versions", "aaa1_x.ts"),
      `import { op, sa } from "alembic-ts";\nexport const revision = "aaa1";\nexport const downRevision = null;\n` +
        `export async function upgrade() {\n${body}\n}\nexport function downgrade() {}\n`,
    );
  const plan = async (): Promise<MigrationPlan | undefined> => {
    const url = `sqlite:///${project.folder}/app.db`;
    return (await upgrade(project.config({ attributes: { url } }), "head", { plan: true }))[0];
  };
  const notes = (made: MigrationPlan | undefined): readonly string[] =>
    (made?.steps ?? []).flatMap((step) => step.operations.flatMap((operation) => operation.notes));

  test("is said beside the operation: rows of a table that is only planned", async () => {
    revision('await op.execute("CREATE TABLE t (id INTEGER)"); await op.execute("SELECT * FROM t");');
    expect(notes(await plan())).toEqual([
      "cannot be answered before the plan is run (no such table: t); what follows may differ",
    ]);
  });

  test("is said beside the operation: rows that a change gives back", async () => {
    revision(
      'await op.execute("CREATE TABLE t (id INTEGER)"); await op.execute("INSERT INTO t VALUES (1) RETURNING id");',
    );
    expect(notes(await plan())).toEqual(["gives no rows while it is planned; what follows may differ"]);
  });

  test("ends the plan with a way out, where the revision cannot go on", async () => {
    revision(
      'await op.execute("CREATE TABLE t (id INTEGER)"); const { rows } = await op.execute("SELECT id FROM t");\n' +
        'if (rows[0].id === 1) await op.execute("DROP TABLE t");',
    );
    await expect(plan()).rejects.toThrow(
      "The plan ends in upgrade() of revision aaa1, which may need what is only planned so far",
    );
  });

  test("a bug of the revision stays what it is", async () => {
    revision("throw new TypeError('bug');");
    await expect(plan()).rejects.toThrow(new TypeError("bug"));
  });

  test("DDL that would fail on SQLite is named before it does", async () => {
    revision(
      'op.execute("CREATE TABLE t (id INTEGER)"); op.createTable("t", [sa.column("id", sa.integer())]);',
    );
    expect(notes(await plan())).toEqual(["would fail: table t already exists"]);
  });

  test("a text of several statements is never run, also when it begins with a query", async () => {
    revision('await op.execute("SELECT 1; CREATE TABLE t (id INTEGER)");');
    await plan();
    const found = await createEngine(`sqlite:///${project.folder}/app.db`).connect((connection) =>
      connection.executeArrays("SELECT name FROM sqlite_master"),
    );
    expect(found).toEqual([]);
  });
});
