import { expect, test } from "vitest";
import { parseCommandLine } from "../../../src/cli/build-parser.ts";
import { commandTable } from "../../../src/cli/command-table.ts";
import { parsePlain } from "../../../src/cli/parse-plain.ts";

const silent = { write: () => {} };
const sinks = { stdout: silent, stderr: silent };

const fully = (argv: readonly string[]) =>
  parseCommandLine(argv, { prog: "alembic", commands: commandTable, ...sinks });

const plainLines = commandTable.flatMap((command) => {
  const words = command.arguments.flatMap(({ kind, choices }) => {
    if (kind === "positional") return [choices?.[0] ?? "one"];
    return kind === "positionals" ? ["one", "two"] : [];
  });
  const values = command.arguments.filter(({ kind, choices }) => kind === "value" && choices === undefined);
  const given = values.flatMap(({ names }) => names.map((name) => `${name}=-3:a=b c`));
  const flags = command.arguments.filter(({ kind }) => kind === "flag").flatMap(({ names }) => names);
  return [
    [command.name, ...words],
    [command.name, ...words, ...flags],
    [command.name, ...flags, ...words],
    ...flags.map((flag) => [command.name, flag, ...words]),
    ...given.map((value) => [command.name, value, ...words, ...flags]),
    [command.name, ...words, ...given, ...given.map((value) => `${value}!`)],
  ];
});

test.each(plainLines.map((argv) => [argv]))("a plain line means what the parser says: %j", (argv) => {
  const plain = parsePlain(argv, commandTable);
  const full = fully(argv);
  expect(plain?.command).toBe(full.command);
  expect(plain?.options.toObject()).toEqual(full.options.toObject());
});

test.each([
  [[]],
  [["--version"]],
  [["--help"]],
  [["upgrade"]],
  [["upgrade", "head", "other"]],
  [["upgrade", ""]],
  [["upgrade", "--sq", "head"]],
  [["downgrade", "-1"]],
  [["merge", "a", "--splice", "b"]],
  [["merge"]],
  [["-c", "x.ini", "heads"]],
  [["heads", "-q"]],
  [["heads", "extra"]],
  [["history", "-r", "-3:"]],
  [["history", "--rev-range="]],
  [["history", "--verbose=yes"]],
  [["history", "--rev=-3:"]],
  [["completion", "tcsh"]],
  [["nothing"]],
])("any other line is left to the parser: %j", (argv) => {
  expect(parsePlain(argv, commandTable)).toBeNull();
});
