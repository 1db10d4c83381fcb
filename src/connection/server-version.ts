/**
 * The first dotted number of a server's version text, as three numbers (missing ones 0). The `5.5.5-` that MariaDB puts
 * in front of its version for old replication clients is not part of it.
 */
export function parseServerVersion(text: string): readonly [number, number, number] {
  const [, major, minor, patch] =
    /(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(text.replace(/^5\.5\.5-(?=\d)/, "")) ?? [];
  return [Number(major ?? 0), Number(minor ?? 0), Number(patch ?? 0)];
}
