import fc from "fast-check";
import { expect, test } from "vitest";
import { IniConfig } from "../../../src/config/ini-config.ts";
import { parseIni } from "../../../src/config/ini-parser.ts";
import { escapePercent } from "../../../src/config/interpolation.ts";

function read(text: string, defaults: Record<string, string> = {}): IniConfig {
  return new IniConfig(parseIni(text, "my.ini"), defaults, "my.ini");
}

test.each([
  ["an equals sign separates name and value", "[a]\nname = value", "value"],
  ["a colon separates name and value", "[a]\nname: value", "value"],
  ["the first separator counts", "[a]\nname = a=b:c", "a=b:c"],
  ["names are case-insensitive", "[a]\nNaMe = value", "value"],
  ["a value may be empty", "[a]\nname =", ""],
  ["a semicolon after a value is part of it", "[a]\nname = x ; y # z", "x ; y # z"],
  ["a deeper indented line continues the value", "[a]\nname = x\n  y\n  z", "x\ny\nz"],
  ["comment lines inside a value are left out", "[a]\nname = x\n# no\n  # no\n  y", "x\ny"],
  ["blank lines inside a value stay", "[a]\nname = x\n\n  y\n", "x\n\ny"],
  ["blank lines after a value are dropped", "[a]\nname = x\n\n\n[b]", "x"],
  ["Windows line ends and a byte order mark are no content", "\uFEFF[a]\r\nname = x\r\n  y\r\n", "x\ny"],
  ["every section sees [DEFAULT]", "[DEFAULT]\nname = x\n[a]\nother = y", "x"],
  ["a section's own value wins over [DEFAULT]", "[a]\nname = x\n[DEFAULT]\nname = y", "x"],
  ["%% is a percent sign", "[a]\nname = p%%40w", "p%40w"],
  ["%(x)s is another value of the section", "[a]\nx = 1\nname = <%(X)s>", "<1>"],
  ["a value put in is interpolated itself", "[a]\nx = %(y)s\ny = 1%%\nname = <%(x)s>", "<1%>"],
  ["%(here)s comes from the defaults", "[a]\nname = %(here)s/x", "/project/x"],
  ["umlauts and emoji are text", "[a]\nname = Käse 🧀", "Käse 🧀"],
])("%s", (_rule, text, value) => {
  expect(read(text, { here: "/project" }).get("a", "name")).toBe(value);
});

test.each([
  ["text before any section", "name = x", "my.ini:1: 'name = x' stands before any section"],
  ["a line that is nothing", "[a]\nnonsense", "my.ini:2: 'nonsense' is neither"],
  ["a value without a name", "[a]\n= x", "my.ini:2: '= x' is neither"],
  ["a section twice", "[a]\n[b]\n[a]", "my.ini:3: section [a] appears twice"],
  ["an option twice", "[a]\nx = 1\n\nX = 2", "my.ini:4: option 'x' of section [a] is already set in line 2"],
])("refused with file and line: %s", (_rule, text, message) => {
  expect(() => parseIni(text, "my.ini")).toThrow(message);
});

test.each([
  ["a lonely percent sign", "50%", "my.ini:2: option 'name' of section [a] has a '%' at character 3 of 3"],
  ["a percent sign before a letter", "a%b", "has a '%' at character 2 of 3"],
  ["a name that does not exist", "%(nope)s", "refers to '%(nope)s', and there is no option 'nope'"],
  ["a value that contains itself", "%(name)s", "refers to itself"],
])("refused when the option is read: %s", (_rule, value, message) => {
  const ini = read(`[a]\nname = ${value}\nfine = 1`);
  expect(ini.get("a", "fine")).toBe("1");
  expect(() => ini.get("a", "name")).toThrow(message);
});

test("an error about a percent sign does not show the value, which may hold a password", () => {
  const ini = read("[a]\nurl = pg://me:secret%40@host/db");
  expect(() => ini.get("a", "url")).toThrow(/^(?!.*secret)/);
});

test("values that a program sets interpolate, raw ones do not", () => {
  const ini = read("");
  ini.set("new", "x", "100%%");
  ini.setRaw("new", "y", "100%(x)s");
  expect(ini.items("new")).toEqual({ x: "100%", y: "100%(x)s" });
  expect(() => ini.set("new", "z", "100%")).toThrow("neither %% nor %(name)s");
  expect(ini.wasWritten("new", "X")).toBe(true);
});

test("any text set raw is read back unchanged", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const ini = read("");
      ini.setRaw("a", "x", text);
      expect(ini.get("a", "x")).toBe(text);
    }),
  );
});

test("any single-line value written into a file is read back trimmed", () => {
  const line = fc.string({ unit: "grapheme" }).filter((text) => !/[\r\n]/.test(text));
  fc.assert(
    fc.property(line, (text) => {
      expect(read(`[a]\nx = ${escapePercent(text)}`).get("a", "x")).toBe(text.trim());
    }),
  );
});
