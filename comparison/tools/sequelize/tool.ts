import type { Project } from "../../project.ts";
import type { HandWritten, Tool } from "../../tool.ts";
import { sqliteStart, sqliteTables } from "../sqlite-start.ts";

const configuration = `const { DATABASE_KIND, DATABASE_FILE } = process.env;
module.exports = {
  development:
    DATABASE_KIND === "sqlite"
      ? { dialect: "sqlite", storage: DATABASE_FILE }
      : { use_env_variable: "DATABASE_URL", dialect: DATABASE_KIND === "mariadb" ? "mysql" : "postgres" },
};
`;

function execute(statements: readonly string[]): string {
  return statements
    .map((statement) => `    await queryInterface.sequelize.query(${JSON.stringify(statement)});\n`)
    .join("");
}

const file = (up: string, down: string): string =>
  `module.exports = {\n  async up(queryInterface, Sequelize) {\n${up}  },\n  async down(queryInterface, Sequelize) {\n${down}  },\n};\n`;

async function addMigration(project: Project, { name, time, up, down }: HandWritten): Promise<void> {
  await project.write(`migrations/${time}-${name}.js`, file(execute(up), execute(down)));
}

export const sequelize: Tool = {
  name: "Sequelize",
  folder: "sequelize",
  async setUp(project) {
    await project.write("package.json", '{ "name": "project", "private": true, "type": "commonjs" }\n');
    await project.write("config/config.js", configuration);
    await project.write(".sequelizerc", 'module.exports = { config: __dirname + "/config/config.js" };\n');
  },
  addMigration,
  migrationFiles: "migrations",
  apply: "sequelize-cli db:migrate",
  takeBack: "sequelize-cli db:migrate:undo",
  checks: ["sequelize-cli db:migrate:status"],
  merge: null,
  script: null,
  preview: "sequelize-cli db:migrate:status",
  unlock: null,
  help: ["sequelize-cli --help", "sequelize-cli db:migrate --help"],
  models: null,
  skeleton: { make: "sequelize-cli migration:generate --name models", folder: "migrations" },
  async sqliteChange(project) {
    const down = sqliteTables.map((table) => `DROP TABLE ${table}`);
    await addMigration(project, { name: "start", time: "20260101000000", up: sqliteStart, down });
    await project.succeed("sequelize-cli db:migrate");
    const change =
      '    await queryInterface.changeColumn("item", "price", { type: Sequelize.DECIMAL(10, 2), allowNull: false });\n';
    await project.write("migrations/20260102000000-change.js", file(change, ""));
  },
};
