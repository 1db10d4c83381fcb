import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { installLoader } from "./install-loader.ts";
import { state } from "./loader-state.ts";
import { moduleError } from "./module-error.ts";

export interface ImportOptions {
  /** Run the module again, even if it was loaded before; modules that it imports are not run again. */
  readonly fresh?: boolean | undefined;
}

type NativeImport = (url: string) => Promise<Readonly<Record<string, unknown>>>;

const nativeImportSource = "data:text/javascript,export const load = (url) => import(url)";

/** Node's own import: test runners replace the `import()` of the files they load, but not that of other modules. */
async function nativeImport(url: string): Promise<Readonly<Record<string, unknown>>> {
  const module: { readonly load: NativeImport } = await import(nativeImportSource);
  return module.load(url);
}

let loads = 0;

/**
 * Loads a revision file or an env script, TypeScript or JavaScript, as an ES module whatever its package says.
 *
 * @throws CommandError code `MODULE_LOAD` when it or one of its imports is missing or malformed; what the module itself
 * throws comes through as it is.
 */
export async function importModule(
  path: string,
  options: ImportOptions = {},
): Promise<Readonly<Record<string, unknown>>> {
  installLoader();
  const file = resolve(path);
  state.esModules.add(file);
  const url = pathToFileURL(file).href;
  try {
    return await nativeImport(options.fresh === true ? `${url}?alembic=${++loads}` : url);
  } catch (error) {
    throw moduleError(error, file);
  }
}
