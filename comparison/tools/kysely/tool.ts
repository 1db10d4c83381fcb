import type { Project } from "../../project.ts";
import type { HandWritten, Tool } from "../../tool.ts";
import { sqliteStart, sqliteTables } from "../sqlite-start.ts";

const configuration = `import { MysqlDialect, PostgresDialect, SqliteDialect } from "kysely";
import { defineConfig } from "kysely-ctl";

const { DATABASE_KIND, DATABASE_URL, DATABASE_FILE } = process.env;

async function dialect() {
  if (DATABASE_KIND === "sqlite") {
    const { default: Database } = await import("better-sqlite3");
    return new SqliteDialect({ database: new Database(DATABASE_FILE) });
  }
  if (DATABASE_KIND === "mariadb") {
    const { createPool } = await import("mysql2");
    return new MysqlDialect({ pool: createPool(DATABASE_URL) });
  }
  const { default: pg } = await import("pg");
  return new PostgresDialect({ pool: new pg.Pool({ connectionString: DATABASE_URL }) });
}

export default defineConfig({ dialect: await dialect(), migrations: { migrationFolder: "migrations" } });
`;

function execute(statements: readonly string[]): string {
  return statements
    .map((statement) => `  await sql.raw(${JSON.stringify(statement)}).execute(db);\n`)
    .join("");
}

const file = (up: string, down: string): string =>
  `import { sql, type Kysely } from "kysely";\n\nexport async function up(db: Kysely<any>): Promise<void> {\n${up}}\n\nexport async function down(db: Kysely<any>): Promise<void> {\n${down}}\n`;

async function addMigration(project: Project, { name, time, up, down }: HandWritten): Promise<void> {
  await project.write(`migrations/${time}_${name}.ts`, file(execute(up), execute(down)));
}

export const kysely: Tool = {
  name: "Kysely",
  folder: "kysely",
  async setUp(project) {
    await project.write("package.json", '{ "name": "project", "private": true, "type": "module" }\n');
    await project.write("kysely.config.ts", configuration);
  },
  addMigration,
  migrationFiles: "migrations",
  apply: "kysely migrate latest --no-outdated-check",
  takeBack: "kysely migrate down --no-outdated-check",
  checks: ["kysely migrate list --no-outdated-check"],
  merge: null,
  script: null,
  preview: "kysely migrate list --no-outdated-check",
  unlock: null,
  help: ["kysely --help", "kysely migrate --help"],
  models: null,
  skeleton: { make: "kysely migrate make models --no-outdated-check", folder: "migrations" },
  async sqliteChange(project) {
    const down = sqliteTables.map((table) => `DROP TABLE ${table}`);
    await addMigration(project, { name: "start", time: "20260101000000", up: sqliteStart, down });
    await project.succeed("kysely migrate latest --no-outdated-check");
    const change =
      '  await db.schema.alterTable("item").alterColumn("price", (column) => column.setDataType("numeric(10, 2)")).execute();\n';
    await project.write("migrations/20260102000000_change.ts", file(change, ""));
  },
};
