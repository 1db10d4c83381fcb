import { writeFileSync } from "node:fs";
import {
  CommandError,
  type Connection,
  context,
  type Engine,
  engineFromConfig,
  fileConfig,
  getLogger,
  type sa,
} from "alembic-ts";

const config = context.config;
fileConfig(config); // log levels and format from the ini
const logger = getLogger("alembic.env");

/** The databases, in the order in which they are migrated: sections of the ini. */
const databases = config
  .getMainOption("databases", "")
  .split(/\s*,\s*/)
  .filter((name) => name !== "");
if (databases.length === 0) {
  throw new CommandError("The option 'databases' names no database", {
    hint: "Set it to the sections of your databases: databases = engine1, engine2",
  });
}

function settingsOf(name: string): Record<string, string> {
  const settings = config.getSection(name);
  if (settings?.["sqlalchemy.url"]) return settings;
  const problem = settings === null ? "there is no such section" : "that section has no 'sqlalchemy.url'";
  throw new CommandError(`The option 'databases' names [${name}], and ${problem}`, {
    hint: `Add sqlalchemy.url to a section [${name}], or remove ${name} from 'databases'.`,
  });
}

// The models of each database, for `revision --autogenerate` and `check`:
// import { metadata as metadata1 } from "../src/models1";
// const targetMetadata: Record<string, sa.MetaData> = { engine1: metadata1 };
const targetMetadata: Record<string, sa.MetaData> = {};

/** `--sql`: writes the SQL of each database to a file of its own; needs no database. */
async function runMigrationsOffline(): Promise<void> {
  for (const name of databases) {
    logger.info(`Migrating database ${name}`);
    const file = `${name}.sql`;
    logger.info(`Writing output to ${file}`);
    let script = "";
    context.configure({
      url: settingsOf(name)["sqlalchemy.url"],
      outputBuffer: { write: (text: string) => (script += text) },
      targetMetadata: targetMetadata[name] ?? null,
      literalBinds: true,
    });
    await context.beginTransaction(() => context.runMigrations({ engineName: name }));
    writeFileSync(file, script);
  }
}

interface OpenDatabase {
  readonly name: string;
  readonly engine: Engine;
  readonly connection: Connection;
}

/** Opens a transaction on every database, migrates one after the other, and commits all of them only if none failed. */
async function runMigrationsOnline(): Promise<void> {
  const open: OpenDatabase[] = [];
  try {
    for (const name of databases) {
      const engine = engineFromConfig(settingsOf(name), { prefix: "sqlalchemy." });
      const connection = await engine.connect();
      open.push({ name, engine, connection });
      await connection.begin();
    }
    for (const { name, connection } of open) {
      logger.info(`Migrating database ${name}`);
      context.configure({
        connection,
        upgradeToken: `${name}_upgrades`,
        downgradeToken: `${name}_downgrades`,
        targetMetadata: targetMetadata[name] ?? null,
      });
      await context.runMigrations({ engineName: name });
    }
    for (const { connection } of open) await connection.commit();
  } catch (error) {
    for (const { connection } of open) {
      if (connection.inTransaction()) await connection.rollback();
    }
    throw error;
  } finally {
    for (const { connection, engine } of open) {
      await connection.close();
      await engine.dispose();
    }
  }
}

await (context.isOfflineMode() ? runMigrationsOffline() : runMigrationsOnline());
