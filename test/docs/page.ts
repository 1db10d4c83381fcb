import { databaseKinds, type TestDatabase } from "../support/databases.ts";
import { type PackedProject, packedProject } from "../support/packed-project.ts";
import type { ShellResult } from "../support/shell.ts";
import { type Block, blocksOf } from "./blocks.ts";
import { ExpectedText } from "./expected-text.ts";
import { formatTranscript, parseTranscript, type TypedCommand } from "./transcript.ts";

/** How far a block was tried. */
export type Outcome = "run" | "checked" | "skipped";

export interface BlockResult {
  readonly block: Block;
  readonly outcome: Outcome;
  /** What the block should say, when that differs from what it says. */
  readonly correction: string | null;
}

/** In characters; no page shows more. */
const longestOutput = 30_000;
const shownFolder = "/home/you/app";

/** Goes through a page as a reader would: writes its files, types its commands, in one new project. */
export async function walkPage(page: string, markdown: string): Promise<readonly BlockResult[]> {
  const blocks = blocksOf(page, markdown);
  const walker = new PageWalker(await packedProject({ type: "module" }), databaseOf(markdown));
  try {
    const results: BlockResult[] = [];
    for (const block of blocks) results.push(...(await walker.walk(block)));
    return results;
  } finally {
    await walker.end();
  }
}

/** The database that a page's project has in DATABASE_URL, said in a comment; without it the SQLite file of the ini. */
export function databaseOf(markdown: string): string | null {
  return /<!--\s*database:\s*(\w+)\s*-->/.exec(markdown)?.[1] ?? null;
}

class PageWalker {
  readonly #project: PackedProject;
  readonly #databaseName: string | null;
  readonly #expected = new ExpectedText();
  #database: TestDatabase | null = null;

  constructor(project: PackedProject, databaseName: string | null) {
    this.#project = project;
    this.#databaseName = databaseName;
  }

  async walk(block: Block): Promise<readonly BlockResult[]> {
    const { file, shows, prepare, skip } = block.directives;
    if (prepare !== undefined) await this.#prepare(prepare);
    if (skip !== undefined) return [{ block, outcome: "skipped", correction: null }];
    if (file !== undefined) return [await this.#write(block, file)];
    if (shows !== undefined) return [await this.#show(block, shows)];
    if (block.language === "sh") return [await this.#type(block)];
    return [];
  }

  async #write(block: Block, path: string): Promise<BlockResult> {
    await this.#project.write(this.#expected.toActual(path), this.#expected.toActual(block.text));
    return { block, outcome: "run", correction: null };
  }

  async #show(block: Block, path: string): Promise<BlockResult> {
    const actual = this.#mask(await this.#project.read(this.#expected.toActual(path)));
    return { block, outcome: "run", correction: this.#compare(block.text, actual) };
  }

  async #type(block: Block): Promise<BlockResult> {
    const commands = parseTranscript(block.text);
    const corrected: TypedCommand[] = [];
    for (const { command, output } of commands) {
      const actual = await this.#outputOf(command);
      corrected.push({ command, output: this.#compare(output, actual) ?? output });
    }
    const text = formatTranscript(corrected);
    return { block, outcome: "run", correction: text === block.text ? null : text };
  }

  async #prepare(command: string): Promise<void> {
    const { status, stdout } = await this.#run(`set -e\n${command}`);
    if (status !== 0) throw new Error(`The preparation '${command}' failed:\n${stdout}`);
  }

  async #run(command: string): Promise<ShellResult> {
    const typed = this.#expected.toActual(command).replaceAll(shownFolder, this.#project.folder);
    const env = {
      DATABASE_URL: await this.#databaseUrl(),
      EDITOR: "true",
      NO_COLOR: "1",
      npm_config_loglevel: "error",
    };
    return this.#project.run(`{ ${typed}\n} 2>&1`, { env });
  }

  async #outputOf(command: string): Promise<string> {
    const { stdout } = await this.#run(command);
    const text = this.#mask(stdout);
    if (text.length > longestOutput) throw new Error(`'${command}' printed too much: ${text.slice(-2000)}`);
    return text === "" || text.endsWith("\n") ? text : `${text}\n`;
  }

  #mask(text: string): string {
    const shown = text.replaceAll(this.#project.folder, shownFolder);
    if (this.#database === null) return shown;
    const { pathname } = new URL(this.#database.url);
    return shown.replaceAll(pathname.slice(1), "app");
  }

  #compare(expected: string, actual: string): string | null {
    if (this.#expected.matches(expected, actual)) return null;
    const correction = this.#expected.toPage(actual);
    this.#expected.matches(correction, actual);
    return correction;
  }

  async #databaseUrl(): Promise<string | undefined> {
    if (this.#databaseName === null) return undefined;
    const kind = databaseKinds().find(({ name }) => name === this.#databaseName);
    if (kind === undefined) throw new Error(`No kind of database is called '${this.#databaseName}'.`);
    if (kind.missing !== null) throw new Error(kind.missing);
    this.#database ??= await kind.create("docs");
    return this.#database.url;
  }

  async end(): Promise<void> {
    await this.#database?.drop();
    await this.#project.remove();
  }
}
