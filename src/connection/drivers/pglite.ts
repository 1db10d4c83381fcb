import type { Driver } from "../driver.ts";
import { packageExport } from "../import-package.ts";
import { isMemoryPath } from "../memory-path.ts";
import { type Pglite, pgliteSession } from "./pglite-session.ts";

type PgliteClass = new (options: Readonly<Record<string, unknown>>) => Pglite;

/** PostgreSQL inside the process: `postgresql+pglite:///folder`, or `postgresql+pglite://` in memory. */
export const pgliteDriver: Driver = {
  driverName: "pglite",
  opensFiles: true,
  sharing: (url) => (isMemoryPath(url.database) ? "memory" : "exclusive"),
  connect: async ({ url, driverOptions, importPackage }) => {
    const module = await importPackage("@electric-sql/pglite", "pglite");
    // The class is what the package's documentation says.
    const PGlite = packageExport(module, "PGlite") as PgliteClass;
    const folder = isMemoryPath(url.database) ? {} : { dataDir: url.database };
    const database = new PGlite({ ...folder, ...driverOptions });
    await database.waitReady;
    return pgliteSession(database, () => database.close());
  },
};
