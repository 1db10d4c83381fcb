import type { Project } from "../../project.ts";
import type { HandWritten, Stage, Tool } from "../../tool.ts";

const configuration = `import { defineConfig } from "drizzle-kit";

const { DATABASE_KIND, DATABASE_URL, DATABASE_FILE } = process.env;
const dialects = { sqlite: "sqlite", mariadb: "mysql", postgresql: "postgresql" };

export default defineConfig({
  schema: "./schema.ts",
  out: "./drizzle",
  dialect: dialects[DATABASE_KIND],
  dbCredentials: { url: DATABASE_KIND === "sqlite" ? DATABASE_FILE : DATABASE_URL },
});
`;

const schema = (stage: Stage): string => `import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, numeric, pgEnum, pgTable, serial, text, timestamp, unique, varchar } from "drizzle-orm/pg-core";

export const kind = pgEnum("account_kind", ["a", "b"]);

export const account = pgTable("account", {
  id: integer("id").primaryKey(),
  name: varchar("${stage === "first" ? "name" : "full_name"}", { length: 50 }).notNull().default("x"),
  note: text("note"),
  price: numeric("price", { precision: 10, scale: 2 }),
  active: boolean("active").notNull().default(true),
  created: timestamp("created", { withTimezone: true }).notNull().defaultNow(),
  kind: kind("kind").notNull().default("a"),
  settings: jsonb("settings").notNull().default({}),
}, (table) => [
  check("price_ok", sql\`\${table.price} >= 0\`),
  unique("note_price").on(table.note, table.price),
  index("account_active").on(table.active).where(sql\`\${table.active}\`),
]);

export const post = pgTable("post", {
  id: serial("id").primaryKey(),
  accountId: integer("account_id").references(() => account.id, { onDelete: "cascade" }),
});
`;

const sqliteSchema = (price: string): string => `import { sql } from "drizzle-orm";
import { check, index, integer, numeric, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const item = sqliteTable("item", {
  id: integer("id").primaryKey(),
  name: text("name", { length: 50 }).notNull().default("x"),
  price: ${price}("price").notNull(),
  code: text("code", { length: 10 }).unique(),
}, (table) => [
  check("price_ok", sql\`\${table.price} >= 0\`),
  index("item_price").on(table.price).where(sql\`\${table.price} > 0\`),
]);

export const part = sqliteTable("part", {
  id: integer("id").primaryKey(),
  itemId: integer("item_id").references(() => item.id, { onDelete: "cascade" }),
});

export const log = sqliteTable("log", { itemId: integer("item_id") });
`;

async function addMigration(project: Project, { name, up }: HandWritten): Promise<void> {
  const known = await project.files("drizzle");
  await project.succeed(`drizzle-kit generate --custom --name ${name}`);
  const isNew = (path: string): boolean => path.endsWith(".sql") && !known.includes(path);
  const made = (await project.files("drizzle")).find(isNew) ?? "";
  await project.write(
    made,
    `${up.map((statement) => `${statement};`).join("\n--> statement-breakpoint\n")}\n`,
  );
}

export const drizzleKit: Tool = {
  name: "Drizzle Kit",
  folder: "drizzle-kit",
  async setUp(project) {
    await project.write("package.json", '{ "name": "project", "private": true, "type": "module" }\n');
    await project.write("drizzle.config.ts", configuration);
    await project.write("schema.ts", "export {};\n");
  },
  addMigration,
  migrationFiles: "drizzle",
  apply: "drizzle-kit migrate",
  takeBack: null,
  checks: ["drizzle-kit check"],
  merge: null,
  script: "cat drizzle/*.sql",
  preview: null,
  unlock: null,
  help: ["drizzle-kit --help", "drizzle-kit migrate --help"],
  models: {
    write: (project, stage) => project.write("schema.ts", schema(stage)),
    generate: "drizzle-kit generate --name models",
    // It asks whether the column is new or renamed; the second answer is the rename.
    generateRename:
      "(sleep 8; printf '\\033[B'; sleep 1; printf '\\r'; sleep 3) | script -qec 'drizzle-kit generate --name models' /dev/null",
    compare: "drizzle-kit generate --name compare",
    isClean: ({ text }) => text.includes("No schema changes"),
  },
  skeleton: null,
  async sqliteChange(project) {
    await project.write("schema.ts", sqliteSchema("integer"));
    await project.succeed("drizzle-kit generate --name start");
    await addMigration(project, {
      name: "trigger",
      time: "20260101000000",
      up: ["CREATE TRIGGER item_log AFTER UPDATE ON item BEGIN INSERT INTO log VALUES (new.id); END"],
      down: [],
    });
    await project.succeed("drizzle-kit migrate");
    await project.write("schema.ts", sqliteSchema("numeric"));
    await project.succeed("drizzle-kit generate --name change");
  },
};
