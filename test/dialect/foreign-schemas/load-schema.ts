import { spawnSync } from "node:child_process";
import { DatabaseSync } from "node:sqlite";
import type { ForeignSchema } from "./applications.ts";
import { fetchDebianPackage, readPackageFile } from "./debian-package.ts";

/**
 * Runs an application's SQL files on an empty database as its documentation says, with the database's own client.
 * Gives the reason when that is not possible here, else `null`.
 */
export function loadSchema(schema: ForeignSchema, url: string): string | null {
  const failed = loadPrelude(schema, url);
  if (failed !== null) return failed;
  const fetched = fetchDebianPackage(schema.debianPackage);
  if ("missing" in fetched) return fetched.missing;
  const texts = schema.files.map((file) => readPackageFile(fetched.folder, file));
  return run[schema.database](url, texts.join("\n"));
}

/** Makes what the application takes for granted. */
export function loadPrelude({ database, prelude }: ForeignSchema, url: string): string | null {
  return prelude === undefined ? null : run[database](url, prelude);
}

const run: Readonly<Record<ForeignSchema["database"], (url: string, sql: string) => string | null>> = {
  // Statements that need a role, a language or an extension that is not here fail alone.
  postgresql: (url, sql) => client("psql", ["-X", "-q", "-d", url], sql),
  mariadb: (url, sql) => {
    const { hostname, port, username, password, pathname } = new URL(url);
    const login = [`-h${hostname}`, `-P${port || "3306"}`, `-u${username}`, `--password=${password}`];
    return client("mariadb", [...login, "--force", pathname.slice(1)], sql);
  },
  sqlite: (url, sql) => {
    const database = new DatabaseSync(url.replace("sqlite:///", ""));
    // Request Tracker's installer takes out such comments first.
    database.exec(sql.replace(/(^|\s)#.*$/gm, ""));
    database.close();
    return null;
  },
};

function client(program: string, args: readonly string[], input: string): string | null {
  const { error } = spawnSync(program, args, { input, encoding: "utf8" });
  return error === undefined ? null : `the client ${program} does not run here: ${error.message}`;
}
