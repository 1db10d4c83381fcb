import { type Project, withinProject } from "../util/current-project.ts";

/** A project whose modules are executed. */
export interface ImportingProject extends Project {
  /** Folders, absolute, in which bare imports are looked for after `node_modules`. */
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
export function projectImporter(project: ImportingProject | null): ModuleImporter {
  let loader: typeof import("./loader/index.ts") | null = null;
  return async (path, wanted) => {
    if (loader === null) {
      loader = await import("./loader/index.ts");
      loader.installLoader(project === null ? undefined : searchedBy(project));
    }
    const { importModule } = loader;
    const load = (): ReturnType<ModuleImporter> => importModule(path, { fresh: true, wanted });
    return project === null ? load() : withinProject(project, load);
  };
}

function searchedBy({ projectDirectory, directory, versionLocations, prependPaths }: ImportingProject) {
  return { folders: [projectDirectory, directory, ...versionLocations], prependPaths };
}
