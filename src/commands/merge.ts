import { randomUUID } from "node:crypto";
import type { Config } from "../config/index.ts";
import { type Script, ScriptDirectory } from "../script/index.ts";
import { runEnvironment } from "./run-environment.ts";

export interface MergeOptions {
  readonly message?: string | null | undefined;
  readonly branchLabel?: string | readonly string[] | null | undefined;
  readonly revId?: string | null | undefined;
  /** Allow revisions that are not heads. */
  readonly splice?: boolean | undefined;
}

/**
 * Creates a revision that joins several heads.
 *
 * @example
 * await merge(config, "heads", { message: "join the branches" });
 */
export async function merge(
  config: Config,
  revisions: string | readonly string[],
  options: MergeOptions = {},
): Promise<Script> {
  const directory = await ScriptDirectory.fromConfig(config);
  if (config.getAlembicBooleanOption("revision_environment")) {
    await runEnvironment(config, directory, { fn: () => [] });
  }
  return directory.generateRevision(options.revId ?? randomRevisionId(), options.message ?? null, {
    head: revisions,
    branchLabels: options.branchLabel ?? null,
    splice: options.splice ?? false,
  });
}

/** Twelve random hex digits. */
export function randomRevisionId(): string {
  return randomUUID().slice(-12);
}
