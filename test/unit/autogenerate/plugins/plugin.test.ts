import { describe, expect, test } from "vitest";
import { activePlugins, Plugin } from "../../../../src/autogenerate/plugins/plugin.ts";

const builtIn = [
  { name: "alembic.autogenerate.tables", comparators: [] },
  { name: "alembic.autogenerate.types", comparators: [] },
  { name: "alembic_ts.autogenerate.enums", comparators: [] },
];
const active = (...patterns: string[]): readonly string[] =>
  activePlugins(builtIn, patterns).map(({ name }) => name);

describe("the patterns that switch plugins on", () => {
  test.each([
    [["alembic.autogenerate.*"], ["alembic.autogenerate.tables", "alembic.autogenerate.types"]],
    [
      ["*", "~alembic.autogenerate.types"],
      ["alembic.autogenerate.tables", "alembic_ts.autogenerate.enums"],
    ],
    [["alembic.autogenerate.tables"], ["alembic.autogenerate.tables"]],
    [["~alembic.autogenerate.tables"], []],
  ])("%j gives %j", (patterns, names) => {
    expect(active(...patterns)).toEqual(names);
  });

  test("a pattern that fits nothing is refused, with the names that there are", () => {
    expect(() => active("foo.bar")).toThrow("Did not locate plugins: foo.bar");
  });

  test("text that is no pattern is refused", () => {
    expect(() => active("a b")).toThrow("Invalid plugin expression 'a b'");
  });
});

describe("a user's plugin", () => {
  test("a name is taken once, and free again when the plugin is removed", () => {
    const plugin = new Plugin("test.once");
    expect(() => new Plugin("test.once")).toThrow("A plugin named test.once is already registered");
    plugin.remove();
    new Plugin("test.once").remove();
  });
});
