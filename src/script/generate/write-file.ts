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
  const temporaryPath = temporaryBeside(path);
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

/** The prefix keeps it out of the version folder's files, the unchanged extension lets it be imported. */
function temporaryBeside(path: string): string {
  return join(dirname(path), `.#${process.pid}-${basename(path)}`);
}

/** A file with the text that it has and the one that it gets. */
export interface Replacement {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Gives files other texts, all of them or none. All texts are written under names that nothing reads before the first
 * file is replaced, in which readers find the old text or the new one; when anything fails, the old texts are back.
 */
export async function replaceFiles(
  files: readonly Replacement[],
  around: (path: string, replace: () => void) => Promise<void>,
): Promise<void> {
  const replaced: Replacement[] = [];
  try {
    for (const { path, after } of files) writing(path, () => writeFileSync(temporaryBeside(path), after));
    for (const file of files) {
      const { path } = file;
      await around(path, () => writing(path, () => renameSync(temporaryBeside(path), path)));
      replaced.push(file);
    }
  } catch (error) {
    for (const { path, before } of replaced) writeFileSync(path, before);
    throw error;
  } finally {
    for (const { path } of files) rmSync(temporaryBeside(path), { force: true });
  }
}

function alreadyThere(path: string): CommandError {
  return new CommandError(`File ${path} already exists`, {
    code: "REVISION_FILE",
    hint: "Use another message or revision id, or put %%(rev)s into file_template.",
    details: { path },
  });
}
