import type { Config } from "../config/index.ts";
import type { Script } from "../script/script.ts";
import { ScriptDirectory } from "../script/script-directory.ts";
import type { JsonOption } from "./command-options.ts";
import { environmentTemplateArgs } from "./environment-template-args.ts";
import { printJson } from "./print-json.ts";

/** The header of the revision that joins others. */
export interface MergeOptions extends JsonOption {
  readonly message?: string | null | undefined;
  readonly branchLabel?: string | readonly string[] | null | undefined;
  readonly revId?: string | null | undefined;
  /** Allow revisions that are not heads. */
  readonly splice?: boolean | undefined;
}

/** Stands in for imports, which linters and strict type checks would find unused. */
const noImports = '// A merge has nothing to do by itself; should it, import { op, sa } from "alembic-ts".';

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
  const script = await directory.generateRevision({
    revId: options.revId,
    message: options.message,
    head: revisions,
    branchLabels: options.branchLabel,
    splice: options.splice,
    templateArgs: { imports: noImports, ...(await environmentTemplateArgs(config, directory)) },
    quiet: options.json,
  });
  if (options.json === true) printJson(config, [script]);
  return script;
}
