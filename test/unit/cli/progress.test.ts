import { spawnSync } from "node:child_process";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openProgress, type Progress } from "../../../src/cli/progress.ts";
import { StatusLine } from "../../../src/cli/status-line.ts";
import { databaseKinds } from "../../support/databases.ts";
import { hasProgram } from "../../support/programs.ts";
import { bin, CliProject } from "./cli-project.ts";

const erase = "\r\u001b[K";

describe("the line at the bottom of a terminal", () => {
  let written: string;
  let line: StatusLine;
  const terminal = { write: (text: string) => (written += text), columns: 20 };
  beforeEach(() => {
    written = "";
    line = new StatusLine(terminal);
  });

  test("is cut to the width of the terminal", () => {
    line.show("a text that is far too long");
    expect(written).toBe(`${erase}a text that is far `);
  });

  test("is written again only when it changes", () => {
    line.show("one");
    line.show("one");
    expect(written).toBe(`${erase}one`);
  });

  test("makes room for other output and comes again below it", () => {
    line.show("one");
    line.guard(terminal).write("INFO\n");
    expect(written).toBe(`${erase}one${erase}INFO\n${erase}one`);
  });

  test("waits until a line of other output has ended", () => {
    line.guard(terminal).write("Generating ...");
    line.show("one");
    expect(written).toBe("Generating ...");
  });
});

describe("progress", () => {
  let written: string;
  const terminal = { write: (text: string) => (written += text), columns: 100 };
  beforeEach(() => {
    written = "";
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  // The identifier and the message are all that is shown of a step.
  const step = (revision: string) => ({ revision, doc: "some" }) as Parameters<Progress["stepStarted"]>[0];

  test("says nothing of a short run, and shows a long statement with its time", () => {
    const { progress } = openProgress({ stdout: terminal, stderr: terminal });
    // The steps are all that is counted of a run.
    progress?.runPlanned({ steps: [step("aaa1"), step("bbb2")] } as unknown as Parameters<
      Progress["runPlanned"]
    >[0]);
    progress?.stepStarted(step("aaa1"));
    expect(written).toBe("");
    vi.advanceTimersByTime(750);
    expect(written).toContain("revision 1 of 2  0 s  aaa1 some");
    progress?.statementStarted({ sql: "CREATE INDEX\n  i" });
    vi.advanceTimersByTime(90_000);
    expect(written).toContain("revision 1 of 2  1 min 30 s  aaa1 some  1 min 30 s in: CREATE INDEX i");
    progress?.stop();
    expect(written.endsWith(erase)).toBe(true);
  });
});

const [, postgresql] = databaseKinds();
/** Runs a program on a terminal of its own (util-linux). */
const terminalRecorder = "script";
const hasScript = hasProgram(terminalRecorder);

describe.skipIf(!hasScript)("on a real terminal", () => {
  let project: CliProject;
  beforeEach(() => {
    project = new CliProject();
    project.alembic("init", "alembic");
    project.alembic("revision", "-m", "slow one", "--rev-id", "aaa1");
    project.alembic("revision", "-m", "next", "--rev-id", "bbb2");
  });
  afterEach(() => project.remove());

  /** What a terminal shows of a command. */
  const typed = (command: string, env: NodeJS.ProcessEnv = {}): string => {
    const { NO_COLOR: _unset, ...rest } = process.env;
    return spawnSync(terminalRecorder, ["-qec", `${process.execPath} ${bin} ${command}`, "/dev/null"], {
      cwd: project.folder,
      encoding: "utf8",
      env: { ...rest, TERM: "xterm", ...env },
    }).stdout;
  };

  test("errors are red, unless colours are not wanted", () => {
    const red = "\u001b[31mFAILED";
    expect(typed("upgrade nope")).toContain(red);
    expect(typed("--no-color upgrade nope")).not.toContain(red);
    expect(typed("upgrade nope --no-color")).not.toContain(red);
    expect(typed("upgrade nope", { NO_COLOR: "1" })).not.toContain(red);
    expect(project.alembic("upgrade", "nope").stdout).not.toContain("\u001b");
  });

  test.skipIf(postgresql === undefined || postgresql.missing !== null)(
    "a long upgrade shows which revision runs and which statement takes long; elsewhere there are only log lines",
    async () => {
      const database = await postgresql?.create("progress");
      try {
        project.fill("aaa1", 'await op.execute("SELECT pg_sleep(1.8)");');
        project.replace("alembic.ini", /^sqlalchemy\.url = .*$/m, `sqlalchemy.url = ${database?.url}`);
        const shown = typed("upgrade head");
        expect(shown).toContain("revision 1 of 2");
        expect(shown).toMatch(/1 s in: SELECT pg_sleep\(1\.8\)/);
        expect(shown).toMatch(/Running upgrade aaa1 -> bbb2, next\r?\n/);
        project.alembic("downgrade", "base");
        const { stdout, stderr } = project.alembic("upgrade", "head");
        expect(`${stdout}${stderr}`).not.toContain("revision 1 of 2");
      } finally {
        await database?.drop();
      }
    },
  );
});
