import { statSync } from "node:fs";
import { isBuiltin, type ResolveHookSync } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { currentProject } from "../../util/current-project.ts";
import { realPath } from "../../util/real-path.ts";
import { state } from "./loader-state.ts";
import { ownModuleUrl } from "./own-package.ts";
import { mapPaths, tsconfigFor } from "./tsconfig.ts";

const helperPackage = "@oxc-project/runtime/";

/** The TypeScript files that a JavaScript extension in an import may mean. */
const sourceExtensions: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx"],
  ".jsx": [".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};

const addedExtensions = [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs", ".json"];

/** The resolve hook: the running package, relative paths as TypeScript writes them, tsconfig paths, search folders. */
export const resolveHook: ResolveHookSync = (specifier, context, nextResolve) => {
  if (state.resolvedUrls.has(specifier)) return { url: specifier, shortCircuit: true };
  const own = ownModuleUrl(specifier);
  if (own !== null) return { url: own, shortCircuit: true };
  if (specifier.startsWith(helperPackage)) {
    return nextResolve(specifier, { ...context, parentURL: import.meta.url });
  }
  const { parentURL } = context;
  if (parentURL === undefined || isBuiltin(specifier)) return nextResolve(specifier, context);
  const isProject = isProjectFile(parentURL);
  if (!isProject && !isTypeScript(parentURL)) return nextResolve(specifier, context);
  const importer = fileURLToPath(withoutQuery(parentURL));
  const path = localPath(specifier, importer);
  const mapped = isProject ? mappedFile : () => null;
  const file = path === null ? mapped(specifier, importer) : findFile(path.path);
  if (file !== null) return { url: pathToFileURL(file).href + (path?.query ?? ""), shortCircuit: true };
  try {
    return nextResolve(specifier, context);
  } catch (error) {
    const found =
      path === null
        ? searchFolderUrl(
            specifier,
            importer,
            (name, url) => nextResolve(name, { ...context, parentURL: url }).url,
          )
        : null;
    if (found !== null) return { url: found, shortCircuit: true };
    if (typeof error === "object" && error !== null && !state.unresolved.has(error)) {
      state.unresolved.set(error, { specifier, importer });
    }
    throw error;
  }
};

/** Whether a module is the user's own: a file outside `node_modules`. */
export function isProjectFile(url: string): boolean {
  return url.startsWith("file:") && !url.includes("/node_modules/");
}

/** Whether a module is a TypeScript file, also one of a package that is not built. */
export function isTypeScript(url: string): boolean {
  return url.startsWith("file:") && /\.[cm]?tsx?$/.test(withoutQuery(url));
}

export function withoutQuery(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}

interface LocalPath {
  readonly path: string;
  readonly query: string;
}

/** The path that a relative, absolute or `file:` specifier means; `null` for a bare one. */
function localPath(specifier: string, importer: string): LocalPath | null {
  const plain = withoutQuery(specifier);
  const query = specifier.slice(plain.length);
  if (plain.startsWith("file:")) return { path: fileURLToPath(plain), query };
  if (/^\.{1,2}(\/|$)/.test(plain)) {
    return { path: fileURLToPath(new URL(encodeSpecial(plain), pathToFileURL(importer))), query };
  }
  return plain.startsWith("/") ? { path: decodeURIComponent(plain), query } : null;
}

function encodeSpecial(path: string): string {
  return path.replaceAll("?", "%3F").replaceAll("#", "%23");
}

function mappedFile(specifier: string, importer: string): string | null {
  const config = tsconfigFor(dirname(importer));
  const targets = mapPaths(specifier, config) ?? [];
  for (const target of targets) {
    const file = findFile(target);
    if (file !== null) return file;
  }
  return config.baseUrl === null || specifier.startsWith("@types/")
    ? null
    : sourceUnder(config.baseUrl, specifier);
}

/** `baseUrl` finds the project's own modules, not a folder that happens to be called like a package. */
function sourceUnder(folder: string, specifier: string): string | null {
  const file = findFile(join(folder, specifier));
  return file === null || /[\\/]node_modules[\\/]/.test(file) ? null : file;
}

/** Those of the project that a file lies in; where it lies in none, of the project that it is loaded for. */
function searchFoldersFor(importer: string): Iterable<string> {
  const running = currentProject()?.project.directory;
  const loadedFor = running === undefined ? undefined : state.searchFolders.get(realPath(running));
  return foldersAround(dirname(importer)) ?? loadedFor ?? [];
}

/** Of several projects around a folder, one in another, the nearest counts. */
function foldersAround(folder: string): Iterable<string> | null {
  const known = state.searchFolders.get(folder);
  if (known !== undefined) return known;
  const parent = dirname(folder);
  return parent === folder ? null : foldersAround(parent);
}

function searchFolderUrl(
  specifier: string,
  importer: string,
  resolveFrom: (specifier: string, parentUrl: string) => string,
): string | null {
  for (const folder of searchFoldersFor(importer)) {
    const file = findFile(join(folder, specifier));
    if (file !== null && file !== importer) return pathToFileURL(file).href;
    try {
      return resolveFrom(specifier, pathToFileURL(join(folder, "package.json")).href);
    } catch {
      // The next folder may have it; the first error is the one to report.
    }
  }
  return null;
}

/** The file that a path means: itself, its TypeScript source, with an extension added, or the index of a folder. */
function findFile(path: string): string | null {
  if (isFile(path)) return path;
  const dot = path.lastIndexOf(".");
  const stem = dot < 0 ? path : path.slice(0, dot);
  const candidates = [
    ...(sourceExtensions[path.slice(stem.length)] ?? []).map((extension) => stem + extension),
    ...addedExtensions.map((extension) => path + extension),
    ...addedExtensions.map((extension) => join(path, `index${extension}`)),
  ];
  return candidates.find(isFile) ?? null;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
