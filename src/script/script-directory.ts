import { type Config, warn } from "../config/index.ts";
import { CommandError, RevisionError } from "../errors/index.ts";
import { withinProject } from "../util/current-project.ts";
import type { PublicMembers } from "../util/public-members.ts";
import { assertEnvExists, assertNotPython, envLocation } from "./env-location.ts";
import { findScriptFiles } from "./find-script-files.ts";
import type { GenerateOptions } from "./generate/generate-revision.ts";
import type { RevisionSymbol } from "./graph/resolve.ts";
import type { Revision } from "./graph/revision.ts";
import { type IterateOptions, RevisionMap } from "./graph/revision-map.ts";
import { type ModuleImporter, projectImporter } from "./import-project-module.ts";
import { Script } from "./script.ts";
import { readScriptFile, type ScriptFile, scanScriptFile } from "./script-file.ts";
import { readScriptSettings, type ScriptSettings } from "./script-settings.ts";

/** Files that were read, or why they could not be; a bad file speaks up only when the graph is asked. */
type LoadedFiles = { readonly files: readonly ScriptFile[] } | { readonly failure: unknown };

class ScriptDirectoryClass {
  readonly config: Config;
  readonly settings: ScriptSettings;
  readonly #importModule: ModuleImporter;
  #loaded: LoadedFiles = { files: [] };
  #map: RevisionMap | null = null;
  #scripts: ReadonlyMap<string, ScriptFile> | null = null;

  constructor(config: Config, settings: ScriptSettings) {
    this.config = config;
    this.settings = settings;
    this.#importModule = projectImporter(settings);
  }

  /**
   * Reads the settings and the revision files. Throws CommandError: CONFIG when the settings are not usable, ENV_FILE when
   * the folder is one of Python's.
   */
  static async fromConfig(config: Config): Promise<ScriptDirectory> {
    const directory = new ScriptDirectoryClass(config, readScriptSettings(config));
    assertNotPython(directory.directory);
    await directory.reload();
    return directory;
  }

  /** Reads the revision files again. */
  async reload(): Promise<void> {
    this.#map = null;
    this.#scripts = null;
    this.#loaded = await readFiles(this.settings, this.#importModule);
  }

  /** The folder of `env.ts` and `script.ts.eta`, absolute. */
  get directory(): string {
    return this.settings.directory;
  }

  /** The first version location, absolute. */
  get versions(): string {
    return this.settings.versionLocations[0] ?? this.directory;
  }

  /** The path of the environment script. */
  get envLocation(): string {
    return envLocation(this.directory);
  }

  /** The graph of the files. Throws CommandError (code REVISION_FILE or MODULE_LOAD) when a file could not be read. */
  get revisionMap(): RevisionMap {
    this.#map ??= new RevisionMap(this.#files());
    return this.#map;
  }

  /** Executes the environment script. Throws CommandError (code ENV_FILE, MODULE_LOAD), and what the script throws. */
  async runEnv(): Promise<void> {
    assertEnvExists(this.directory);
    await this.#importModule(this.envLocation);
  }

  /** Writes a new revision file and takes it into the graph. Throws CommandError and RevisionError. */
  async generateRevision(options: GenerateOptions = {}): Promise<Script> {
    // Most commands write no file; templates, hooks and what they need come in with the first.
    const { generateRevision } = await import("./generate/generate-revision.ts");
    const setting = {
      map: this.revisionMap,
      files: this.#files(),
      settings: this.settings,
      config: this.config,
      importModule: this.#importModule,
      warn,
    };
    const file = await withinProject(this.settings, () => generateRevision(options, setting));
    this.revisionMap.addRevision(file);
    this.#loaded = { files: [...this.#files(), file] };
    this.#scripts = null;
    return this.#existing(file.revision);
  }

  /** Identifiers of the heads; with `considerDependsOn` without those that another revision depends on. */
  getHeads(options: { readonly considerDependsOn?: boolean | undefined } = {}): readonly string[] {
    return this.revisionMap.getHeads(options);
  }

  getBases(): readonly string[] {
    return this.revisionMap.getBases();
  }

  /** The only base, or null when there is none. Throws RevisionError when there are several. */
  getBase(): string | null {
    const [base, ...others] = this.getBases();
    if (others.length === 0) return base ?? null;
    throw new RevisionError("The script directory has multiple bases. Please use getBases()", {
      details: { bases: [base, ...others] },
    });
  }

  /** The only head, or null when there is none. Throws MultipleHeads. */
  getCurrentHead(): string | null {
    return this.revisionMap.getCurrentHead();
  }

  /** The revision a symbol stands for; null for the base. Throws MultipleHeads, ResolutionError. */
  getRevision(symbol: string | null): Script | null {
    const found = this.revisionMap.getRevision(symbol);
    return found === null ? null : this.#script(found);
  }

  /** Every revision a symbol stands for. Throws ResolutionError. */
  getRevisions(symbol: RevisionSymbol): readonly Script[] {
    return this.#all(this.revisionMap.getRevisions(symbol));
  }

  /** What is applied and has no applied child: version rows and what they merely depend on. Rows come first. */
  getAllCurrent(rows: RevisionSymbol): readonly Script[] {
    return this.#all(this.revisionMap.getAllCurrent(rows));
  }

  /** The identifier a symbol stands for, a list of them for `heads`, or null for the base. */
  asRevisionNumber(symbol: string | null): string | readonly string[] | null {
    const found = this.revisionMap.getRevisions(symbol).map((revision) => revision.revision);
    return symbol === "heads" ? found : (found[0] ?? null);
  }

  /** The revisions of a range, newest first, both ends included. Throws RevisionError. */
  walkRevisions(base: string | null = "base", head: string | null = "heads"): readonly Script[] {
    return this.#all(this.revisionMap.walkRevisions(base, head));
  }

  /** The revisions from `upper` down to `lower`, newest first. Throws RevisionError. */
  iterateRevisions(
    upper: RevisionSymbol,
    lower: RevisionSymbol,
    options: IterateOptions = {},
  ): readonly Script[] {
    return this.#all(this.revisionMap.iterateRevisions(upper, lower, options));
  }

  #files(): readonly ScriptFile[] {
    if ("failure" in this.#loaded) throw this.#loaded.failure;
    return this.#loaded.files;
  }

  #all(revisions: readonly Revision[]): readonly Script[] {
    return revisions.map((revision) => this.#script(revision));
  }

  #script(node: Revision): Script {
    this.#scripts ??= new Map(this.#files().map((file) => [file.revision, file]));
    const file = this.#scripts.get(node.revision);
    if (file === undefined)
      throw new CommandError(`Revision ${node.revision} has no file`, { code: "REVISION_FILE" });
    return new Script(file, node, this.#importModule);
  }

  #existing(revision: string): Script {
    const script = this.getRevision(revision);
    if (script === null)
      throw new CommandError(`Revision ${revision} has no file`, { code: "REVISION_FILE" });
    return script;
  }
}

/**
 * The folder of a migration environment: its revision files and their graph, `env.ts`, and the template of new
 * revisions. Graph methods are synchronous and throw RevisionError and its kinds.
 *
 * @example
 * const directory = await ScriptDirectory.fromConfig(new Config("alembic.ini"));
 * directory.getCurrentHead();
 */
export interface ScriptDirectory extends PublicMembers<ScriptDirectoryClass> {}

/** Made by `fromConfig` only, which reads the files. */
export const ScriptDirectory: (abstract new (
  ...args: never
) => ScriptDirectory) &
  Pick<typeof ScriptDirectoryClass, "fromConfig"> = ScriptDirectoryClass;

async function readFiles(settings: ScriptSettings, importModule: ModuleImporter): Promise<LoadedFiles> {
  const files: ScriptFile[] = [];
  try {
    const recursive = settings.recursiveVersionLocations;
    for (const path of findScriptFiles(settings.versionLocations, { recursive, warn })) {
      files.push(scanScriptFile(path) ?? (await readScriptFile(path, importModule)));
    }
    return { files };
  } catch (failure) {
    return { failure };
  }
}
