import { expect, test } from "vitest";
import { membersOf, optionsOfFunctions } from "../support/public-interface.ts";
import { readPage } from "./pages.ts";

const page = readPage("docs/api.md").markdown;

/** The cells of the rows of a table, found by its first heading. */
function rowsBelow(heading: string): readonly (readonly string[])[] {
  const [, rows = ""] = page.split(`\n| ${heading} |`)[1]?.split(/^\|---.*\|\n/m) ?? [];
  const [table = ""] = rows.split(/^(?!\|)/m);
  return table
    .trimEnd()
    .split("\n")
    .map((row) => row.split("|").slice(1, -1));
}

const codeIn = (cell = ""): readonly string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
const wordsIn = (cell = ""): readonly string[] =>
  codeIn(cell)
    .flatMap((code) => code.split(" "))
    .sort();

test("the table of the commands has every function with all of its options", () => {
  const written = rowsBelow("function").flatMap(([functions, options]) =>
    codeIn(functions).map((call) => [call.split("(")[0], wordsIn(options)]),
  );
  const actual = [...optionsOfFunctions("command")].map(([name, options]) => [name, [...options].sort()]);
  expect(Object.fromEntries(written)).toEqual(Object.fromEntries(actual));
});

test("the table of Config has every option", () => {
  const written = rowsBelow("option of `new Config(file, options)`").flatMap(([option]) => wordsIn(option));
  expect([...written].sort()).toEqual([...membersOf("ConfigOptions")].sort());
});
