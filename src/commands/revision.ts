import type { Config } from "../config/index.ts";
import { CommandError } from "../errors/index.ts";
import type { Script } from "../script/script.ts";
import { ScriptDirectory } from "../script/script-directory.ts";
import { autogenerate } from "./autogenerate.ts";
import { environmentTemplateArgs } from "./environment-template-args.ts";

export interface RevisionOptions {
  readonly message?: string | null | undefined;
  /** Write the operations that turn the database into what the models say. */
  readonly autogenerate?: boolean | undefined;
  /** Run `env.ts` in offline mode; only with `revision_environment`. */
  readonly sql?: boolean | undefined;
  /** Parent of the new revision; the single head by default. */
  readonly head?: string | readonly string[] | null | undefined;
  /** Allow a parent that is not a head. */
  readonly splice?: boolean | undefined;
  readonly branchLabel?: string | readonly string[] | null | undefined;
  /** One of the version locations. */
  readonly versionPath?: string | null | undefined;
  /** Identifier; random by default. */
  readonly revId?: string | null | undefined;
  readonly dependsOn?: string | readonly string[] | null | undefined;
}

/**
 * Writes a new revision file and answers it.
 *
 * @example
 * await revision(config, { message: "create account table" });
 */
export async function revision(config: Config, options: RevisionOptions = {}): Promise<Script> {
  assertSqlMakesSense(config, options);
  const directory = await ScriptDirectory.fromConfig(config);
  if (options.autogenerate === true) await autogenerate(config, directory);
  return directory.generateRevision({
    revId: options.revId,
    message: options.message,
    head: options.head ?? "head",
    splice: options.splice,
    branchLabels: options.branchLabel,
    versionPath: options.versionPath,
    dependsOn: options.dependsOn,
    templateArgs: await environmentTemplateArgs(config, directory, options.sql),
  });
}

function assertSqlMakesSense(config: Config, { sql, autogenerate }: RevisionOptions): void {
  if (sql !== true) return;
  if (autogenerate === true) {
    throw new CommandError("Using --sql with --autogenerate does not make any sense", {
      hint: "Leave out --sql: the comparison needs the database.",
    });
  }
  if (!config.getAlembicBooleanOption("revision_environment")) {
    throw new CommandError(
      "Using --sql with the revision command when revision_environment is not configured does not make any sense",
      { hint: "Leave out --sql, or set revision_environment = true." },
    );
  }
}
