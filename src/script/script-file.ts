import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { CommandError, isAlembicError } from "../errors/index.ts";
import type { PublicMembers } from "../util/public-members.ts";
import { placeInFile } from "../util/stack-places.ts";
import { thrownError } from "../util/thrown-error.ts";
import { messageOf, readDocComment } from "./doc-comment.ts";
import type { RevisionData } from "./graph/revision.ts";
import { type RevisionHeader, scanHeader } from "./header-scanner.ts";
import type { ModuleImporter } from "./import-project-module.ts";

class ScriptFileClass implements RevisionData {
  readonly path: string;
  readonly revision: string;
  readonly downRevision: string | readonly string[] | null;
  readonly dependsOn: string | readonly string[] | null;
  readonly branchLabels: string | readonly string[] | null;
  #longDoc: string | null = null;

  constructor(path: string, header: RevisionHeader) {
    this.path = path;
    this.revision = header.revision;
    this.downRevision = header.downRevision;
    this.dependsOn = header.dependsOn;
    this.branchLabels = header.branchLabels;
  }

  /** The whole doc comment, read when it is asked for: few of many files are shown. Throws CommandError. */
  get longDoc(): string {
    this.#longDoc ??= readDocComment(textOf(this.path));
    return this.#longDoc;
  }

  /** The doc comment up to its first blank line. */
  get doc(): string {
    return messageOf(this.longDoc);
  }
}

/** A revision file with its identifiers read. */
export interface ScriptFile extends PublicMembers<ScriptFileClass> {}

/**
 * Reads a revision file: its header is scanned where that is certain, otherwise the file is imported.
 * Throws CommandError (code REVISION_FILE or MODULE_LOAD) naming the file.
 */
export async function readScriptFile(path: string, importModule: ModuleImporter): Promise<ScriptFile> {
  const header = scanHeader(textOf(path)) ?? headerOfModule(path, await imported(path, importModule));
  return new ScriptFileClass(path, header);
}

/** The scanned form of a file, or null when it has to be imported. */
export function scanScriptFile(path: string): ScriptFile | null {
  const header = scanHeader(textOf(path));
  return header === null ? null : new ScriptFileClass(path, header);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw fileError(path, "cannot be read", "Make the file readable, or remove it.", error);
  }
}

/** A call of `op` or `sa` that is refused while the module runs does not tell whose it is. */
async function imported(
  path: string,
  importModule: ModuleImporter,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await importModule(path);
  } catch (error) {
    if (!isAlembicError(error) || error.code === "MODULE_LOAD") throw thrownError(error, path);
    const place = placeInFile(error, path);
    const at = place === null ? "" : `\n  at ${place}`;
    throw fileError(path, `cannot be loaded: ${error.message}${at}`, error.hint, error);
  }
}

function headerOfModule(path: string, module: Readonly<Record<string, unknown>>): RevisionHeader {
  return {
    revision: identifier(path, module.revision),
    downRevision: reference(path, "downRevision", module),
    branchLabels: module.branchLabels === undefined ? null : reference(path, "branchLabels", module),
    dependsOn: module.dependsOn === undefined ? null : reference(path, "dependsOn", module),
  };
}

/** A file without an identifier may be named by it (PARITY P-3.4). */
const identifierInName = /^([a-f0-9]+)\.\w+$/;

function identifier(path: string, value: unknown): string {
  if (typeof value === "string" && value !== "") return value;
  if (value !== undefined) throw fileError(path, `exports revision = ${show(value)}, which is no string`);
  const fromName = identifierInName.exec(basename(path))?.[1];
  if (fromName !== undefined) return fromName;
  throw new CommandError(
    `Could not determine revision id from filename ${basename(path)}. Be sure the 'revision' variable is declared inside the script ${path}`,
    {
      code: "REVISION_FILE",
      hint: `Add 'export const revision = "…";', or move the file out of the folder of revisions.`,
      details: { path },
    },
  );
}

function reference(
  path: string,
  name: string,
  module: Readonly<Record<string, unknown>>,
): string | readonly string[] | null {
  const value = module[name];
  if (!(name in module)) {
    throw fileError(
      path,
      `does not export '${name}'`,
      `Add 'export const ${name} = null;' for a base, or the identifier of the parent.`,
    );
  }
  if (value === null || value === undefined || typeof value === "string") return value ?? null;
  if (Array.isArray(value) && value.every((each) => typeof each === "string")) return value;
  throw fileError(
    path,
    `exports ${name} = ${show(value)}, which is neither a string, a list of strings nor null`,
  );
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? typeof value;
}

function fileError(path: string, problem: string, hint?: string, cause?: unknown): CommandError {
  return new CommandError(`Revision file ${path} ${problem}`, {
    code: "REVISION_FILE",
    hint,
    details: { path },
    cause,
  });
}
