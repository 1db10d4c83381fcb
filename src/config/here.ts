import nodePath, { type PlatformPath } from "node:path";

/** What `%(here)s` stands for: a file's absolute directory with `/` on every platform, `.` without a file. */
export function directoryOf(file: string | null, path: PlatformPath = nodePath): string {
  return file === null ? "." : path.dirname(path.resolve(file)).split(path.sep).join("/");
}
