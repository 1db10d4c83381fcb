import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const bin = resolve(import.meta.dirname, "../../src/cli/bin.ts");

/** A revision file whose functions have these bodies; `pause("id")` waits for ever where `PAUSE_IN` says so. */
export interface RevisionText {
  readonly id: string;
  readonly down: string | null;
  readonly upgrade: string;
  readonly downgrade?: string | undefined;
}

/** How a command ended. */
export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs in a process of its own. */
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Waits until the text was printed; rejects when the process ends without it. */
  said(text: string): Promise<void>;
}

const pause = `
async function pause(where: string): Promise<void> {
  if (process.env.PAUSE_IN !== where) return;
  await op.execute("select 1");
  process.stdout.write("PAUSED\\n");
  await new Promise((resolve) => setTimeout(resolve, 60_000));
}
`;

/** A migration environment in a temporary folder, whose commands are processes as a user starts them. */
export class CliProject {
  readonly folder: string = mkdtempSync(join(tmpdir(), "alembic-ts-faults-"));

  /** `configure` is the text of further options of `context.configure()`. */
  constructor(url: string, configure = "") {
    mkdirSync(join(this.folder, "alembic", "versions"), { recursive: true });
    this.write("package.json", "{}");
    this.write("alembic/package.json", '{ "type": "module" }');
    this.write("alembic.ini", iniText(url));
    this.write(
      "alembic/env.ts",
      `import { context, engineFromConfig, fileConfig } from "alembic-ts";
fileConfig(context.config);
const engine = engineFromConfig(context.config.getSection("alembic"), { prefix: "sqlalchemy." });
await engine.connect(async (connection) => {
  context.configure({ connection, ${configure} });
  await context.beginTransaction(() => context.runMigrations());
});
`,
    );
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text);
  }

  addRevision({ id, down, upgrade, downgrade = "" }: RevisionText): void {
    this.write(
      `alembic/versions/${id}.ts`,
      `/** ${id} */\n\nimport { op, sa, sql } from "alembic-ts";\n\nexport const revision = "${id}";
export const downRevision = ${JSON.stringify(down)};\n${pause}
export async function upgrade() {\n${upgrade}\n}\n
export async function downgrade() {\n${downgrade}\n}\n\nvoid sa;\nvoid sql;\nvoid pause;\n`,
    );
  }

  start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
    return this.#start([bin, ...args], env);
  }

  /** Runs a script beside this file to its end, as a process in the project's folder. */
  runScript(name: string, args: readonly string[]): Promise<Ended> {
    return this.#start([join(import.meta.dirname, name), ...args], {}).ended;
  }

  #start(args: readonly string[], env: NodeJS.ProcessEnv): Running {
    const child = spawn(process.execPath, args, {
      cwd: this.folder,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const text = { stdout: "", stderr: "" };
    const waiting = new Set<() => void>();
    for (const name of ["stdout", "stderr"] as const) {
      child[name].on("data", (chunk: Buffer) => {
        text[name] += chunk.toString();
        for (const check of waiting) check();
      });
    }
    const ended = new Promise<Ended>((done) => {
      child.on("close", (status, signal) => done({ status, signal, ...text }));
    });
    return {
      process: child,
      ended,
      said: (wanted) =>
        new Promise((found, missing) => {
          const check = (): void => {
            if (text.stdout.includes(wanted) || text.stderr.includes(wanted)) found();
          };
          waiting.add(check);
          check();
          void ended.then(() => missing(new Error(`'${wanted}' was not said: ${text.stdout}${text.stderr}`)));
        }),
    };
  }

  /** Runs a command to its end. */
  run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
    return this.start(args, env).ended;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The text of an ini. */
export const iniText = (url: string): string =>
  `[alembic]\nscript_location = %(here)s/alembic\nsqlalchemy.url = ${url.replaceAll("%", "%%")}\n${logging}`;

const logging = `
[loggers]
keys = root,alembic
[handlers]
keys = console
[formatters]
keys = generic
[logger_root]
level = WARNING
handlers = console
qualname =
[logger_alembic]
level = INFO
handlers =
qualname = alembic
[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = NOTSET
formatter = generic
[formatter_generic]
format = %(levelname)-5.5s [%(name)s] %(message)s
`;
