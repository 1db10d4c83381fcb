import { describe, expect, test } from "vitest";
import { finalName, type Name, nameText, quotedName } from "../../../src/schema/names.ts";

describe.each<readonly [string, Exclude<Name, string>, object]>([
  ["op.f", finalName("ix_a"), { kind: "final_name", text: "ix_a" }],
  ["sa.quotedName", quotedName("ix_a", true), { kind: "quoted_name", text: "ix_a", quote: true }],
])("a name of %s", (_maker, name, data) => {
  test("is its text in strings", () => {
    expect(`${name}`).toBe("ix_a");
    expect(String(name)).toBe("ix_a");
    expect(nameText(name)).toBe("ix_a");
  });

  test("is its text in JSON, wherever it stands", () => {
    expect(JSON.stringify(["remove_index", { name }])).toBe('["remove_index",{"name":"ix_a"}]');
  });

  test("is frozen data", () => {
    expect(name).toEqual(data);
    expect({ ...name }).toStrictEqual(data);
    expect(Object.isFrozen(name)).toBe(true);
  });
});

test("the data of a name without its functions is a name too", () => {
  const name: Name = { kind: "final_name", text: "ix_a" };
  expect(nameText(name)).toBe("ix_a");
});
