import { describe, expect, test } from "vitest";
import { publicInterface } from "../support/public-interface.ts";

describe("what the entry points export", () => {
  const exported = publicInterface();

  test("names only types that an entry point exports too", () => {
    const missing = new Map<string, string[]>();
    for (const { name, unexported } of exported)
      for (const type of unexported) missing.set(type, [...(missing.get(type) ?? []), name]);
    expect(Object.fromEntries(missing)).toEqual({});
  });

  test("has a docstring", () => {
    const bare = exported.filter(({ documentation }) => documentation === "");
    expect(bare.map(({ entry, name }) => `${name} of ${entry}`)).toEqual([]);
  });
});
