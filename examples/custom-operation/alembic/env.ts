import {
  type Connection,
  context,
  engineFromConfig,
  fileConfig,
  ops,
  type ProcessRevisionDirectives,
} from "alembic-ts";
import { metadata as targetMetadata } from "../models.ts";
import { compareViews } from "../operations/compare-views.ts";
import "../operations/view.ts";
import { views } from "../views.ts";

const config = context.config;
fileConfig(config);

/** Adds the changes of views to a revision that autogenerate writes. */
function addViews(connection: Connection): ProcessRevisionDirectives {
  return async (_context, _revision, [script]) => {
    if (script === undefined || config.cmdOpts?.autogenerate !== true) return;
    const steps = await compareViews(connection, views);
    script.upgradeOps.ops.push(...steps);
    script.downgradeOps.ops.unshift(...steps.map((step) => ops.reverse(step)).reverse());
  };
}

async function runMigrationsOffline(): Promise<void> {
  context.configure({ url: config.getMainOption("sqlalchemy.url"), targetMetadata, literalBinds: true });
  await context.beginTransaction(() => context.runMigrations());
}

async function runMigrationsOnline(): Promise<void> {
  const engine = engineFromConfig(config.getSection(config.configIniSection), { prefix: "sqlalchemy." });
  await engine.connect(async (connection) => {
    context.configure({ connection, targetMetadata, processRevisionDirectives: addViews(connection) });
    await context.beginTransaction(() => context.runMigrations());
  });
}

await (context.isOfflineMode() ? runMigrationsOffline() : runMigrationsOnline());
