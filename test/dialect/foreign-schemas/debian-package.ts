import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** Kept between runs, so that each package is fetched once. */
const cache = join(tmpdir(), "alembic-ts-foreign-schemas");

/** A package's files, or why they could not be had. */
export type Fetched = { readonly folder: string } | { readonly missing: string };

/** Downloads a Debian package, unless that was done before, and unpacks it without installing anything. */
export function fetchDebianPackage(name: string): Fetched {
  const folder = join(cache, name);
  if (existsSync(folder)) return { folder };
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, ".fetch-"));
  try {
    const download = spawnSync("apt-get", ["download", name], { cwd: work, encoding: "utf8" });
    const file = readdirSync(work).find((each) => each.endsWith(".deb"));
    if (file === undefined)
      return { missing: `package ${name} could not be downloaded: ${reason(download)}` };
    const unpacked = join(work, "files");
    const unpack = spawnSync("dpkg", ["-x", join(work, file), unpacked], { encoding: "utf8" });
    if (unpack.status !== 0) return { missing: `package ${name} could not be unpacked: ${reason(unpack)}` };
    renameSync(unpacked, folder);
    return { folder };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function reason({ error, stderr }: ReturnType<typeof spawnSync>): string {
  return (
    error?.message ??
    String(stderr ?? "")
      .trim()
      .split("\n")
      .at(-1) ??
    ""
  );
}

/** The text of a file of a package; `.gz` files are unpacked. */
export function readPackageFile(folder: string, file: string): string {
  const bytes = readFileSync(join(folder, file));
  return (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}
