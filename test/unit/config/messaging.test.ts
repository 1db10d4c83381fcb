import { expect, test } from "vitest";
import { withStatus, wrapMessage } from "../../../src/config/index.ts";

function target(quiet = false): {
  lines: string[];
  stdout: { write(text: string): void };
  messagingOpts: { quiet: boolean };
} {
  const lines: string[] = [];
  return { lines, stdout: { write: (text) => lines.push(text) }, messagingOpts: { quiet } };
}

test("work is announced and its success told on the same line", async () => {
  const out = target();
  expect(await withStatus(out, "Generating x", () => 5)).toBe(5);
  expect(out.lines.join("")).toBe("Generating x ...  done\n");
});

test("work that throws is told FAILED and the error goes on", async () => {
  const out = target();
  const work = async (): Promise<void> => {
    throw new Error("disk full");
  };
  await expect(withStatus(out, "Generating x", work)).rejects.toThrow("disk full");
  expect(out.lines.join("")).toBe("Generating x ...  FAILED\n");
});

test("work that prints itself gets a line of its own", async () => {
  const out = target();
  await withStatus(out, "Running post write hook 'lint'", () => out.stdout.write("linted\n"), {
    newline: true,
  });
  expect(out.lines.join("")).toBe("Running post write hook 'lint' ...\nlinted\n  done\n");
});

test("with -q nothing is told", async () => {
  const out = target(true);
  await withStatus(out, "Generating x", () => 5);
  expect(out.lines).toEqual([]);
});

test("on a terminal messages are wrapped at blanks and indented by two", () => {
  expect(wrapMessage("one two three four", 12)).toBe("  one two\n  three four");
  expect(wrapMessage("longerthantheline x", 8)).toBe("  longerthantheline\n  x");
  expect(wrapMessage("one two three four", undefined)).toBe("one two three four");
  expect(wrapMessage("  a hint of words", 12)).toBe("    a hint\n    of words");
  expect(wrapMessage("\u001b[31mred\u001b[39m: two three", 12)).toBe(
    "  \u001b[31mred\u001b[39m: two\n  three",
  );
});
