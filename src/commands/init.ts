import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { type Config, printMessage } from "../config/index.ts";
import { CommandError } from "../errors/index.ts";
import { reading } from "../util/file-work.ts";
import { own } from "../util/own.ts";
import { readPythonRevisions, sayWhereScriptsAre, writeStubs } from "./init-from-python.ts";
import { addPackageSettings, assertManifest } from "./init-package.ts";
import { needsModuleMarker } from "./module-marker.ts";
import { ProjectWriter } from "./project-writer.ts";
import { scriptLocation } from "./script-location.ts";

/** What a new project is made of. */
export interface InitOptions {
  /** Name of a project template; `generic` by default. */
  readonly template?: string | undefined;
  /** Accepted for the sake of scripts that give it: a TypeScript folder needs no marker file. */
  readonly package?: boolean | undefined;
  /** Folders of Python environments whose revisions are taken over as stubs with the same identifiers. */
  readonly fromPython?: readonly string[] | undefined;
}

/** What {@link init} made. */
export interface InitResult {
  readonly directory: string;
  /** Absolute paths of the files written, in the order of writing. */
  readonly files: readonly string[];
}

/**
 * Creates a migration environment in a new or empty directory, and the ini file unless it exists.
 * Throws CommandError (code COMMAND, TEMPLATE) before anything is written.
 */
export async function init(
  config: Config,
  directory: string,
  options: InitOptions = {},
): Promise<InitResult> {
  const template = join(config.getTemplateDirectory(), options.template ?? "generic");
  assertEmpty(directory);
  assertTemplate(template);
  const manifest = config.packageFileName ?? "package.json";
  if (existsSync(join(template, "package.json"))) assertManifest(manifest);
  const { fromPython = [] } = options;
  const revisions = fromPython.length === 0 ? [] : readPythonRevisions(fromPython);
  const ini = resolve(config.configFileName ?? "alembic.ini");
  const location = scriptLocation(directory, dirname(ini));
  const project = new ProjectWriter(config, resolve(directory), location);
  await project.createDirectories();
  for (const name of readdirSync(template).sort()) {
    const source = join(template, name);
    if (name === "alembic.ini") await project.renderIni(source, ini);
    else if (name === "package.json") await addPackageSettings(project, source, manifest);
    else if (statSync(source).isFile()) await project.copy(source, name);
  }
  if (needsModuleMarker(resolve(directory))) {
    await project.write(join(resolve(directory), "package.json"), moduleMarker);
  }
  await writeStubs(project, resolve(directory), revisions);
  sayWhatIsNext(config, template, ini);
  if (revisions.length > 0) sayWhereScriptsAre(config, ini, location, resolve(directory));
  return { directory: resolve(directory), files: project.files };
}

/** Makes editors and the compiler see the folder as what the loader takes it for, ES modules. */
const moduleMarker = '{ "private": true, "type": "module" }\n';

function assertEmpty(directory: string): void {
  if (directory === "") {
    throw new CommandError("The directory of the new environment has no name", {
      hint: "Name a new or an empty directory, as in 'alembic init alembic'. Is a variable of the shell not set?",
      details: { directory },
    });
  }
  if (!existsSync(directory)) return;
  if (!statSync(directory).isDirectory()) {
    throw new CommandError(`${directory} exists and is not a directory`, { details: { directory } });
  }
  if (reading(directory, () => readdirSync(directory)).length > 0) {
    throw new CommandError(`Directory ${directory} already exists and is not empty`, {
      hint: "Name a new or an empty directory.",
      details: { directory },
    });
  }
}

/** What does the work of the original's templates that are not here. */
const counterparts: Readonly<Record<string, string>> = {
  async: "generic",
  pyproject: "package",
  pyproject_async: "package",
};

function assertTemplate(path: string): void {
  if (existsSync(join(path, "README"))) return;
  const name = basename(path);
  const counterpart = own(counterparts, name);
  throw new CommandError(`No such template ${path}`, {
    code: "TEMPLATE",
    hint:
      counterpart === undefined
        ? "See 'alembic list_templates' for the names."
        : `Its counterpart here is '--template ${counterpart}'; 'alembic list_templates' says what the names mean.`,
    details: { path },
  });
}

function sayWhatIsNext(config: Config, template: string, ini: string): void {
  const packageFile = existsSync(join(template, "package.json"))
    ? resolve(config.packageFileName ?? "package.json")
    : null;
  const settings =
    packageFile === null
      ? `configuration/connection/logging settings in '${ini}'`
      : `configuration settings in '${packageFile}' and configuration/connection/logging settings in '${ini}'`;
  printMessage(config, `Please edit ${settings} before proceeding.`);
}
