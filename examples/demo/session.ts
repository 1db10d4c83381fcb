import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";

const root = resolve(import.meta.dirname, "../..");
const program = join(root, "dist/cli/bin.js");

export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project in a temporary folder, in which commands are typed and shown. */
export class Session {
  readonly folder: string = mkdtempSync(join(tmpdir(), "alembic-ts-demo-"));

  constructor() {
    this.write("package.json", `${JSON.stringify({ name: "demo", private: true, type: "commonjs" })}\n`);
    mkdirSync(join(this.folder, "node_modules"));
    symlinkSync(root, join(this.folder, "node_modules/alembic-ts"), "dir");
  }

  title(text: string): void {
    console.log(`\n── ${text}`);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  /** Replaces a text that has to be there. */
  edit(path: string, from: string | RegExp, to: string): void {
    const before = this.read(path);
    const after = before.replace(from, to);
    this.expect(after !== before, `${path} holds ${from}`);
    this.write(path, after);
  }

  /** The path of the revision file whose name ends in the given words. */
  revision(words: string): string {
    const name = readdirSync(join(this.folder, "alembic/versions")).find((each) =>
      each.endsWith(`_${words}.ts`),
    );
    return `alembic/versions/${name ?? `(no file named ${words})`}`;
  }

  /** Prints a file, indented. */
  show(path: string): void {
    console.log(`\n${path}`);
    console.log(this.read(path).replace(/^(?=.)/gm, "    "));
  }

  /** Types a command, shows what it prints, and checks that it succeeds. */
  async alembic(...args: readonly string[]): Promise<CommandResult> {
    console.log(`$ alembic ${args.map((arg) => (/\s/.test(arg) ? `"${arg}"` : arg)).join(" ")}`);
    const result = await this.quietly(...args);
    process.stdout.write(this.shortened(result.stdout + result.stderr));
    this.expect(result.status === 0, `alembic ${args.join(" ")} ends with status 0`);
    return result;
  }

  /** Runs a command without showing it. */
  quietly(...args: readonly string[]): Promise<CommandResult> {
    const child = this.start(...args);
    const texts = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name]?.setEncoding("utf8").on("data", (text: string) => {
        texts[name] += text;
      });
    }
    return new Promise((done, fail) => {
      child.once("error", fail);
      child.once("close", (status) => done({ status, ...texts }));
    });
  }

  start(...args: readonly string[]): ChildProcess {
    const { DATABASE_URL: _url, ALEMBIC_CONFIG: _config, ...env } = process.env;
    return spawn(process.execPath, [program, ...args], {
      cwd: this.folder,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  /** Rows of the project's database. */
  query(sql: string): readonly Readonly<Record<string, unknown>>[] {
    const database = new DatabaseSync(join(this.folder, "app.db"));
    try {
      return database.prepare(sql).all();
    } finally {
      database.close();
    }
  }

  /** Checks a promise of the demo; a broken one ends it. */
  expect(holds: boolean, promise: string): void {
    if (!holds) throw new Error(`The demo expected that ${promise}.`);
  }

  confirm(holds: boolean, promise: string): void {
    this.expect(holds, promise);
    console.log(`✓ ${promise}`);
  }

  /** Without the lines that every command logs, and with short paths. */
  shortened(text: string): string {
    return text
      .replaceAll(`${this.folder}/`, "")
      .replace(/^INFO .*(?:Context impl|Will assume|autogenerate plugin).*\n/gm, "");
  }
}
