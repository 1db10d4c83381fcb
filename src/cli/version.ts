import { readFileSync } from "node:fs";

/** The version of this package, from the package.json above the running file. */
export function packageVersion(): string {
  for (const up of ["../package.json", "../../package.json"]) {
    const version = readVersion(new URL(up, import.meta.url));
    if (version !== null) return version;
  }
  return "unknown";
}

function readVersion(file: URL): string | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return null;
  }
  // The file is this package's own, whose shape the release checks.
  const manifest = JSON.parse(text) as { readonly name?: string; readonly version?: string };
  return manifest.name === "alembic-ts" ? (manifest.version ?? null) : null;
}
