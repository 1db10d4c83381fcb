import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { types } from "node:util";
import { DriverMissingError } from "../errors/index.ts";
import { currentProject } from "../util/current-project.ts";
import type { PackageImporter } from "./driver.ts";

/**
 * Loads packages from the user's project first (the folders given, the project whose scripts are running, the working
 * directory) and from this package's own surroundings last, so that a globally installed command uses the project's
 * drivers.
 *
 * @throws DriverMissingError when no place has the package.
 */
export function packageImporter(directories: readonly string[] = []): PackageImporter {
  return async (packageName, driverName) => loadPackage(findPackage(packageName, driverName, directories));
}

/** What requiring a package gives, found where {@link packageImporter} finds it. */
export function requirePackage(packageName: string, driverName: string): unknown {
  const file = findPackage(packageName, driverName, []);
  return createRequire(file)(file);
}

function findPackage(packageName: string, driverName: string, directories: readonly string[]): string {
  const project = currentProject()?.project;
  const ofProject = project === undefined ? [] : [project.directory, project.projectDirectory];
  const folders = [...directories, ...ofProject, process.cwd()];
  const places = folders.map((directory) => join(resolve(directory), "package.json"));
  const file = resolvePackage(packageName, [...places, import.meta.filename]);
  if (file === null) throw new DriverMissingError(driverName, nameToInstall(packageName));
  return file;
}

type Module = Readonly<Record<string, unknown>>;

/**
 * What importing a package gives. Requiring takes less, of ES modules too; only those that wait while they load have to
 * be imported.
 */
async function loadPackage(file: string): Promise<Module> {
  try {
    const exports: unknown = createRequire(file)(file);
    return types.isModuleNamespaceObject(exports) ? (exports as Module) : { default: exports };
  } catch (error) {
    if (codeOf(error) !== "ERR_REQUIRE_ASYNC_MODULE") throw error;
    return (await import(pathToFileURL(file).href)) as Module;
  }
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
  const code = codeOf(error);
  return code === "MODULE_NOT_FOUND" || code === "ERR_PACKAGE_PATH_NOT_EXPORTED";
}

function codeOf(error: unknown): unknown {
  return error instanceof Error ? Reflect.get(error, "code") : undefined;
}

/** An export of a package, also where the package is CommonJS and all exports hang on `default`. */
export function packageExport(module: Readonly<Record<string, unknown>>, name: string): unknown {
  if (module[name] !== undefined) return module[name];
  const fallback = module.default;
  return typeof fallback === "object" && fallback !== null ? Reflect.get(fallback, name) : undefined;
}
