import { CommandError } from "../errors/index.ts";
import type { PublicMembers } from "../util/public-members.ts";
import type { Revision } from "./graph/revision.ts";
import type { ModuleImporter } from "./import-project-module.ts";
import type { ScriptData } from "./script-data.ts";
import type { ScriptFile } from "./script-file.ts";

/** How much {@link Script.cmdFormat} says about a revision. */
export interface CommandFormat {
  /** The long form of several lines. */
  readonly verbose?: boolean | undefined;
  /** Begin with `parent -> `. */
  readonly includeParents?: boolean | undefined;
  readonly includeBranches?: boolean | undefined;
  /** End with the message. */
  readonly includeDoc?: boolean | undefined;
  /** Mark branch points and merge points; on by default. */
  readonly treeIndicators?: boolean | undefined;
  /** Mark as a version row of the database. */
  readonly isCurrent?: boolean | undefined;
}

/** What a migration's `upgrade` and `downgrade` get: the arguments of `runMigrations`. */
export type MigrationFunction = (runArgs: Readonly<Record<string, unknown>>) => unknown;

class ScriptClass implements Revision {
  readonly file: ScriptFile;
  readonly node: Revision;
  readonly #importModule: ModuleImporter;

  constructor(file: ScriptFile, node: Revision, importModule: ModuleImporter) {
    this.file = file;
    this.node = node;
    this.#importModule = importModule;
  }

  get revision(): string {
    return this.node.revision;
  }

  get downRevision(): string | readonly string[] | null {
    return this.node.downRevision;
  }

  get downRevisions(): readonly string[] {
    return this.node.downRevisions;
  }

  get dependsOn(): readonly string[] {
    return this.node.dependsOn;
  }

  get dependencies(): readonly string[] {
    return this.node.dependencies;
  }

  get branchLabels(): readonly string[] {
    return this.node.branchLabels;
  }

  get declaredBranchLabels(): readonly string[] {
    return this.node.declaredBranchLabels;
  }

  get nextRevisions(): readonly string[] {
    return this.node.nextRevisions;
  }

  get isHead(): boolean {
    return this.node.isHead;
  }

  get isEffectiveHead(): boolean {
    return this.node.isEffectiveHead;
  }

  get isBase(): boolean {
    return this.node.isBase;
  }

  get isBranchPoint(): boolean {
    return this.node.isBranchPoint;
  }

  get isMergePoint(): boolean {
    return this.node.isMergePoint;
  }

  /** Absolute path of the file. */
  get path(): string {
    return this.file.path;
  }

  /** The message: the doc comment up to its first blank line. */
  get doc(): string {
    return this.node.doc;
  }

  /** The whole doc comment. */
  get longDoc(): string {
    return this.file.longDoc;
  }

  /** The long form, as `show` prints it (PARITY P-1.89). */
  get logEntry(): string {
    return longForm(this, false);
  }

  /** One line, or with `verbose` the long form (PARITY P-1.83 to P-1.91). */
  cmdFormat(format: CommandFormat = {}): string {
    return format.verbose === true ? longForm(this, format.isCurrent === true) : shortForm(this, format);
  }

  /** The data of the revision; without it JSON would follow the graph in circles. */
  toJSON(): ScriptData {
    return {
      revision: this.revision,
      downRevisions: this.downRevisions,
      dependsOn: this.dependsOn,
      branchLabels: this.branchLabels,
      nextRevisions: this.nextRevisions,
      message: this.doc,
      path: this.path,
      isHead: this.isHead,
      isEffectiveHead: this.isEffectiveHead,
      isBase: this.isBase,
      isBranchPoint: this.isBranchPoint,
      isMergePoint: this.isMergePoint,
    };
  }

  /** Executes the file. Throws CommandError (code MODULE_LOAD) when that fails. */
  load(): Promise<Readonly<Record<string, unknown>>> {
    return this.#importModule(this.path);
  }

  /** Executes the file and gives the function of a direction. Throws CommandError (code REVISION_FILE) without one. */
  async migrationFunction(direction: "upgrade" | "downgrade"): Promise<MigrationFunction> {
    const migrate = (await this.#importModule(this.path, direction))[direction];
    if (typeof migrate === "function") return (runArgs) => migrate(runArgs);
    throw new CommandError(`Revision file ${this.path} does not export a function '${direction}'`, {
      code: "REVISION_FILE",
      hint: `Add 'export async function ${direction}(): Promise<void> {}' with the operations of revision ${this.revision}.`,
      details: { path: this.path, revision: this.revision },
    });
  }
}

/** A revision file in its place in the graph. */
export interface Script extends PublicMembers<ScriptClass> {}

/** Made by a `ScriptDirectory`. */
export const Script: new (file: ScriptFile, node: Revision, importModule: ModuleImporter) => Script =
  ScriptClass;

function shortForm(script: Revision, format: CommandFormat): string {
  const {
    includeParents = false,
    includeBranches = false,
    includeDoc = false,
    treeIndicators = true,
  } = format;
  return [
    includeParents ? `${parents(script)}${inBrackets(script.dependsOn)} -> ` : "",
    script.revision,
    includeBranches ? inBrackets(script.branchLabels) : "",
    headIndicator(script),
    format.isCurrent === true ? " (current)" : "",
    treeIndicators && script.isBranchPoint ? " (branchpoint)" : "",
    treeIndicators && script.isMergePoint ? " (mergepoint)" : "",
    includeDoc ? `, ${script.doc}` : "",
  ].join("");
}

function headIndicator(script: Revision): string {
  if (script.isEffectiveHead) return " (head)";
  return script.isHead ? " (effective head)" : "";
}

function longForm(script: Script, isCurrent: boolean): string {
  const marks = [
    script.isHead ? " (head)" : "",
    script.isBranchPoint ? " (branchpoint)" : "",
    script.isMergePoint ? " (mergepoint)" : "",
    isCurrent ? " (current)" : "",
  ];
  const lines = [
    `Rev: ${script.revision}${marks.join("")}`,
    `${script.isMergePoint ? "Merges" : "Parent"}: ${parents(script)}`,
    ...(script.dependsOn.length > 0 ? [`Also depends on: ${script.dependsOn.join(", ")}`] : []),
    ...(script.isBranchPoint ? [`Branches into: ${script.nextRevisions.join(", ")}`] : []),
    ...(script.branchLabels.length > 0 ? [`Branch names: ${script.branchLabels.join(", ")}`] : []),
    `Path: ${script.path}`,
    "",
    ...(script.longDoc === "" ? [""] : script.longDoc.split("\n").map((line) => `    ${line}`)),
  ];
  return `${lines.join("\n")}\n`;
}

function parents(script: Revision): string {
  return script.downRevisions.length === 0 ? "<base>" : script.downRevisions.join(", ");
}

function inBrackets(names: readonly string[]): string {
  return names.length === 0 ? "" : ` (${names.join(", ")})`;
}
