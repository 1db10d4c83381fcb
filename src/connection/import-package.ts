import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { DriverMissingError } from "../errors/index.ts";
import type { PackageImporter } from "./driver.ts";

/**
 * Loads packages from the user's project first (the folders given, then the working directory) and from this package's
 * own surroundings last, so that a globally installed command uses the project's drivers.
 *
 * @throws DriverMissingError when no place has the package.
 */
export function packageImporter(directories: readonly string[] = []): PackageImporter {
  const places = [...directories, process.cwd()].map((directory) => join(resolve(directory), "package.json"));
  return async (packageName, driverName) => {
    const file = resolvePackage(packageName, [...places, import.meta.filename]);
    if (file === null) throw new DriverMissingError(driverName, nameToInstall(packageName));
    // A module namespace is an object of unknown values by nature.
    return (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
  };
}

/** `mysql2/promise` comes with `mysql2`, `@scope/name/part` with `@scope/name`. */
function nameToInstall(specifier: string): string {
  return /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
}

/** The file of a package seen from the first place that has it; `null` when none has. */
function resolvePackage(packageName: string, places: readonly string[]): string | null {
  for (const place of places) {
    try {
      return createRequire(place).resolve(packageName);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
  return null;
}

function isNotFound(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
  return code === "MODULE_NOT_FOUND" || code === "ERR_PACKAGE_PATH_NOT_EXPORTED";
}

/** An export of a package, also where the package is CommonJS and all exports hang on `default`. */
export function packageExport(module: Readonly<Record<string, unknown>>, name: string): unknown {
  if (module[name] !== undefined) return module[name];
  const fallback = module.default;
  return typeof fallback === "object" && fallback !== null ? Reflect.get(fallback, name) : undefined;
}
