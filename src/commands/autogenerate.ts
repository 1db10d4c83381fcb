import type { Config } from "../config/index.ts";
import { CommandError, UnsupportedError } from "../errors/index.ts";
import type { MigrationContext } from "../runtime/index.ts";
import type { ScriptDirectory } from "../script/script-directory.ts";
import { runEnvironment } from "./run-environment.ts";

/**
 * Compares the models with every database that `env.ts` opens. Throws CommandError (code NOT_AT_HEAD) unless the
 * database is at all effective heads, and (code ENV_FILE) when `env.ts` gives no models.
 */
export async function autogenerate(config: Config, directory: ScriptDirectory): Promise<void> {
  await runEnvironment(config, directory, {
    dontMutate: true,
    fn: async (rows, context) => {
      assertAtHeads(directory, rows);
      await assertHasModels(directory, context);
      throw new UnsupportedError("The comparison of models and database is not part of this build", {
        hint: "Write the revision by hand: leave out --autogenerate.",
      });
    },
  });
}

function assertAtHeads(directory: ScriptDirectory, rows: readonly string[]): void {
  const heads = directory.getHeads({ considerDependsOn: true });
  if (heads.length === rows.length && heads.every((head) => rows.includes(head))) return;
  throw new CommandError("Target database is not up to date.", {
    code: "NOT_AT_HEAD",
    hint: "Run 'alembic upgrade heads' first.",
    details: { rows, heads },
  });
}

async function assertHasModels(directory: ScriptDirectory, context: MigrationContext): Promise<void> {
  if ((await context.getTargetMetadata()).length > 0) return;
  throw new CommandError(
    `Can't proceed with --autogenerate option; environment script ${directory.envLocation} does not provide a MetaData object or sequence of objects to the context.`,
    {
      code: "ENV_FILE",
      hint: "Import the models in env.ts and pass them as targetMetadata to context.configure().",
    },
  );
}
