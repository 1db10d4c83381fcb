import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { type Config, warn } from "../config/index.ts";
import { CommandError } from "../errors/index.ts";

/** Where the revision files are and how new ones are made. Paths are absolute. */
export interface ScriptSettings {
  /** The folder of `env.ts` and `script.ts.eta`. */
  readonly directory: string;
  /** The folders of revision files. */
  readonly versionLocations: readonly string[];
  readonly recursiveVersionLocations: boolean;
  readonly fileTemplate: string;
  /** Greatest length of the message in a file name, in characters. */
  readonly truncateSlugLength: number;
  /** IANA name; null for local time. */
  readonly timezone: string | null;
  /** The folder of the configuration file. */
  readonly projectDirectory: string;
  /** Folders that bare imports are tried in first. */
  readonly prependPaths: readonly string[];
}

const defaultFileTemplate = "%(rev)s_%(slug)s";
const defaultSlugLength = 40;

/** Reads the settings of the script directory (PARITY §2.2). Throws CommandError (code CONFIG). */
export function readScriptSettings(config: Config): ScriptSettings {
  const projectDirectory = resolve(config.here);
  const directory = scriptLocation(config, projectDirectory);
  checkSourceless(config);
  checkEncoding(config);
  const locations = config.getVersionLocationsList()?.map((path) => resolvePath(path, projectDirectory));
  return {
    directory,
    versionLocations: locations ?? [join(directory, "versions")],
    recursiveVersionLocations: config.getAlembicBooleanOption("recursive_version_locations"),
    fileTemplate: config.getAlembicOption("file_template") ?? defaultFileTemplate,
    truncateSlugLength: slugLength(config.getAlembicOption("truncate_slug_length")),
    timezone: config.getAlembicOption("timezone") || null,
    projectDirectory,
    prependPaths: (config.getPrependSysPathsList() ?? []).map((path) => resolve(path)),
  };
}

/** JavaScript is a language of revisions, not only what TypeScript is compiled to: the original's switch cannot be off. */
function checkSourceless(config: Config): void {
  if (config.getAlembicBooleanOption("sourceless", true)) return;
  warn(
    "sourceless = false has no effect: .js revisions are read too, unless their .ts source lies beside them.",
  );
}

/** How Python spells UTF-8, in small letters and without what joins the words. */
const utf8Names: ReadonlySet<string> = new Set(["utf8", "u8", "utf", "cp65001"]);

/** Sources of JavaScript and TypeScript are UTF-8: in another encoding they would not be read as what was written. */
function checkEncoding(config: Config): void {
  const name = config.getAlembicOption("output_encoding") ?? "utf-8";
  if (utf8Names.has(name.trim().toLowerCase().replaceAll(/[-_ ]/g, ""))) return;
  throw new CommandError(`output_encoding '${name}' is not UTF-8, in which revision files are read`, {
    code: "CONFIG",
    hint: "Set output_encoding to utf-8, or remove it.",
    details: { name },
  });
}

function scriptLocation(config: Config, projectDirectory: string): string {
  const location = config.getAlembicOption("script_location");
  if (location === null || location === "") {
    const source = config.configFileName ?? config.packageFileName;
    throw new CommandError(`No 'script_location' key found in configuration.${missingSource(config)}`, {
      code: "CONFIG",
      hint:
        source === null
          ? "Set script_location, or give a configuration file with -c."
          : `Set script_location in section [${config.configIniSection}] of ${source}, give another file with -c, or create a project with 'alembic init alembic'.`,
      details: { file: source, section: config.configIniSection },
    });
  }
  const directory = resolvePath(location, projectDirectory);
  if (existsSync(directory)) return directory;
  throw new CommandError(
    `Path doesn't exist: ${directory}.  Please use the 'init' command to create a new scripts folder.`,
    {
      code: "CONFIG",
      hint: `Type 'alembic init ${location}', or correct script_location.`,
      details: { path: directory },
    },
  );
}

/** Says which file or section is not there; nothing when only the key is missing. */
function missingSource(config: Config): string {
  const { configFileName: file, configIniSection: section } = config;
  if (file === null) return "";
  if (!existsSync(file)) return ` There is no file ${resolve(file)}.`;
  return config.getRawSection(section) === null ? ` ${resolve(file)} has no section [${section}].` : "";
}

/** A path, or `package:folder` inside an installed npm package. */
function resolvePath(location: string, projectDirectory: string): string {
  const colon = location.indexOf(":");
  if (isAbsolute(location) || colon === -1) return resolve(location);
  const manifest = findManifest(location.slice(0, colon), projectDirectory);
  return manifest === null ? resolve(location) : join(dirname(manifest), location.slice(colon + 1));
}

function findManifest(packageName: string, projectDirectory: string): string | null {
  const paths = createRequire(join(projectDirectory, "package.json")).resolve.paths(packageName) ?? [];
  const manifests = paths.map((path) => join(path, packageName, "package.json"));
  return manifests.find((path) => existsSync(path)) ?? null;
}

function slugLength(text: string | null): number {
  const length = Number(text ?? 0);
  if (Number.isInteger(length) && length >= 0) return length === 0 ? defaultSlugLength : length;
  throw new CommandError(
    `truncate_slug_length has the value '${text}', which is not a number of characters`,
    {
      code: "CONFIG",
      hint: "Set truncate_slug_length to a whole number such as 40.",
    },
  );
}
