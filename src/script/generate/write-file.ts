import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { CommandError } from "../../errors/index.ts";
import { writing } from "../../util/file-work.ts";

/**
 * Writes a new file as a whole or not at all: under a name that nothing reads, checked there, then renamed. Folders are made
 * as needed; when anything fails, they and the file are gone again.
 */
export async function writeNewFile(
  path: string,
  text: string,
  check: (temporaryPath: string) => void | Promise<void>,
): Promise<void> {
  if (existsSync(path)) throw alreadyThere(path);
  const madeDirectory = writing(path, () => mkdirSync(dirname(path), { recursive: true }));
  // The prefix keeps it out of the version folder's files, the unchanged extension lets it be imported.
  const temporaryPath = join(dirname(path), `.#${process.pid}-${basename(path)}`);
  try {
    writing(path, () => writeFileSync(temporaryPath, text));
    await check(temporaryPath);
    writing(path, () => renameSync(temporaryPath, path));
  } catch (error) {
    rmSync(temporaryPath, { force: true });
    if (madeDirectory !== undefined) rmSync(madeDirectory, { recursive: true, force: true });
    throw error;
  }
}

function alreadyThere(path: string): CommandError {
  return new CommandError(`File ${path} already exists`, {
    code: "REVISION_FILE",
    hint: "Use another message or revision id, or put %%(rev)s into file_template.",
    details: { path },
  });
}
