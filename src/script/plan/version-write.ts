/** One change of the version table. Of several in a step, deletes and inserts come before the update. */
export type VersionWrite =
  | { readonly kind: "insert"; readonly revision: string }
  | { readonly kind: "delete"; readonly revision: string }
  | { readonly kind: "update"; readonly from: string; readonly to: string };

/** The line that is logged for the writes of one step, at DEBUG (PARITY P-1.34). */
export function describeWrites(writes: readonly VersionWrite[]): string {
  const inserts = writes.filter((write) => write.kind === "insert").map((write) => write.revision);
  const deletes = writes.filter((write) => write.kind === "delete").map((write) => write.revision);
  const update = writes.find((write) => write.kind === "update");
  if (update === undefined) {
    return inserts.length > 0
      ? `new branch insert ${inserts.join(", ")}`
      : `branch delete ${deletes.join(", ")}`;
  }
  const text = `update ${update.from} to ${update.to}`;
  if (deletes.length > 0) return `merge, delete [${deletes.join(", ")}], ${text}`;
  return inserts.length > 0 ? `unmerge, insert [${inserts.join(", ")}], ${text}` : text;
}

/** Characters that the column of the version table holds where this package or the original made it. */
export const versionNumLength = 32;
