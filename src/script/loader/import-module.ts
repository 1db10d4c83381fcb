import { realpathSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { installLoader } from "./install-loader.ts";
import { state } from "./loader-state.ts";
import { moduleError } from "./module-error.ts";
import { nativeImport } from "./native-import.ts";
import { runPlainScript } from "./run-plain-script.ts";

export interface ImportOptions {
  /** Run the module again, even if it was loaded before; modules that it imports are not run again. */
  readonly fresh?: boolean | undefined;
  /** The exported function that will be called: it may be got ready with the module. */
  readonly wanted?: string | undefined;
}

let loads = 0;

/**
 * Loads a revision file or an env script, TypeScript or JavaScript, by its absolute path, as an ES module whatever its
 * package says.
 *
 * @throws CommandError code `MODULE_LOAD` when it or one of its imports is missing or malformed; what the module itself
 * throws comes through as it is.
 */
export async function importModule(
  file: string,
  options: ImportOptions = {},
): Promise<Readonly<Record<string, unknown>>> {
  installLoader();
  const found = realPath(file);
  const { wanted = null } = options;
  const exports = options.fresh === true && found !== null ? await runPlainScript(found, wanted) : null;
  if (exports !== null) return exports;
  state.esModules.add(found ?? file);
  const query = options.fresh === true ? `?alembic=${++loads}` : "";
  const url = pathToFileURL(found ?? file).href + query;
  if (found !== null) state.resolvedUrls.add(url);
  try {
    return await nativeImport(url);
  } catch (error) {
    throw moduleError(error, file);
  } finally {
    state.resolvedUrls.delete(url);
  }
}

/** The file that links lead to, as Node names modules; `null` when there is none, which the import then tells. */
function realPath(file: string): string | null {
  try {
    return realpathSync.native(file);
  } catch {
    return null;
  }
}
