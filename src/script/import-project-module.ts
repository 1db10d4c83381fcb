import { type Project, withinProject } from "../util/current-project.ts";

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

/**
 * What executes modules of the user's, as scripts of a project where one is given. The loader comes in with the first:
 * most commands execute no file.
 */
export function projectImporter(base: ImportBase, project: Project | null = null): ModuleImporter {
  let loader: typeof import("./loader/index.ts") | null = null;
  return async (path, wanted) => {
    if (loader === null) {
      loader = await import("./loader/index.ts");
      loader.installLoader(base);
    }
    const { importModule } = loader;
    const load = (): ReturnType<ModuleImporter> => importModule(path, { fresh: true, wanted });
    return project === null ? load() : withinProject(project, load);
  };
}
