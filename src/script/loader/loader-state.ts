/** What the hooks know; one per process, since Node's hooks are. */
export interface LoaderState {
  /** Files that are ES modules whatever their package says: revisions and env scripts. */
  readonly esModules: Set<string>;
  /** Files that were run as they are, without a source map. */
  readonly plain: Set<string>;
  /** Files that were compiled, so that Node has a source map of them. */
  readonly compiled: Set<string>;
  /** URLs that are being imported and need no resolving any more. */
  readonly resolvedUrls: Set<string>;
  /**
   * Folders in which bare imports are looked for when `node_modules` does not have them (`prepend_sys_path`), by the folder
   * that the importing file lies in.
   */
  readonly searchFolders: Map<string, ReadonlySet<string>>;
  /** JavaScript files of the project that Node reads by itself: where a syntax error without a place may be. */
  readonly scripts: Set<string>;
  /** What could not be resolved, by the error that Node threw. */
  readonly unresolved: WeakMap<object, UnresolvedImport>;
}

export interface UnresolvedImport {
  readonly specifier: string;
  /** The importing file; `null` for the first module. */
  readonly importer: string | null;
}

export const state: LoaderState = {
  esModules: new Set(),
  plain: new Set(),
  compiled: new Set(),
  resolvedUrls: new Set(),
  searchFolders: new Map(),
  scripts: new Set(),
  unresolved: new WeakMap(),
};
