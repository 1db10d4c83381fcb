import { expect, test } from "vitest";
import { parseCommandLine } from "../../../src/cli/build-parser.ts";
import { CommandLineExit } from "../../../src/cli/command-line-exit.ts";
import { commandTable } from "../../../src/cli/command-table.ts";

interface Outcome {
  readonly command: string | null;
  readonly values: Readonly<Record<string, unknown>>;
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function parse(...argv: readonly string[]): Outcome {
  let stdout = "";
  let stderr = "";
  const sinks = {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
  };
  try {
    const { command, options } = parseCommandLine(argv, {
      prog: "alembic",
      commands: commandTable,
      ...sinks,
    });
    return { command: command?.name ?? null, values: options.toObject(), status: null, stdout, stderr };
  } catch (error) {
    if (error instanceof CommandLineExit)
      return { command: null, values: {}, status: error.status, stdout, stderr };
    throw error;
  }
}

test("there are exactly the commands of Alembic", () => {
  const names =
    "branches check current downgrade edit ensure_version heads history init list_templates merge revision show stamp upgrade";
  expect(commandTable.map(({ name }) => name).filter((name) => names.split(" ").includes(name))).toEqual(
    names.split(" "),
  );
});

test.each([
  [["upgrade", "head", "--sql", "--tag", "v1"], { revision: "head", sql: true, tag: "v1" }],
  [["downgrade", "-1"], { revision: "-1" }],
  [["downgrade", "-2", "--sql"], { revision: "-2", sql: true }],
  [["upgrade", "+2"], { revision: "+2" }],
  [["upgrade", "ae10+2"], { revision: "ae10+2" }],
  [["downgrade", "label@-1"], { revision: "label@-1" }],
  [["history", "-r", "-3:current"], { revRange: "-3:current" }],
  [["history", "-r=-3:current"], { revRange: "-3:current" }],
  [["history", "--rev-range=-2:"], { revRange: "-2:" }],
  [["history", "-r-3:", "-iv"], { revRange: "-3:", indicateCurrent: true, verbose: true }],
  [["revision", "-mmessage"], { message: "message" }],
  [["revision", "--message=a=b"], { message: "a=b" }],
  [["revision", "-m", ""], { message: "" }],
  [["revision", "--depends-on", "a", "--depends-on=b"], { dependsOn: ["a", "b"] }],
  [["merge", "a", "b", "-m", "x"], { revisions: ["a", "b"], message: "x" }],
  [["merge", "-m", "x", "heads"], { revisions: ["heads"] }],
  [["stamp", "--purge", "a", "b"], { revisions: ["a", "b"], purge: true }],
  [["-x", "a=1", "-x", "b", "upgrade", "head", "-x", "c=d=e"], { x: ["a=1", "b", "c=d=e"] }],
  [["-n", "other", "heads"], { name: "other" }],
  [["heads", "--name", "other", "-q", "--raiseerr"], { name: "other", quiet: true, raiseerr: true }],
  [["upgrade", "-c", "x.ini", "head"], { config: ["x.ini"], revision: "head" }],
  [["-c", "a.ini", "heads", "-c", "package.json"], { config: ["a.ini", "package.json"] }],
  [["current", "-c"], { checkHeads: true, config: undefined }],
  [["current", "-c", "-v"], { checkHeads: true, verbose: true }],
])("%j is understood", (argv, values) => {
  expect(parse(...argv).values).toMatchObject(values);
});

test.each([
  [["revision", "--auto"], { autogenerate: true }],
  [["revision", "--re", "abc"], { revId: "abc" }],
  [["revision", "--r", "abc"], { revId: "abc" }],
  [["history", "--r", ":x"], { revRange: ":x" }],
  [["heads", "--r"], { resolveDependencies: true }],
  [["current", "--c"], { checkHeads: true }],
  [["stamp", "--p", "head"], { purge: true }],
  [["upgrade", "--s", "head"], { sql: true }],
  [["--conf", "x.ini", "heads"], { config: ["x.ini"] }],
])("%j keeps the meaning that the abbreviation has in Alembic", (argv, values) => {
  expect(parse(...argv).values).toMatchObject(values);
});

test.each([
  ["no command", [], "too few arguments"],
  ["an unknown command", ["nope"], "invalid choice: 'nope'"],
  [
    "an unknown command beside the name of another",
    ["-n", "check", "nope"],
    "'branches', 'check', 'completion'",
  ],
  ["a missing argument", ["upgrade"], "the following arguments are required: revision"],
  ["an argument too many", ["upgrade", "a", "b"], "unrecognized arguments: b"],
  ["an unknown option", ["heads", "--nope"], "unrecognized arguments: --nope"],
  ["an option without its value", ["revision", "-m"], "expected one argument"],
  ["an option as the value of another", ["history", "-r", "-v"], "expected one argument"],
  ["an ambiguous abbreviation", ["revision", "--s"], "ambiguous option: --s"],
])("a usage error for %s: status 2 and usage on stderr", (_what, argv, message) => {
  const { status, stdout, stderr } = parse(...argv);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/^usage: alembic/);
  expect(stderr).toContain(message);
});

test("--help lists every command with a line of help", () => {
  const { status, stdout, stderr } = parse("--help");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  for (const { name } of commandTable) expect(stdout).toMatch(new RegExp(`^ +${name}\\s+[A-Z]`, "m"));
});

test.each(commandTable.map((command) => [command.name, command] as const))(
  "%s --help shows its options and an example that is understood",
  (name, command) => {
    const { status, stdout } = parse(name, "--help");
    expect(status).toBe(0);
    expect(stdout).toContain(`Example: alembic ${command.example}`);
    const argv = [...command.example.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
    expect(parse(...argv).command).toBe(name);
  },
);
