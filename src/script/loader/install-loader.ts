import { registerHooks, setSourceMapsSupport } from "node:module";
import { realPath } from "../../util/real-path.ts";
import { loadHook } from "./load.ts";
import { state } from "./loader-state.ts";
import { resolveHook } from "./resolve.ts";

export interface LoaderOptions {
  /** The folders of a project, absolute. */
  readonly folders: readonly string[];
  /** Folders, absolute, in which its bare imports are looked for after `node_modules` (`prepend_sys_path`). */
  readonly prependPaths: readonly string[];
}

const noProject: LoaderOptions = { folders: [], prependPaths: [] };

let isInstalled = false;

/**
 * Makes this process load TypeScript without a build step, with imports as TypeScript allows them. May be called again,
 * for further projects.
 */
export function installLoader({ folders, prependPaths }: LoaderOptions = noProject): void {
  for (const folder of [...folders, ...prependPaths].map(realPath)) {
    const known = state.searchFolders.get(folder) ?? [];
    state.searchFolders.set(folder, new Set([...known, ...prependPaths]));
  }
  if (isInstalled) return;
  isInstalled = true;
  setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });
  registerHooks({ resolve: resolveHook, load: loadHook });
}
