import { existsSync, realpathSync } from "node:fs";

const realPaths = new Map<string, string>();

/**
 * The path that links lead to, as Node names modules; the path itself where there is nothing. Asked for with each
 * operation, so the answer is kept; a folder that is not there yet may be there the next time.
 */
export function realPath(path: string): string {
  const known = realPaths.get(path);
  if (known !== undefined) return known;
  if (!existsSync(path)) return path;
  const real = realpathSync(path);
  realPaths.set(path, real);
  return real;
}
