import { expect, test } from "vitest";
import { endsInsideQuotes, splitShellWords } from "../../../src/util/shell-words.ts";

test.each([
  ["a b  c", ["a", "b", "c"]],
  ["'a b' \"c d\"", ["a b", "c d"]],
  ['a\\ b "x \\"y\\"" \'\\n\'', ["a b", 'x "y"', "\\n"]],
  ["--x='1 2' y", ["--x=1 2", "y"]],
  ["''", [""]],
  ["", []],
])("splits %s", (text, expected) => {
  expect(splitShellWords(text, "linux")).toEqual(expected);
});

test.each([
  ["C:\\tools\\code.exe --wait", ["C:\\tools\\code.exe", "--wait"]],
  ['"C:\\Program Files\\npp.exe" -n1', ["C:\\Program Files\\npp.exe", "-n1"]],
  ["--config 'D:\\a b\\'", ["--config", "D:\\a b\\"]],
])("a backslash separates folders on Windows: %s", (text, expected) => {
  expect(splitShellWords(text, "win32")).toEqual(expected);
});

test.each([
  ["a 'b c' \"d\"", "linux", false],
  ["it\\'s", "linux", false],
  ['--x "a b', "linux", true],
  ["don't", "linux", true],
  ["a \\", "linux", true],
  ["C:\\tools\\", "win32", false],
  ['C:\\tools\\ "a', "win32", true],
])("a quote is open at the end of %j on %s: %s", (text, platform, open) => {
  expect(endsInsideQuotes(text, platform)).toBe(open);
});
