import { context, engineFromConfig, environmentUrl, fileConfig } from "alembic-ts";
import { schema } from "../schema.ts";

const config = context.config;
fileConfig(config); // log levels and format from the ini

// An object of another library, passed as it is: it says itself what it is as tables.
const targetMetadata = schema;

// The database: `-x url=…`, else DATABASE_URL (of the shell or a .env file), else sqlalchemy.url of the ini.
const { url: given } = context.getXArgument({ asDictionary: true });
const url = given ?? environmentUrl(config, "DATABASE_URL") ?? config.getMainOption("sqlalchemy.url");

/** `--sql`: writes the SQL of the migrations instead of running it; needs no database. */
async function runMigrationsOffline(): Promise<void> {
  context.configure({ url, targetMetadata, literalBinds: true });
  await context.beginTransaction(() => context.runMigrations());
}

/** Connects to the database and runs the migrations. */
async function runMigrationsOnline(): Promise<void> {
  const settings = { ...config.getSection(config.configIniSection), "sqlalchemy.url": url };
  const engine = engineFromConfig(settings, { prefix: "sqlalchemy." });
  await engine.connect(async (connection) => {
    context.configure({ connection, targetMetadata });
    await context.beginTransaction(() => context.runMigrations());
  }); // connection and engine are closed, also after an error
}

await (context.isOfflineMode() ? runMigrationsOffline() : runMigrationsOnline());
