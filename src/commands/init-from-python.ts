import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { Config, printMessage, warn } from "../config/index.ts";
import { CommandError } from "../errors/index.ts";
import { findScriptTemplate } from "../script/generate/script-template.ts";
import { RevisionMap } from "../script/graph/revision-map.ts";
import { type PythonRevision, readPythonRevision } from "../script/python/read-python-revision.ts";
import { renderStub } from "../script/python/render-stub.ts";
import { reading } from "../util/file-work.ts";
import type { ProjectWriter } from "./project-writer.ts";

/**
 * Reads the revisions of Python environments: of the folder itself, or of its `versions`, and of folders below.
 * Throws CommandError when there are none, or when they do not form a graph.
 */
export function readPythonRevisions(folders: readonly string[]): readonly PythonRevision[] {
  const revisions = folders
    .flatMap((folder) => pythonFiles(versionsOf(folder)))
    .flatMap((path) => {
      const revision = readPythonRevision(
        path,
        reading(path, () => readFileSync(path, "utf8")),
      );
      if (revision === null) warn(`${path} states no revision; it is left out`);
      return revision === null ? [] : [revision];
    });
  if (revisions.length === 0) {
    throw new CommandError(`There are no Python revisions in ${folders.join(", ")}`, {
      hint: "Name the folder that holds env.py, or its 'versions'.",
      details: { folders },
    });
  }
  new RevisionMap(revisions).getHeads();
  return revisions;
}

/** Writes a stub for each revision into the new environment, under the name of the Python file. */
export async function writeStubs(
  project: ProjectWriter,
  directory: string,
  revisions: readonly PythonRevision[],
): Promise<void> {
  const template = findScriptTemplate(directory);
  const taken = new Set<string>();
  for (const revision of revisions) {
    const stem = basename(revision.path, ".py");
    const name = taken.has(stem) ? `${revision.revision}_${stem}` : stem;
    taken.add(name);
    const text = await renderStub(revision, template, project.config);
    await project.write(join(directory, "versions", `${name}.ts`), text);
  }
}

/** Tells what is to be changed in an ini file that still belongs to the Python project. */
export function sayWhereScriptsAre(config: Config, ini: string, location: string, directory: string): void {
  const written = new Config(ini, { packageFile: config.packageFileName });
  const named = written.getAlembicOption("script_location");
  if (named !== null && resolve(named) === directory) return;
  printMessage(config, `Set script_location = ${location} in '${ini}', which names ${named ?? "none"}.`);
}

function versionsOf(folder: string): string {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new CommandError(`There is no folder ${folder}`, {
      hint: "Name the folder that holds env.py, or its 'versions'.",
      details: { folder },
    });
  }
  const versions = join(folder, "versions");
  return existsSync(versions) ? versions : folder;
}

function pythonFiles(folder: string): readonly string[] {
  return reading(folder, () => readdirSync(folder, { recursive: true, encoding: "utf8" }))
    .filter((name) => name.endsWith(".py") && !/(?:^|[\\/])(?:__\w+__|\.#)/.test(name))
    .sort()
    .map((name) => join(folder, name));
}
