/** A revision as data: in JSON, and as the commands' `--json` prints it. */
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
