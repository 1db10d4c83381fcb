import type { Config } from "../config/index.ts";
import type { Script } from "../script/script.ts";
import { ScriptDirectory } from "../script/script-directory.ts";
import type { JsonOption } from "./command-options.ts";
import { printJson } from "./print-json.ts";

/** How `branches` shows the branch points. */
export interface BranchesOptions extends JsonOption {
  readonly verbose?: boolean | undefined;
}

/** Prints and answers the revisions that have several children, newest first. */
export async function branches(config: Config, options: BranchesOptions = {}): Promise<readonly Script[]> {
  const directory = await ScriptDirectory.fromConfig(config);
  const branchPoints = [...directory.walkRevisions()].filter((script) => script.isBranchPoint);
  if (options.json === true) {
    printJson(config, branchPoints);
    return branchPoints;
  }
  for (const script of branchPoints) {
    const children = directory.getRevisions(script.nextRevisions);
    config.printStdout(formatBranchPoint(script, children, options.verbose === true));
  }
  return branchPoints;
}

function formatBranchPoint(script: Script, children: readonly Script[], verbose: boolean): string {
  const indent = " ".repeat(script.revision.length);
  const lines = children.map(
    (child) => `${indent} -> ${child.cmdFormat({ includeBranches: true, includeDoc: verbose })}`,
  );
  return `${script.cmdFormat({ verbose, includeBranches: true })}\n${lines.join("\n")}\n`;
}
