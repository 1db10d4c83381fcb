import { readFileSync } from "node:fs";
import { type Config, withStatus } from "../config/index.ts";
import { CommandError } from "../errors/index.ts";
import { type Replacement, replaceFiles } from "../script/generate/write-file.ts";
import { ancestors } from "../script/graph/lineage.ts";
import { resolveRows } from "../script/plan/current-rows.ts";
import { type ParentChange, planRebase, type RebasePlan } from "../script/plan/plan-rebase.ts";
import { withDownRevision } from "../script/rewrite-header.ts";
import type { Script } from "../script/script.ts";
import { ScriptDirectory } from "../script/script-directory.ts";
import { reading } from "../util/file-work.ts";
import { runEnvironment } from "./run-environment.ts";

/** Where `rebase` puts the revisions. */
export interface RebaseOptions {
  /** The head of the branch to move; by default the only other one. */
  readonly head?: string | null | undefined;
}

/**
 * Puts a branch of unapplied revisions on top of another head, by rewriting their headers, so that no merge is needed.
 * Answers what changed. Throws CommandError, before anything is written, when a database that `env.ts` opens has one
 * of them applied, or a header is not written as literals.
 *
 * @example
 * await rebase(config, "ae1027a6acf");
 */
export async function rebase(
  config: Config,
  revision: string,
  options: RebaseOptions = {},
): Promise<readonly ParentChange[]> {
  const directory = await ScriptDirectory.fromConfig(config);
  const plan = planRebase(directory.revisionMap, revision, options.head);
  await refuseApplied(config, directory, plan);
  const rewritten = plan.changes.flatMap(({ revision: moved, to }) =>
    directory.getRevisions(moved).map((script) => rewrite(script, to)),
  );
  await replaceFiles(rewritten, (path, replace) => withStatus(config, `Rewriting ${path}`, replace));
  return plan.changes;
}

async function refuseApplied(config: Config, directory: ScriptDirectory, plan: RebasePlan): Promise<void> {
  await runEnvironment(config, directory, {
    dontMutate: true,
    fn: (rows, context) => {
      const { graph } = directory.revisionMap;
      const applied = ancestors(resolveRows(graph, rows), { dependencies: true });
      const names = new Set([...applied].map((node) => node.revision));
      const blocking = plan.moved.filter((each) => names.has(each));
      if (blocking.length > 0)
        throw appliedAlready(blocking, context.connection?.label ?? context.dialect.name);
      return [];
    },
  });
}

function appliedAlready(revisions: readonly string[], database: string): CommandError {
  const [first = ""] = revisions;
  const names = revisions.join(", ");
  return new CommandError(
    `${revisions.length === 1 ? `Revision ${names} is` : `Revisions ${names} are`} applied to ${database} and cannot be put elsewhere`,
    {
      hint: `Downgrade below ${first} first, or join the branches instead: alembic merge heads.`,
      details: { revisions, database },
    },
  );
}

function rewrite({ path }: Script, to: ParentChange["to"]): Replacement {
  const before = reading(path, () => readFileSync(path, "utf8"));
  const after = withDownRevision(before, to);
  if (after !== null) return { path, before, after };
  throw new CommandError(
    `The header of ${path} is not written as plain literals, so it cannot be rewritten`,
    {
      code: "REVISION_FILE",
      hint: `Set downRevision to ${JSON.stringify(to)} in it by hand.`,
      details: { path },
    },
  );
}
