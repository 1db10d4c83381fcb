import type { Script } from "../script/script.ts";

/** A revision as the commands' `--json` prints it. */
export interface ScriptData {
  readonly revision: string;
  readonly downRevisions: readonly string[];
  readonly dependsOn: readonly string[];
  readonly branchLabels: readonly string[];
  readonly nextRevisions: readonly string[];
  readonly message: string;
  /** Absolute path of the file. */
  readonly path: string;
  readonly isHead: boolean;
  readonly isEffectiveHead: boolean;
  readonly isBase: boolean;
  readonly isBranchPoint: boolean;
  readonly isMergePoint: boolean;
}

/** The data of one revision, for programs. */
export function scriptData(script: Script): ScriptData {
  return {
    revision: script.revision,
    downRevisions: script.downRevisions,
    dependsOn: script.dependsOn,
    branchLabels: script.branchLabels,
    nextRevisions: script.nextRevisions,
    message: script.doc,
    path: script.path,
    isHead: script.isHead,
    isEffectiveHead: script.isEffectiveHead,
    isBase: script.isBase,
    isBranchPoint: script.isBranchPoint,
    isMergePoint: script.isMergePoint,
  };
}
