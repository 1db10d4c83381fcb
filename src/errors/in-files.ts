/** The files of revisions, behind a message about them; nothing for revisions in memory. */
export function inFiles(files: readonly string[]): string {
  return files.length === 0 ? "" : `: ${files.join(", ")}`;
}
