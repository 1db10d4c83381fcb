import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { Config } from "../../../../src/config/index.ts";
import { ScriptDirectory } from "../../../../src/script/script-directory.ts";

const template = `/**
 * <%= it.message %>
 *
 * Revision ID: <%= it.upRevision %>
 * Revises: <%= it.comma(it.downRevision) %>
 * Create Date: <%= it.createDate %>
 */

export const revision = <%= JSON.stringify(it.upRevision) %>;
export const downRevision: string | readonly string[] | null = <%= JSON.stringify(it.downRevision) %>;
export const branchLabels: string | readonly string[] | null = <%= JSON.stringify(it.branchLabels) %>;
export const dependsOn: string | readonly string[] | null = <%= JSON.stringify(it.dependsOn) %>;

export async function upgrade(): Promise<void> {
  <%= it.upgrades || "// nothing to do" %>
}

export async function downgrade(): Promise<void> {}
`;

export interface ProjectFiles {
  /** Further lines of the ini's `[alembic]` section and sections after it. */
  readonly ini?: string | undefined;
  /** File contents by path below the project's folder. */
  readonly files?: Readonly<Record<string, string>> | undefined;
}

/** A project in a temporary folder that goes away with the test. */
export class Project {
  readonly directory: string;
  readonly output: string[] = [];
  readonly errors: string[] = [];
  readonly config: Config;

  constructor({ ini = "", files = {} }: ProjectFiles = {}) {
    this.directory = mkdtempSync(join(tmpdir(), "script-"));
    onTestFinished(() => rmSync(this.directory, { recursive: true, force: true }));
    this.write(
      "alembic.ini",
      `[alembic]\nscript_location = %(here)s/migrations\npath_separator = os\n${ini}`,
    );
    this.write("package.json", '{ "type": "module" }');
    this.write("migrations/script.ts.eta", template);
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    this.config = new Config(join(this.directory, "alembic.ini"), {
      stdout: { write: (text) => this.output.push(text) },
      logSinks: { stderr: { write: (text) => this.errors.push(text) } },
    });
  }

  path(path: string): string {
    return join(this.directory, path);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), text);
  }

  /** The names in a folder, sorted; empty when there is no such folder. */
  list(path: string): readonly string[] {
    try {
      return readdirSync(this.path(path)).sort();
    } catch {
      return [];
    }
  }

  scripts(): Promise<ScriptDirectory> {
    return ScriptDirectory.fromConfig(this.config);
  }
}

/** The text of a revision file. */
export function revisionFile(
  revision: string,
  down: string | readonly string[] | null,
  message = `rev ${revision}`,
): string {
  return `/** ${message} */\nexport const revision = ${JSON.stringify(revision)};\nexport const downRevision = ${JSON.stringify(down)};\nexport function upgrade() {}\nexport function downgrade() {}\n`;
}
