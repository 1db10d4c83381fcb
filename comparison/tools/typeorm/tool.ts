import type { Project } from "../../project.ts";
import type { HandWritten, Stage, Tool } from "../../tool.ts";
import { sqliteStart, sqliteTables } from "../sqlite-start.ts";

const configuration = `const { existsSync } = require("node:fs");
const { DataSource } = require("typeorm");
const { DATABASE_KIND, DATABASE_URL, DATABASE_FILE } = process.env;
const connection =
  DATABASE_KIND === "sqlite"
    ? { type: "better-sqlite3", database: DATABASE_FILE }
    : { type: DATABASE_KIND === "mariadb" ? "mariadb" : "postgres", url: DATABASE_URL };
const entities = existsSync(__dirname + "/entities.js") ? Object.values(require("./entities.js")) : [];
module.exports = { dataSource: new DataSource({ ...connection, entities, migrations: [__dirname + "/migrations/*.js"] }) };
`;

const entities = (stage: Stage): string => `const { EntitySchema } = require("typeorm");

exports.Account = new EntitySchema({
  name: "Account",
  tableName: "account",
  columns: {
    id: { type: "int", primary: true },
    name: { name: "${stage === "first" ? "name" : "full_name"}", type: "varchar", length: 50, default: "x" },
    note: { type: "text", nullable: true },
    price: { type: "numeric", precision: 10, scale: 2, nullable: true },
    active: { type: "boolean", default: true },
    created: { type: "timestamptz", default: () => "now()" },
    kind: { type: "enum", enum: ["a", "b"], default: "a" },
    settings: { type: "jsonb", default: {} },
  },
  checks: [{ name: "price_ok", expression: '"price" >= 0' }],
  uniques: [{ name: "note_price", columns: ["note", "price"] }],
  indices: [{ name: "account_active", columns: ["active"], where: '"active"' }],
});

exports.Post = new EntitySchema({
  name: "Post",
  tableName: "post",
  columns: { id: { type: "int", primary: true, generated: true } },
  relations: {
    account: { type: "many-to-one", target: "Account", joinColumn: { name: "account_id" }, onDelete: "CASCADE" },
  },
});
`;

const imports = 'const { TableColumn } = require("typeorm");\n';

function execute(statements: readonly string[]): string {
  return statements
    .map((statement) => `    await queryRunner.query(${JSON.stringify(statement)});\n`)
    .join("");
}

/** A class whose name ends in the time in milliseconds, as the tool demands. */
async function write(project: Project, name: string, time: string, up: string, down: string): Promise<void> {
  const iso = time.replace(/^(....)(..)(..)(..)(..)(..)$/, "$1-$2-$3T$4:$5:$6Z");
  const stamp = Date.parse(iso);
  const text = `${imports}module.exports = class ${name}${stamp} {\n  async up(queryRunner) {\n${up}  }\n  async down(queryRunner) {\n${down}  }\n};\n`;
  await project.write(`migrations/${stamp}-${name}.js`, text);
}

function addMigration(project: Project, { name, time, up, down }: HandWritten): Promise<void> {
  return write(project, name, time, execute(up), execute(down));
}

const generate = "typeorm migration:generate migrations/models -d data-source.js -o";

export const typeorm: Tool = {
  name: "TypeORM",
  folder: "typeorm",
  async setUp(project) {
    await project.write("package.json", '{ "name": "project", "private": true, "type": "commonjs" }\n');
    await project.write("data-source.js", configuration);
  },
  addMigration,
  migrationFiles: "migrations",
  apply: "typeorm migration:run -d data-source.js",
  takeBack: "typeorm migration:revert -d data-source.js",
  checks: ["typeorm migration:show -d data-source.js"],
  merge: null,
  script: null,
  preview: "typeorm migration:show -d data-source.js",
  unlock: null,
  help: ["typeorm --help", "typeorm migration:run --help"],
  models: {
    write: (project, stage) => project.write("entities.js", entities(stage)),
    generate,
    generateRename: generate,
    compare: `${generate} --check`,
    isClean: ({ status }) => status === 0,
  },
  skeleton: null,
  async sqliteChange(project) {
    const down = sqliteTables.map((table) => `DROP TABLE ${table}`);
    await addMigration(project, { name: "start", time: "20260101000000", up: sqliteStart, down });
    await project.succeed("typeorm migration:run -d data-source.js");
    const change = `    const column = (await queryRunner.getTable("item")).findColumnByName("price").clone();
    column.type = "numeric";
    await queryRunner.changeColumn("item", "price", column);
`;
    await write(project, "change", "20260102000000", change, "");
  },
};
