import { registerHooks, setSourceMapsSupport } from "node:module";
import { resolve } from "node:path";
import { loadHook } from "./load.ts";
import { state } from "./loader-state.ts";
import { resolveHook } from "./resolve.ts";

export interface LoaderOptions {
  /** The folder of the configuration file; relative search paths start here. Default: the working directory. */
  readonly projectDirectory?: string | undefined;
  /** Folders in which bare imports are looked for after `node_modules` (`prepend_sys_path`). */
  readonly prependPaths?: readonly string[] | undefined;
}

let isInstalled = false;

/**
 * Makes this process load TypeScript without a build step: files outside `node_modules` only, with imports as
 * TypeScript allows them. May be called again, with further folders.
 */
export function installLoader(options: LoaderOptions = {}): void {
  for (const path of options.prependPaths ?? [])
    state.searchFolders.add(resolve(options.projectDirectory ?? process.cwd(), path));
  if (isInstalled) return;
  isInstalled = true;
  setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });
  registerHooks({ resolve: resolveHook, load: loadHook });
}
