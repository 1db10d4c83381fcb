import { describe, expect, test } from "vitest";
import { optionNamesOf } from "../../../src/dialect/default/option-names.ts";
import type { OracleOptions } from "../../../src/dialect/oracle/options.ts";
import * as sa from "../../../src/sa/index.ts";
import { ownKeysOf } from "../../../src/schema/dialect-options.ts";
import type { IndexOptions } from "../../../src/schema/index-def.ts";
import { sql } from "../../../src/schema/sql-text.ts";

// Scripts are stripped of their types and not checked.
const untyped = sa as unknown as Record<string, (...args: unknown[]) => unknown>;

test("a list of options has all of its interface, and no other", () => {
  const ofIndexes = ownKeysOf<IndexOptions>();
  expect(ofIndexes(["unique", "info"])).toEqual(["unique", "info"]);
  // @ts-expect-error: info is missing
  ofIndexes(["unique"]);
  // @ts-expect-error: there is no option uniq
  ofIndexes(["unique", "info", "uniq"]);
  const ofOracle = optionNamesOf<OracleOptions>();
  // @ts-expect-error: tablespace stands nowhere
  ofOracle({ table: ["onCommit", "compress"], index: ["bitmap"] });
  // @ts-expect-error: there is no option tablespaces
  ofOracle({ table: ["onCommit", "compress", "tablespace", "tablespaces"], index: ["bitmap"] });
});

describe("an option that does not exist", () => {
  test.each([
    ["a default", { server_default: sa.func.now() }, "server_default"],
    ["SQL text", { servrDefault: sql`now()` }, "servrDefault"],
    ["a type", { type_: sa.integer() }, "type_"],
    ["a list", { foreignKeys: [sa.references("t.id")] }, "foreignKeys"],
    ["a date", { since: new Date(0) }, "since"],
    ["null", { defualt: null }, "defualt"],
    ["a number", { lenght: 5 }, "lenght"],
  ])("is refused with %s as its value", (_what, options, name) => {
    expect(() => untyped.column?.("c", sa.integer(), options)).toThrow(`There is no option '${name}'`);
  });

  test("is not confused with the options of a dialect", () => {
    const options = { mydialect: { speed: 1 }, postgresql: { using: "gin" } };
    expect(untyped.index?.("ix", ["a"], options)).toMatchObject({ options });
  });
});
