import { readFileSync } from "node:fs";
import { format } from "node:util";
import { CommandError } from "../errors/index.ts";
import { templateDirectory } from "../templates/index.ts";
import { parseBooleanText } from "../util/boolean-text.ts";
import { maskPasswords } from "../util/mask-passwords.ts";
import type { PublicMembers } from "../util/public-members.ts";
import { directoryOf } from "./here.ts";
import { IniConfig } from "./ini-config.ts";
import { parseIni } from "./ini-parser.ts";
import { escapePercent } from "./interpolation.ts";
import { LoggingScope, type LogSinks, warn } from "./logging/index.ts";
import { PackageOptions } from "./package-options.ts";
import { legacySysPaths, legacyVersionLocations, splitPathList } from "./path-list.ts";
import { silentSink, type TextSink } from "./text-sink.ts";

/** The parsed command line as `env.ts` sees it: option names in camelCase (`revRange`, `autogenerate`). */
export type CommandLineOptions = Readonly<Record<string, unknown>> & {
  readonly x?: readonly string[] | undefined;
};

/** Settings of one post-write hook by option name; `_hook_name` is the hook's own name. */
export type HookSettings = Readonly<Record<string, string>>;

/** The section of the ini that is read where none is named. */
export const defaultSection = "alembic";

/** What `new Config` takes beside the file. */
export interface ConfigOptions {
  /** Section of the ini that holds the main options; `alembic` by default. */
  readonly iniSection?: string | undefined;
  /** A package.json whose `"alembic"` key completes the ini. */
  readonly packageFile?: string | null | undefined;
  /** Where the SQL of `--sql` goes; `stdout` by default. */
  readonly outputBuffer?: TextSink | null | undefined;
  /** Where command output goes; nowhere by default. */
  readonly stdout?: TextSink | undefined;
  /** The parsed command line; null in programs. */
  readonly cmdOpts?: CommandLineOptions | null | undefined;
  /** Values for `%(name)s` in every section. */
  readonly configArgs?: Readonly<Record<string, string>> | undefined;
  /** Free values shared with `env.ts`, for example `{ connection }`. */
  readonly attributes?: Record<string, unknown> | undefined;
  /** Where log handlers may write; nowhere by default. */
  readonly logSinks?: LogSinks | undefined;
  /** Ends a running command when aborted: it cancels its statement and rolls back. */
  readonly signal?: AbortSignal | undefined;
  /**
   * How many timers and requests the process is waiting for. A program that has the process to itself gives it; the run
   * then waits a moment for those that a migration began and did not await.
   */
  readonly pendingWork?: (() => number) | undefined;
}

class ConfigClass {
  /** The ini file as it was given; null for a configuration in memory. */
  readonly configFileName: string | null;
  /** The package.json as it was given, or null. */
  readonly packageFileName: string | null;
  readonly configIniSection: string;
  readonly cmdOpts: CommandLineOptions | null;
  readonly configArgs: Readonly<Record<string, string>>;
  readonly attributes: Record<string, unknown>;
  readonly outputBuffer: TextSink | null;
  readonly stdout: TextSink;
  readonly signal: AbortSignal | null;
  readonly pendingWork: (() => number) | null;
  /** Log levels and handlers of this environment; `config.logging.subscribe(fn)` hears its records. */
  readonly logging: LoggingScope;
  #ini: IniConfig | null = null;
  readonly #package: PackageOptions;

  constructor(file: string | null = null, options: ConfigOptions = {}) {
    this.configFileName = file;
    this.packageFileName = options.packageFile ?? null;
    this.#package = new PackageOptions(this.packageFileName, options.configArgs ?? {});
    this.configIniSection = options.iniSection ?? defaultSection;
    this.cmdOpts = options.cmdOpts ?? null;
    this.configArgs = options.configArgs ?? {};
    this.attributes = options.attributes ?? {};
    this.outputBuffer = options.outputBuffer ?? null;
    this.stdout = options.stdout ?? silentSink;
    this.signal = options.signal ?? null;
    this.pendingWork = options.pendingWork ?? null;
    this.logging = new LoggingScope(options.logSinks);
  }

  /** Whether command output is suppressed (`-q`). */
  get messagingOpts(): { readonly quiet: boolean } {
    return { quiet: this.cmdOpts?.quiet === true };
  }

  /** Prints a line of command output; arguments fill `%s` and `%d`. Nothing with `-q`. Passwords are masked. */
  printStdout(text: string, ...args: readonly unknown[]): void {
    if (this.messagingOpts.quiet) return;
    this.stdout.write(`${maskPasswords(args.length === 0 ? text : format(text, ...args))}\n`);
  }

  /** An option of the main section. Throws CommandError when file or section do not exist. */
  getMainOption(name: string, fallback: string): string;
  getMainOption(name: string, fallback?: string | null): string | null;
  getMainOption(name: string, fallback: string | null = null): string | null {
    return this.getSectionOption(this.configIniSection, name, fallback);
  }

  /** Sets a main option; percent signs must be doubled, see {@link setMainOptionRaw}. */
  setMainOption(name: string, value: string): void {
    this.#fileConfig().set(this.configIniSection, name, value);
  }

  /** Sets a main option to exactly this text: right for URLs with a `%` in the password. */
  setMainOptionRaw(name: string, value: string): void {
    this.#fileConfig().setRaw(this.configIniSection, name, value);
  }

  removeMainOption(name: string): void {
    this.#fileConfig().remove(this.configIniSection, name);
  }

  /** Whether a program set this main option, which then stands above the environment's variables. */
  isMainOptionSetByProgram(name: string): boolean {
    return this.#fileConfig().wasWritten(this.configIniSection, name);
  }

  /** All options of a section, interpolated, with `here` and the configuration arguments. */
  getSection(name: string): Record<string, string> | null;
  getSection<T>(name: string, fallback: T): Record<string, string> | T;
  getSection(name: string, fallback: unknown = null): unknown {
    const ini = this.#fileConfig();
    return ini.hasSection(name) ? ini.items(name) : fallback;
  }

  /** All options of a section as they are written. */
  getRawSection(name: string): Record<string, string> | null {
    const ini = this.#fileConfig();
    return ini.hasSection(name) ? ini.rawItems(name) : null;
  }

  /** An option of any section. Throws CommandError when the section does not exist. */
  getSectionOption(section: string, name: string, fallback: string | null = null): string | null {
    const ini = this.#fileConfig();
    if (!ini.hasSection(section)) throw missingSection(this.configFileName, section);
    return ini.get(section, name) ?? fallback;
  }

  setSectionOption(section: string, name: string, value: string): void {
    this.#fileConfig().set(section, name, value);
  }

  /** A main option of the ini, or else of package.json, as text. */
  getAlembicOption(name: string, fallback: string): string;
  getAlembicOption(name: string, fallback?: string | null): string | null;
  getAlembicOption(name: string, fallback: string | null = null): string | null {
    return this.#fileConfig().get(this.configIniSection, name) ?? this.#package.text(name) ?? fallback;
  }

  /** A boolean main option of the ini or package.json. Throws CommandError (code CONFIG) for other text. */
  getAlembicBooleanOption(name: string, fallback = false): boolean {
    const text = this.#fileConfig().get(this.configIniSection, name);
    if (text === null) return this.#package.boolean(name) ?? fallback;
    const value = parseBooleanText(text);
    if (value !== null) return value;
    throw new CommandError(`Option '${name}' has the value '${text}', which is not a boolean`, {
      code: "CONFIG",
      hint: `Set ${name} to true or false in section [${this.configIniSection}].`,
      details: { name, value: text },
    });
  }

  /** The directories of `version_locations`; null when the key is absent. */
  getVersionLocationsList(): readonly string[] | null {
    return this.#pathList("version_locations", "version_path_separator", legacyVersionLocations);
  }

  /** The paths of `prepend_sys_path`; null when the key is absent. */
  getPrependSysPathsList(): readonly string[] | null {
    return this.#pathList("prepend_sys_path", null, legacySysPaths);
  }

  /** The post-write hooks in the order in which they run. The ini's section hides those of package.json. */
  getHooksList(): readonly HookSettings[] {
    const section = this.getSection("post_write_hooks");
    if (section === null) return this.#package.hooks();
    const names = (section.hooks ?? "").split(/, *| +|\n/).filter((name) => name !== "");
    return names.map((name) => ({ ...hookOptions(section, name), _hook_name: name }));
  }

  /** Where the folders of the project templates are. */
  getTemplateDirectory(): string {
    return templateDirectory();
  }

  /** Directory that `%(here)s` stands for: the ini's (or package.json's), with `/` on every platform. */
  get here(): string {
    return directoryOf(this.configFileName ?? this.packageFileName);
  }

  #fileConfig(): IniConfig {
    this.#ini ??= readIni(this.configFileName, this.configIniSection, {
      ...this.configArgs,
      here: escapePercent(this.here),
    });
    return this.#ini;
  }

  #pathList(name: string, legacyKey: string | null, legacy: RegExp): readonly string[] | null {
    const text = this.#fileConfig().get(this.configIniSection, name);
    if (text !== null) return splitPathList(text, this.#separator(name, legacyKey, legacy));
    return this.#package.list(name);
  }

  #separator(name: string, legacyKey: string | null, legacy: RegExp): Parameters<typeof splitPathList>[1] {
    const ini = this.#fileConfig();
    for (const key of ["path_separator", legacyKey]) {
      const separator = key === null ? null : ini.get(this.configIniSection, key);
      if (key === null || separator === null) continue;
      if (key === legacyKey) warn(`The key ${key} is deprecated; use path_separator.`);
      return { separator, separatorKey: key, legacy };
    }
    warn(
      `No path_separator found in configuration; ${name} is split by the old rules. Add path_separator = os.`,
    );
    return { separator: null, separatorKey: "path_separator", legacy };
  }
}

/**
 * The configuration of one migration environment: an ini file, a package.json key, both or neither.
 * Files are read at the first question, so that a configuration can be made before they exist.
 *
 * @example
 * const config = new Config("alembic.ini");
 * config.setMainOptionRaw("sqlalchemy.url", url);
 * await command.upgrade(config, "head");
 */
export interface Config extends PublicMembers<ConfigClass> {}

/** Makes a {@link Config}; called with `new`. */
export const Config: new (file?: string | null, options?: ConfigOptions) => Config = ConfigClass;

function readIni(
  file: string | null,
  mainSection: string,
  defaults: Readonly<Record<string, string>>,
): IniConfig {
  const text = file === null ? null : readIfExists(file);
  const ini = new IniConfig(parseIni(text ?? "", file), defaults, file);
  if (file === null) ini.addSection(mainSection);
  return ini;
}

function readIfExists(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw new CommandError(`The configuration file ${file} cannot be read`, {
      code: "CONFIG",
      hint: "Give the path of a readable ini file with -c.",
      cause: error,
    });
  }
}

function hookOptions(section: Readonly<Record<string, string>>, name: string): Record<string, string> {
  const prefix = `${name}.`;
  const own = Object.entries(section).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]));
}

function missingSection(file: string | null, section: string): CommandError {
  if (file === null) {
    return new CommandError(`There is no section '[${section}]': the configuration has no ini file`, {
      code: "CONFIG",
      hint: "Name an ini file that has the section, or set its options with setSectionOption().",
      details: { file, section },
    });
  }
  return new CommandError(`No config file '${file}' found, or file has no '[${section}]' section`, {
    code: "CONFIG",
    hint: "Run the command where the ini file is, name the file with -c, or create a project with 'alembic init'.",
    details: { file, section },
  });
}
