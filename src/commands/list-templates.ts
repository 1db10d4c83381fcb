import type { Config } from "../config/index.ts";
import { listTemplates as allTemplates, type ProjectTemplate } from "../templates/index.ts";

/** How `listTemplates` shows the project templates. */
export interface ListTemplatesOptions {
  /** Print a JSON document instead of text. */
  readonly json?: boolean | undefined;
}

/** Lists the project templates that `init` can use. */
export async function listTemplates(
  config: Config,
  options: ListTemplatesOptions = {},
): Promise<readonly ProjectTemplate[]> {
  const templates = allTemplates();
  if (options.json === true) {
    config.printStdout(
      JSON.stringify(
        templates.map(({ name, description }) => ({ name, description })),
        null,
        2,
      ),
    );
    return templates;
  }
  config.printStdout("Available templates:\n");
  for (const { name, description } of templates) config.printStdout(`${name} - ${description}`);
  config.printStdout("\nTemplates are used via the 'init' command, e.g.:");
  config.printStdout("\n  alembic init --template generic ./scripts");
  return templates;
}
