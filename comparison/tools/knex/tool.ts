import type { Project } from "../../project.ts";
import type { HandWritten, Tool } from "../../tool.ts";
import { sqliteStart, sqliteTables } from "../sqlite-start.ts";

const configuration = `const { DATABASE_KIND, DATABASE_URL, DATABASE_FILE } = process.env;
module.exports =
  DATABASE_KIND === "sqlite"
    ? {
        client: "better-sqlite3",
        connection: { filename: DATABASE_FILE },
        useNullAsDefault: true,
        pool: { afterCreate: (connection, done) => (connection.pragma("foreign_keys = ON"), done()) },
      }
    : { client: DATABASE_KIND === "mariadb" ? "mysql2" : "pg", connection: DATABASE_URL };
`;

function execute(statements: readonly string[]): string {
  return statements.map((statement) => `  await knex.raw(${JSON.stringify(statement)});\n`).join("");
}

const file = (up: string, down: string): string =>
  `exports.up = async (knex) => {\n${up}};\nexports.down = async (knex) => {\n${down}};\n`;

async function addMigration(project: Project, { name, time, up, down }: HandWritten): Promise<void> {
  await project.write(`migrations/${time}_${name}.js`, file(execute(up), execute(down)));
}

export const knex: Tool = {
  name: "Knex",
  folder: "knex",
  async setUp(project) {
    await project.write("package.json", '{ "name": "project", "private": true, "type": "commonjs" }\n');
    await project.write("knexfile.js", configuration);
  },
  addMigration,
  migrationFiles: "migrations",
  apply: "knex migrate:latest",
  takeBack: "knex migrate:down",
  checks: ["knex migrate:status"],
  merge: null,
  script: null,
  preview: "knex migrate:list",
  unlock: "knex migrate:unlock",
  help: ["knex --help", "knex migrate:latest --help"],
  models: null,
  skeleton: { make: "knex migrate:make models", folder: "migrations" },
  async sqliteChange(project) {
    const down = sqliteTables.map((table) => `DROP TABLE ${table}`);
    await addMigration(project, { name: "start", time: "20260101000000", up: sqliteStart, down });
    await project.succeed("knex migrate:latest");
    const change =
      '  await knex.schema.alterTable("item", (table) => {\n    table.decimal("price", 10, 2).notNullable().alter();\n  });\n';
    await project.write("migrations/20260102000000_change.js", file(change, ""));
  },
};
