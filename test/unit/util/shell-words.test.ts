import { expect, test } from "vitest";
import { splitShellWords } from "../../../src/util/shell-words.ts";

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
