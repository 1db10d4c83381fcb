import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Tool } from "../tool.ts";
import { alembicTs } from "./alembic-ts/tool.ts";
import { drizzleKit } from "./drizzle-kit/tool.ts";
import { knex } from "./knex/tool.ts";
import { kysely } from "./kysely/tool.ts";
import { sequelize } from "./sequelize/tool.ts";
import { typeorm } from "./typeorm/tool.ts";

/** The columns of the table, in its order. */
export const tools: readonly Tool[] = [alembicTs, drizzleKit, typeorm, sequelize, knex, kysely];

/** Every tool with its version. */
export const versions: Readonly<Record<string, string>> = Object.fromEntries(
  tools.map(({ name, folder }) => [name, versionOf(folder)]),
);

/** The version of the package that a tool's folder is named after. */
function versionOf(folder: string): string {
  const isOurs = folder === "alembic-ts";
  const path = isOurs ? "../../package.json" : join(folder, "package.json");
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, path), "utf8"));
  return isOurs ? manifest.version : manifest.dependencies[folder];
}
