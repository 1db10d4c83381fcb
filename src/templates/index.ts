import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CommandError } from "../errors/index.ts";

/** A project template: a folder of files that `init` copies. */
export interface ProjectTemplate {
  readonly name: string;
  readonly directory: string;
  /** First line of its README. */
  readonly description: string;
}

/** The folder that holds one folder per template, found from the sources as well as from a bundled file of the build. */
export function templateDirectory(): string {
  for (let directory = dirname(fileURLToPath(import.meta.url)); ; directory = dirname(directory)) {
    for (const candidate of [directory, join(directory, "templates")]) {
      if (existsSync(join(candidate, "generic", "README"))) return candidate;
    }
    if (directory === dirname(directory)) {
      throw new CommandError("The folder of the project templates is missing from this installation", {
        code: "TEMPLATE",
        hint: "Install alembic-ts again.",
      });
    }
  }
}

/** Every template, by name. */
export function listTemplates(): readonly ProjectTemplate[] {
  const root = templateDirectory();
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => ({
      name,
      directory: join(root, name),
      description: firstLine(join(root, name, "README")),
    }));
}

function firstLine(file: string): string {
  return readFileSync(file, "utf8").split(/\r?\n/, 1)[0] ?? "";
}
