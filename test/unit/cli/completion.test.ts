import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { commandTable } from "../../../src/cli/command-table.ts";
import { completionScript } from "../../../src/cli/completion.ts";

function completeInBash(...words: readonly string[]): readonly string[] {
  const script = `${completionScript("bash", "alembic", commandTable)}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}
_alembic_completion; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync("bash", ["-c", script], { encoding: "utf8" }).trim().split("\n");
}

test("bash completes commands", () => {
  expect(completeInBash("alembic", "he")).toEqual(["heads"]);
  expect(completeInBash("alembic", "-n", "x", "re")).toEqual(["revision"]);
});

test("bash completes the options of the command that was typed", () => {
  expect(completeInBash("alembic", "revision", "--auto")).toEqual(["--autogenerate"]);
  expect(completeInBash("alembic", "heads", "--auto")).toEqual([""]);
  expect(completeInBash("alembic", "heads", "--conf")).toEqual(["--config"]);
});

test("zsh and fish get scripts that name every command", () => {
  for (const shell of ["zsh", "fish"]) {
    const script = completionScript(shell, "alembic", commandTable);
    for (const { name } of commandTable) expect(script).toContain(name);
  }
});

test("another shell is refused", () => {
  expect(() => completionScript("tcsh", "alembic", commandTable)).toThrow(
    "no completion for the shell 'tcsh'",
  );
});
