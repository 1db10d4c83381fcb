import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The program of the sources. */
export const bin: string = resolve(import.meta.dirname, "../../../src/cli/bin.ts");

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder in which commands are typed as real processes. */
export class CliProject {
  readonly folder: string = realpathSync(mkdtempSync(join(tmpdir(), "at-cli-")));
  readonly #env: NodeJS.ProcessEnv;

  constructor(env: NodeJS.ProcessEnv = {}, manifest = "{}") {
    this.#env = env;
    this.write("package.json", manifest);
  }

  alembic(...args: readonly string[]): Outcome {
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
      cwd: this.folder,
      encoding: "utf8",
      env: { ...process.env, ...this.#env },
    });
    return { status, stdout, stderr };
  }

  start(...args: readonly string[]): ReturnType<typeof spawn> {
    return spawn(process.execPath, [bin, ...args], {
      cwd: this.folder,
      env: { ...process.env, ...this.#env },
    });
  }

  path(...parts: readonly string[]): string {
    return join(this.folder, ...parts);
  }

  read(...parts: readonly string[]): string {
    return readFileSync(this.path(...parts), "utf8");
  }

  write(path: string, text: string): void {
    writeFileSync(this.path(path), text);
  }

  /** Changes a text of a file; fails where it is not there. */
  replace(path: string, from: string | RegExp, to: string): void {
    const before = this.read(path);
    const after = before.replace(from, () => to);
    if (after === before) throw new Error(`${path} has no ${from}`);
    this.write(path, after);
  }

  /** Makes the project, whose `env.ts` imports the models of `models.ts`. */
  initWithModels(): void {
    this.alembic("init", "alembic");
    this.replace(
      "alembic/env.ts",
      '// import { metadata } from "../src/models"',
      'import { metadata } from "../models"',
    );
    this.replace("alembic/env.ts", /.*MetaData \| null = null.*\n/, "");
    this.replace("alembic/env.ts", "// const targetMetadata", "const targetMetadata");
  }

  /** The path of a revision's file, as seen from the folder. */
  revision(id: string): string {
    const name = readdirSync(this.path("alembic", "versions")).find((each) => each.startsWith(id));
    if (name === undefined) throw new Error(`There is no file of revision ${id}`);
    return join("alembic", "versions", name);
  }

  /** Replaces the first empty bodies of a revision by operations. */
  fill(id: string, ...bodies: readonly string[]): void {
    for (const body of bodies) this.replace(this.revision(id), "// nothing to do", body);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
