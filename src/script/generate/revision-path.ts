import { join } from "node:path";
import type { ScriptSettings } from "../script-settings.ts";
import type { CreationDate } from "./creation-date.ts";
import { fillFileTemplate } from "./file-template.ts";
import { slugOf } from "./slug.ts";

export interface NewRevisionFile {
  readonly location: string;
  readonly revision: string;
  readonly message: string;
  readonly created: CreationDate;
  /** With its dot. */
  readonly extension: string;
}

/** Where a new revision goes: the location, and the name that `file_template` gives (PARITY P-2.9). */
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
  return join(file.location, `${name}${file.extension}`);
}
