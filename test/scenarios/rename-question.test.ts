import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bin, CliProject } from "../unit/cli/cli-project.ts";

/** A program of util-linux that runs a command on a terminal of its own. */
const terminalProgram = "script";
const hasTerminals = spawnSync(terminalProgram, ["--version"]).status === 0;

const models = (tables: string): string => `import { sa } from "alembic-ts";

export const metadata = new sa.MetaData();
${tables}
`;

const before = models(`metadata.table("team", [
  sa.column("id", sa.integer(), { primaryKey: true }),
  sa.column("first", sa.string(50)),
  sa.column("last", sa.string(50)),
]);`);

const renamedColumns = before.replace('"first"', '"given"').replace('"last"', '"family"');
const renamedTable = before.replace('"team"', '"crew"');

interface Answered {
  readonly status: number | null;
  readonly output: string;
}

/** What one types, as soon as the terminal shows the text before it. */
type Dialogue = readonly (readonly [shown: string, typed: string])[];

describe.skipIf(!hasTerminals)("a rename on a terminal", () => {
  const project = new CliProject();

  beforeAll(() => {
    project.initWithModels();
    project.write("models.ts", before);
    project.alembic("revision", "--autogenerate", "--rev-id", "a1");
    expect(project.alembic("upgrade", "head").status).toBe(0);
  });

  beforeEach(() => {
    for (const name of revisions().filter((each) => !each.startsWith("a1"))) {
      rmSync(project.path("alembic", "versions", name));
    }
  });

  afterAll(() => project.remove());

  const revisions = (): readonly string[] => readdirSync(project.path("alembic", "versions"));

  /** Runs `alembic revision --autogenerate` on a terminal and answers its questions. */
  async function autogenerate(
    source: string,
    dialogue: Dialogue,
    ...options: readonly string[]
  ): Promise<Answered> {
    project.write("models.ts", source);
    const args = [process.execPath, bin, "revision", "--autogenerate", "--rev-id", "b2", ...options];
    const terminal = spawn(
      terminalProgram,
      ["--quiet", "--return", "--echo", "never", "--command", args.join(" "), "/dev/null"],
      {
        cwd: project.folder,
        env: { ...process.env, TERM: "xterm" },
      },
    );
    return converse(terminal, dialogue);
  }

  test("is asked for, column by column", async () => {
    const { status, output } = await autogenerate(renamedColumns, [
      ["no column team.given", "1\n"],
      ["no column team.family", "1\n"],
    ]);
    expect(output).toContain("1  team.first with another name");
    // What was chosen is not offered again.
    expect(output.split("no column team.family")[1]).not.toContain("team.first with another name");
    expect(status).toBe(0);
    const source = project.read(project.revision("b2"));
    expect(source).toContain('newColumnName: "given"');
    expect(source).toContain('newColumnName: "family"');
    expect(source).not.toContain("dropColumn");
  });

  test("is asked for a table", async () => {
    const { status } = await autogenerate(renamedTable, [["no table crew", "1\n"]]);
    expect(status).toBe(0);
    expect(project.read(project.revision("b2"))).toContain('renameTable("team", "crew")');
  });

  test("may be something new: Enter says so, and no warning follows", async () => {
    const { status, output } = await autogenerate(renamedTable, [
      ["Number [0]: ", "7\n"],
      ["none of the numbers from 0 to 1", "\n"],
    ]);
    expect(status).toBe(0);
    expect(output).not.toContain("--rename");
    expect(project.read(project.revision("b2"))).toContain("Drops table team with all its rows.");
  });

  test("is not asked for where --rename has said it", async () => {
    const { status, output } = await autogenerate(renamedTable, [], "--rename", "team:crew");
    expect(status).toBe(0);
    expect(output).not.toContain("Is it");
    expect(project.read(project.revision("b2"))).toContain('renameTable("team", "crew")');
  });

  test.each([
    ["Ctrl-C", "\u0003", 130],
    ["Ctrl-D", "\u0004", 255],
  ])("ends with nothing written at %s", async (_key, typed, expected) => {
    const { status, output } = await autogenerate(renamedTable, [["Number [0]: ", typed]]);
    expect(status).toBe(expected);
    expect(output).not.toMatch(/\n\s+at /);
    expect(revisions()).toHaveLength(1);
  });

  test("is never asked for without a terminal: the file and a warning name the pair", () => {
    project.write("models.ts", renamedColumns);
    const { status, stdout, stderr } = project.alembic("revision", "--autogenerate", "--rev-id", "b2");
    expect(status).toBe(0);
    expect(stdout).not.toContain("Is it");
    const hint =
      "If column team.first was renamed to given or family, generate this revision again with --rename team.first:given or --rename team.first:family.";
    expect(stderr).toContain(hint);
    expect(project.read(project.revision("b2"))).toContain(`// ${hint}`);
  });
});

/** Types each text when what stands before it has been shown since the last one. */
async function converse(terminal: ChildProcessWithoutNullStreams, dialogue: Dialogue): Promise<Answered> {
  let output = "";
  let seen = 0;
  const left = [...dialogue];
  terminal.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    const [next] = left;
    const at = next === undefined ? -1 : output.indexOf(next[0], seen);
    if (next === undefined || at === -1 || !output.includes("Number [0]: ", at)) return;
    seen = output.length;
    left.shift();
    terminal.stdin.write(next[1]);
  });
  const status = await new Promise<number | null>((resolve) => terminal.on("close", resolve));
  return { status, output };
}
