import nodePath, { type PlatformPath } from "node:path";

/**
 * The environment's folder as the ini names it: below `%(here)s`, or absolute as it was given; a drive of its own has no
 * way from the ini to it.
 */
export function scriptLocation(
  directory: string,
  iniDirectory: string,
  path: PlatformPath = nodePath,
): string {
  const way = path.isAbsolute(directory) ? directory : path.relative(iniDirectory, path.resolve(directory));
  const text = way.split(path.sep).join("/").replaceAll("%", "%%");
  return path.isAbsolute(way) ? text : `%(here)s/${text}`;
}
