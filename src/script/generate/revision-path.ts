import { basename, dirname, join } from "node:path";
import { CommandError } from "../../errors/index.ts";
import { isScriptName } from "../find-script-files.ts";
import type { ScriptSettings } from "../script-settings.ts";
import type { CreationDate } from "./creation-date.ts";
import { fillFileTemplate } from "./file-template.ts";
import { slugOf } from "./slug.ts";
import { isInside } from "./version-path.ts";

export interface NewRevisionFile {
  readonly location: string;
  readonly revision: string;
  readonly message: string;
  readonly created: CreationDate;
  /** With its dot. */
  readonly extension: string;
}

/**
 * Where a new revision goes: the location, and the name that `file_template` gives (PARITY P-2.9).
 * Throws CommandError (code CONFIG) when nothing would read the file there.
 */
export function revisionPath(settings: ScriptSettings, file: NewRevisionFile): string {
  const { year, month, day, hour, minute, second, epoch } = file.created;
  const name = fillFileTemplate(settings.fileTemplate, {
    rev: file.revision,
    slug: slugOf(file.message, settings.truncateSlugLength),
    epoch,
    year,
    month,
    day,
    hour,
    minute,
    second,
  });
  const path = join(file.location, `${name}${file.extension}`);
  assertIsRead(path, file.location, settings);
  return path;
}

function assertIsRead(path: string, location: string, settings: ScriptSettings): void {
  const { fileTemplate, versionLocations, recursiveVersionLocations } = settings;
  const refuse = (problem: string, hint: string): CommandError =>
    new CommandError(`file_template '${fileTemplate}' makes ${path}, ${problem}`, {
      code: "CONFIG",
      hint,
      details: { template: fileTemplate, path },
    });
  if (!isScriptName(basename(path)))
    throw refuse("which is no name of a revision file", "Use a name such as %%(rev)s_%%(slug)s.");
  if (versionLocations.includes(dirname(path))) return;
  if (!isInside(path, location))
    throw refuse(`which is outside of ${location}`, "Leave out '..': --version-path chooses the folder.");
  if (!recursiveVersionLocations)
    throw refuse("in a folder that is not read", "Set recursive_version_locations = true.");
}
