import { dirname, resolve, sep } from "node:path";

/** What `%(here)s` stands for: a file's absolute directory with `/` on every platform, `.` without a file. */
export function directoryOf(file: string | null): string {
  return file === null ? "." : dirname(resolve(file)).split(sep).join("/");
}
