import { dirname, relative, resolve } from "node:path";
import { CommandError } from "../../errors/index.ts";
import type { Revision } from "../graph/revision.ts";
import type { GenerationContext } from "./generate-revision.ts";

/** The version location of a new file: the one asked for, the only one, or that of its parent (PARITY P-1.57). */
export function chooseVersionPath(
  { settings, files }: Pick<GenerationContext, "settings" | "files">,
  wanted: string | null,
  heads: readonly Revision[],
): string {
  const { versionLocations } = settings;
  if (wanted !== null) return knownLocation(versionLocations, wanted);
  const [only, ...others] = versionLocations;
  if (only !== undefined && others.length === 0) return only;
  const parent = files.find((file) => file.revision === heads[0]?.revision);
  const location = versionLocations.find((each) => parent !== undefined && isInside(parent.path, each));
  if (location !== undefined) return location;
  throw new CommandError("Multiple version locations present, please specify --version-path", {
    hint: `Give --version-path with one of ${versionLocations.join(", ")}.`,
    details: { versionLocations },
  });
}

function knownLocation(versionLocations: readonly string[], wanted: string): string {
  const found = versionLocations.find((location) => location === resolve(wanted));
  if (found !== undefined) return found;
  throw new CommandError(`Path ${wanted} is not represented in current version locations`, {
    hint: `Use one of ${versionLocations.join(", ")}, or add the path to version_locations.`,
    details: { path: wanted, versionLocations },
  });
}

/** Whether a file is in a folder, or below it. */
export function isInside(path: string, location: string): boolean {
  const way = relative(location, dirname(path));
  return way === "" || !(way.startsWith("..") || resolve(way) === way);
}
