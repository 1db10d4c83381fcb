/** Where imports of a project's modules are looked up. */
export interface ImportBase {
  readonly projectDirectory: string;
  /** Folders that bare imports are tried in first. */
  readonly prependPaths: readonly string[];
}

/**
 * Executes a module anew, by its absolute path, and gives its exports. `wanted` is the exported function that will be
 * called. Throws CommandError (code MODULE_LOAD).
 */
export type ModuleImporter = (path: string, wanted?: string) => Promise<Readonly<Record<string, unknown>>>;

/** What executes the modules of the user's project. The loader comes in with the first: most commands execute no file. */
export function projectImporter(base: ImportBase): ModuleImporter {
  let loader: typeof import("./loader/index.ts") | null = null;
  return async (path, wanted) => {
    if (loader === null) {
      loader = await import("./loader/index.ts");
      loader.installLoader(base);
    }
    return loader.importModule(path, { fresh: true, wanted });
  };
}
