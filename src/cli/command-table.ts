import { shells } from "./arguments.ts";
import type { CommandDefinition } from "./command-definition.ts";
import { databaseCommands } from "./database-commands.ts";
import { fileCommands } from "./file-commands.ts";
import { historyCommands } from "./history-commands.ts";

const completion: CommandDefinition = {
  name: "completion",
  help: "Print a script that completes commands and options in a shell.",
  example: "completion bash",
  arguments: [{ names: ["shell"], kind: "positional", help: "the shell", choices: shells }],
  run: async (config, options) => {
    const { completionScript } = await import("./completion.ts");
    config.printStdout(
      completionScript(options.required("shell"), ["alembic", "alembic-ts"], commandTable).trimEnd(),
    );
  },
};

/** Every command, in the order of the help text. Each loads its code only when it is run. */
export const commandTable: readonly CommandDefinition[] = [
  completion,
  ...databaseCommands,
  ...fileCommands,
  ...historyCommands,
].sort((a, b) => (a.name < b.name ? -1 : 1));
