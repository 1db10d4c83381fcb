import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { globalOptions } from "../../src/cli/arguments.ts";
import type { ArgumentDefinition } from "../../src/cli/command-definition.ts";
import { commandTable } from "../../src/cli/command-table.ts";
import * as entry from "../../src/index.ts";
import { documentationPages, readPage, root } from "./pages.ts";

const documentation = documentationPages()
  .map(({ markdown }) => markdown)
  .join("\n");
const sources = globSync("src/**/*.ts", { cwd: root })
  .map((path) => readFileSync(join(root, path), "utf8"))
  .join("\n");

/** A name as a word of its own; letters and digits beside it would make it another. */
const isWordOf = (text: string, name: string): boolean =>
  new RegExp(`(?<![\\w-])${name.replaceAll("$", "\\$")}(?![\\w-])`).test(text);

/** The text below a heading, up to the next of its rank. */
function section(markdown: string, heading: string): string {
  const [, text = ""] =
    new RegExp(`^## ${heading}\\n([\\s\\S]*?)(?=^## |(?![\\s\\S]))`, "m").exec(markdown) ?? [];
  return text;
}

/** Options of which the text names none of the spellings. */
function undescribed(options: readonly ArgumentDefinition[], text: string): readonly string[] {
  return options
    .filter(({ names }) => names.some((name) => name.startsWith("-")))
    .filter(({ names }) => !names.some((name) => isWordOf(text, name)))
    .map(({ names }) => names.join(", "));
}

describe("every command is described", () => {
  const page = readPage("docs/commands.md").markdown;

  test.each(commandTable.map((command) => [command.name, command] as const))("%s", (name, command) => {
    const text = section(page, name);
    expect(text).not.toBe("");
    expect(undescribed(command.arguments, text)).toEqual([]);
  });

  test("and every option of all commands", () => {
    expect(undescribed(globalOptions, page)).toEqual([]);
  });
});

test("every key of the configuration is described", () => {
  const page = readPage("docs/configuration.md").markdown;
  const keys = globSync("src/templates/*/alembic.ini", { cwd: root }).flatMap((path) => {
    const [, main = ""] = readFileSync(join(root, path), "utf8").split(/^\[alembic\]$/m);
    const [text = ""] = main.split(/^\[/m);
    return [...text.matchAll(/^(?:# )?([a-z][\w.]*) =/gm)].map(([, key = ""]) => key);
  });
  expect(keys).toContain("version_locations");
  expect(keys.filter((key) => !page.includes(`| \`${key}\` |`))).toEqual([]);
});

test("everything that is exported is named", () => {
  const names = [entry, entry.sa, entry.ops, entry.command, entry.errors].flatMap(Object.keys);
  expect([...new Set(names)].filter((name) => !isWordOf(documentation, name))).toEqual([]);
});

test("the names that only changed their spelling exist", () => {
  const lists =
    section(readPage("docs/from-python.md").markdown, "Every other name").split("\n\n| Alembic")[0] ?? "";
  const names = [...lists.matchAll(/`([a-z]+(?:_[a-z]+)+)`/g)].map(([, name = ""]) => name);
  expect(names.length).toBeGreaterThan(100);
  const camelCase = (name: string): string =>
    name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  expect(names.filter((name) => !isWordOf(sources, camelCase(name)))).toEqual([]);
});

test("every file that the page for contributors names is there", () => {
  const spans = readPage("CONTRIBUTING.md").markdown.matchAll(/`((?:src|test|docs|scripts)\/[\w./-]+)`/g);
  const paths = [...spans].map(([, path = ""]) => path);
  expect(paths.length).toBeGreaterThan(30);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
