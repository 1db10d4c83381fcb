import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shells } from "../../../src/cli/arguments.ts";
import { commandTable } from "../../../src/cli/command-table.ts";
import { completionScript } from "../../../src/cli/completion.ts";
import { hasProgram } from "../../support/programs.ts";

const bin = resolve(import.meta.dirname, "../../../src/cli/bin.ts");
const fish = "fish";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "at-completion-"));
  for (const shell of shells) {
    writeFileSync(join(folder, shell), execFileSync(process.execPath, [bin, "completion", shell]));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lines = (text: string): readonly string[] => text.split("\n").filter((line) => line !== "");

function completeInBash(...words: readonly string[]): readonly string[] {
  const script = `source ${join(folder, "bash")}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}
_alembic_completion; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return lines(execFileSync("bash", ["-c", script], { encoding: "utf8" }));
}

/** Types a line and the tabulator into an interactive zsh, and gives the line as it then stands. */
function completeInZsh(line: string): string {
  const script = `zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'PS1=""; alembic() { print "TYPED:$*:END" }; autoload -U compinit; compinit -u -d ${folder}/dump; source ${join(folder, "zsh")}; print REA''DY'
zpty -r shell text '*READY*'
zpty -w shell $'${line}\\t'
zpty -r shell text '*TYPED:*:END*'
print -r -- "$text"`;
  const output = execFileSync("zsh", ["-f", "-c", script], { encoding: "utf8", timeout: 20_000 });
  return /TYPED:(.*?):END/.exec(output)?.[1]?.trim() ?? output;
}

function completeInFish(line: string): readonly string[] {
  const script = `source ${join(folder, "fish")}; complete -C '${line}'`;
  return lines(execFileSync(fish, ["--no-config", "-c", script], { encoding: "utf8" })).map(
    (each) => each.split("\t")[0] ?? "",
  );
}

describe("in bash", () => {
  test.each([
    [["he"], ["heads"]],
    [["-n", "x", "rev"], ["revision"]],
    [["revision", "--auto"], ["--autogenerate"]],
    [["revision", "-m", "heads", "--auto"], ["--autogenerate"]],
    [["heads", "--auto"], []],
    [["heads", "--conf"], ["--config"]],
    [["graph", "--format", "h"], ["html"]],
    [["completion", "z"], ["zsh"]],
    [["revision", "-m", ""], []],
    [["-c", "heads", "upg"], ["upgrade"]],
    [["current", "-c", "--verb"], ["--verbose"]],
    [["show", "heads", "--js"], ["--json"]],
    [["upgrade", "heads", "--pl"], ["--plan"]],
  ])("%j becomes %j", (words, expected) => {
    expect(completeInBash("alembic", ...words)).toEqual(expected);
  });
});

describe.skipIf(!hasProgram("zsh"))("in zsh", () => {
  test.each([
    ["alembic hea", "heads"],
    ["alembic revision --autog", "revision --autogenerate"],
    ["alembic completion fis", "completion fish"],
    ["alembic -c app.ini upg", "-c app.ini upgrade"],
    ["alembic revision -m heads --autog", "revision -m heads --autogenerate"],
    ["alembic graph --format h", "graph --format html"],
    ["alembic current -c --verb", "current -c --verbose"],
  ])("'%s' is completed", (line, expected) => {
    expect(completeInZsh(line)).toBe(expected);
  });
});

describe.skipIf(!hasProgram(fish))("in fish", () => {
  test.each([
    ["alembic hea", ["heads"]],
    ["alembic revision --autog", ["--autogenerate"]],
    ["alembic graph --format h", ["html"]],
    ["alembic completion z", ["zsh"]],
    ["alembic -c app.ini upg", ["upgrade"]],
    ["alembic revision -m heads --autog", ["--autogenerate"]],
    ["alembic current -c --verb", ["--verbose"]],
    ["alembic upgrade heads --pl", ["--plan"]],
  ])("'%s' is completed", (line, expected) => {
    expect(completeInFish(line)).toEqual(expected);
  });
});

test("another shell is refused", () => {
  expect(() => completionScript("tcsh", ["alembic"], commandTable)).toThrow(
    "no completion for the shell 'tcsh'",
  );
});
