import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { createEngine } from "../src/connection/engine.ts";
import { databaseKinds, type TestDatabase } from "../test/support/databases.ts";
import type { DatabaseName } from "./tool.ts";

export interface Answer {
  readonly status: number | null;
  /** Standard output alone. */
  readonly stdout: string;
  /** Standard output and errors, without colours. */
  readonly text: string;
}

export interface ProjectOptions {
  /** The folder whose `node_modules` hold the tool. */
  readonly installed: string;
  /** The folder of the Node that runs the tool. */
  readonly node: string;
  readonly database: DatabaseName;
}

/** A folder with a tool installed, and a database of its own. */
export class Project {
  readonly folder: string;
  readonly #database: TestDatabase;
  readonly #env: Readonly<Record<string, string | undefined>>;

  private constructor(folder: string, database: TestDatabase, options: ProjectOptions) {
    this.folder = folder;
    this.#database = database;
    const url = database.url.replace(/^mariadb:/, "mysql:");
    const { DATABASE_URL, ALEMBIC_CONFIG, NODE_OPTIONS, ...inherited } = process.env;
    this.#env = {
      ...inherited,
      PATH: [join(options.installed, "node_modules/.bin"), options.node, inherited.PATH].join(":"),
      DATABASE_URL: url,
      DATABASE_KIND: options.database,
      DATABASE_FILE: url.replace(/^sqlite:\/\/\//, ""),
      NO_COLOR: "1",
      CI: "1",
    };
  }

  static async create(options: ProjectOptions): Promise<Project> {
    const kind = databaseKinds().find(({ name }) => name === options.database);
    if (kind === undefined || kind.missing !== null) throw new Error(`There is no ${options.database}.`);
    const folder = await realpath(await mkdtemp(join(tmpdir(), "alembic-ts-comparison-")));
    await symlink(join(options.installed, "node_modules"), join(folder, "node_modules"));
    return new Project(folder, await kind.create("comparison"), options);
  }

  /** The database as the tool's own configuration names it. */
  get url(): string {
    return String(this.#env.DATABASE_URL);
  }

  async write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.folder, path)), { recursive: true });
    await writeFile(join(this.folder, path), text);
  }

  read(path: string): Promise<string> {
    return readFile(join(this.folder, path), "utf8");
  }

  /** The paths of the files of a folder, sorted; none where there is no folder. */
  async files(folder: string): Promise<readonly string[]> {
    if (!existsSync(join(this.folder, folder))) return [];
    const names = await readdir(join(this.folder, folder), { recursive: true });
    return names.sort().map((name) => join(folder, name));
  }

  /** Replaces a text in whichever files of a folder hold it. */
  async replaceIn(folder: string, from: string, to: string): Promise<void> {
    const entries = await readdir(join(this.folder, folder), { recursive: true, withFileTypes: true });
    let found = false;
    for (const entry of entries.filter((each) => each.isFile())) {
      const path = join(entry.parentPath, entry.name);
      const text = await readFile(path, "utf8");
      if (!text.includes(from)) continue;
      found = true;
      await writeFile(path, text.replaceAll(from, to));
    }
    if (!found) throw new Error(`No file of ${folder} holds: ${from}`);
  }

  /** Types a command line into bash; never throws for a failing command. */
  run(command: string, timeoutMs = 120_000): Promise<Answer> {
    const child = this.start(command);
    const timer = setTimeout(() => this.kill(child), timeoutMs);
    let [stdout, text] = ["", ""];
    child.stdout?.setEncoding("utf8").on("data", (part: string) => {
      stdout += part;
      text += part;
    });
    child.stderr?.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
    return new Promise((done, fail) => {
      child.once("error", fail);
      child.once("close", (status) => {
        clearTimeout(timer);
        done({ status, stdout, text: stripVTControlCharacters(text) });
      });
    });
  }

  /** The same, for a command that has to succeed for the row to mean anything. */
  async succeed(command: string): Promise<Answer> {
    const answer = await this.run(command);
    if (answer.status === 0) return answer;
    throw new Error(`'${command}' ended with ${answer.status}:\n${answer.text}`);
  }

  /** Starts a command as a process group of its own. */
  start(command: string): ChildProcess {
    return spawn("bash", ["-c", command], {
      cwd: this.folder,
      env: this.#env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  /** `kill -9` for a started command and everything that it started. */
  kill(child: ChildProcess): void {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
  }

  /** Runs SQL in the project's database, on a connection of its own. */
  sql(text: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return createEngine(this.#database.url).connect(
      async (connection) => (await connection.executeScript(text)).rows,
    );
  }

  /** Whether a table can be read. */
  hasTable(name: string): Promise<boolean> {
    return this.sql(`SELECT 1 FROM ${name}`).then(
      () => true,
      () => false,
    );
  }

  async remove(): Promise<void> {
    await this.#database.drop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
