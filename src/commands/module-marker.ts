import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Whether a directory needs a package.json of its own to be seen as ES modules: true unless the nearest package.json
 * above says `"type": "module"`.
 */
export function needsModuleMarker(directory: string): boolean {
  for (let at = directory; ; at = dirname(at)) {
    const file = join(at, "package.json");
    if (existsSync(file)) return !declaresModules(file);
    if (at === dirname(at)) return true;
  }
}

function declaresModules(file: string): boolean {
  try {
    // Node itself reads only this key, and takes a file that it cannot read as one without it.
    return (JSON.parse(readFileSync(file, "utf8")) as { readonly type?: unknown } | null)?.type === "module";
  } catch {
    return false;
  }
}
