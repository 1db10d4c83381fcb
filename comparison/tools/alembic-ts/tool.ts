import type { Project } from "../../project.ts";
import type { HandWritten, Stage, Tool } from "../../tool.ts";
import { sqliteStart, sqliteTables } from "../sqlite-start.ts";

const models = (stage: Stage): string => `import { sa, sql } from "alembic-ts";
import { jsonb } from "alembic-ts/postgresql";

export const metadata = new sa.MetaData();

metadata.table("account", [
  sa.column("id", sa.integer(), { primaryKey: true, autoincrement: false }),
  sa.column("${stage === "first" ? "name" : "full_name"}", sa.string(50), { nullable: false, serverDefault: "x" }),
  sa.column("note", sa.text()),
  sa.column("price", sa.numeric(10, 2)),
  sa.column("active", sa.boolean(), { nullable: false, serverDefault: true }),
  sa.column("created", sa.dateTime({ timezone: true }), { nullable: false, serverDefault: sa.func.now() }),
  sa.column("kind", sa.enum(["a", "b"], { name: "account_kind" }), { nullable: false, serverDefault: "a" }),
  sa.column("settings", jsonb(), { nullable: false, serverDefault: "{}" }),
  sa.check("price >= 0", { name: "price_ok" }),
  sa.unique(["note", "price"], { name: "note_price" }),
  sa.index("account_active", ["active"], { postgresql: { where: sql\`active\` } }),
]);
metadata.table("post", [
  sa.column("id", sa.integer(), { primaryKey: true }),
  sa.column("account_id", sa.integer(), { references: sa.references("account.id", { onDelete: "CASCADE" }) }),
]);
`;

function execute(statements: readonly string[]): string {
  return statements.map((statement) => `  await op.execute(${JSON.stringify(statement)});\n`).join("");
}

async function addMigration(project: Project, { name, up, down }: HandWritten): Promise<void> {
  const known = await project.files("alembic/versions");
  await project.succeed(`alembic revision -m ${name}`);
  const made = (await project.files("alembic/versions")).find((path) => !known.includes(path)) ?? "";
  const [before = "", between = "", after = ""] = (await project.read(made)).split("  // nothing to do\n");
  await project.write(made, before + execute(up) + between + execute(down) + after);
}

export const alembicTs: Tool = {
  name: "alembic-ts",
  folder: "alembic-ts",
  async setUp(project) {
    await project.write("package.json", '{ "name": "project", "private": true, "type": "module" }\n');
    await project.succeed("alembic init alembic");
  },
  addMigration,
  migrationFiles: "alembic/versions",
  apply: "alembic upgrade head",
  takeBack: "alembic downgrade -1",
  checks: ["alembic heads --check"],
  merge: "alembic merge heads -m merge",
  script: "alembic upgrade head --sql",
  preview: "alembic upgrade head --plan",
  unlock: null,
  help: ["alembic --help", "alembic upgrade --help"],
  models: {
    async write(project, stage) {
      await project.write("models.ts", models(stage));
      if ((await project.read("alembic/env.ts")).includes("\nimport { metadata }")) return;
      await project.replaceIn(
        "alembic",
        '// import { metadata } from "../src/models"',
        'import { metadata } from "../models"',
      );
      await project.replaceIn("alembic", "// const targetMetadata: sa.MetaData = metadata;\n", "");
      await project.replaceIn("alembic", "MetaData | null = null", "MetaData = metadata");
    },
    generate: "alembic revision --autogenerate -m models",
    generateRename: "alembic revision --autogenerate -m models --rename account.name:full_name",
    compare: "alembic check",
    isClean: ({ status }) => status === 0,
  },
  skeleton: null,
  async sqliteChange(project) {
    await addMigration(project, {
      name: "start",
      time: "20260101000000",
      up: sqliteStart,
      down: sqliteTables.map((table) => `DROP TABLE ${table}`),
    });
    await project.succeed("alembic upgrade head");
    await addMigration(project, { name: "change", time: "20260102000000", up: ["CHANGE"], down: [] });
    await project.replaceIn(
      "alembic/versions",
      execute(["CHANGE"]),
      '  await op.batchAlterTable("item", async (batch) => {\n    await batch.alterColumn("price", { type: sa.numeric(10, 2) });\n  });\n',
    );
  },
};
