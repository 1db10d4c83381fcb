import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { downgrade } from "../../../src/commands/downgrade.ts";
import { upgrade } from "../../../src/commands/upgrade.ts";
import type { Config } from "../../../src/config/index.ts";
import { createEngine } from "../../../src/connection/index.ts";
import type { MigrationPlan } from "../../../src/runtime/index.ts";
import { onlyReads } from "../../../src/runtime/plan/statement-effect.ts";
import { databaseKinds, type TestDatabase } from "../../support/databases.ts";
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

/** What a run has changed: no queries, no borders of transactions, none of the run's own records. */
function changes(sent: readonly Sent[]): readonly Sent[] {
  return sent.filter(({ sql }) => !onlyReads(sql) && !isBorder(sql) && !isBookkeeping(sql));
}

function plannedChanges(plan: MigrationPlan | undefined): readonly Sent[] {
  const operations = [
    ...(plan?.preparation ?? []),
    ...(plan?.steps ?? []).flatMap((step) => step.operations),
  ];
  return operations
    .flatMap(({ statements }) => statements)
    .filter(({ isRead }) => !isRead)
    .map(({ sql, parameters, rows }) => ({ sql, parameters: rows ?? parameters ?? [] }));
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
  ])("holds exactly the SQL that the real run sends (%s)", async (_title, options) => {
    const [plan] = await upgrade(config(options), "head", { plan: true });
    sent = [];
    await upgrade(config(options), "head");
    expect(plannedChanges(plan)).toEqual(changes(sent));
    const [back] = await downgrade(config(options), "base", { plan: true });
    sent = [];
    await downgrade(config(options), "base");
    expect(plannedChanges(back)).toEqual(changes(sent));
  });

  test("starts from the rows of the database", async () => {
    await upgrade(config(), "aaa1");
    const [plan] = await upgrade(config(), "head", { plan: true });
    expect(plan).toMatchObject({ rows: ["aaa1"], rowsAfter: ["ccc3"], preparation: [] });
    expect(plan?.steps.map(({ revision }) => revision)).toEqual(["bbb2", "ccc3"]);
  });

  test("writes nothing, and locks nothing", async () => {
    await upgrade(config(), "head", { plan: true });
    expect(
      changes(sent)
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
    expect(project.printed()).toContain("-- upgrade aaa1 -> bbb2, revision bbb2\n");
    await upgrade(config(), "head");
    await upgrade(config(), "head", { plan: true });
    expect(project.printed()).toContain("nothing to do, it is at ccc3");
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
        await connection.execute(`CREATE ROLE ${role} LOGIN`);
        await connection.execute(`ALTER ROLE ${role} SET default_transaction_read_only = on`);
        await connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
      });
      const url = database.url.replace("postgres@", `${role}@`);
      const [plan] = await upgrade(project.config({ attributes: { url } }), "head", { plan: true });
      expect(plan?.steps.map(({ revision }) => revision)).toEqual(["aaa1"]);
      await admin.connect((connection) => connection.execute(`DROP ROLE ${role}`));
    } finally {
      project.remove();
      await database.drop();
    }
  },
);
