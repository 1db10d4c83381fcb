/** Where imports of a project's modules are looked up. */
export interface ImportBase {
  readonly projectDirectory: string;
  /** Folders that bare imports are tried in first. */
  readonly prependPaths: readonly string[];
}

/**
 * Executes a module of the user's project anew and gives its exports. The loader comes in only now: most commands
 * never execute a file. Throws CommandError (code MODULE_LOAD).
 */
export async function importProjectModule(
  path: string,
  base: ImportBase,
): Promise<Readonly<Record<string, unknown>>> {
  const { importModule, installLoader } = await import("./loader/index.ts");
  installLoader(base);
  return importModule(path, { fresh: true });
}
