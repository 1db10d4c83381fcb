import { describe, expect, test } from "vitest";
import { partialOrder } from "../../../../src/operations/batch/column-order.ts";

describe("partial reordering", () => {
  test.each([
    ["no group leaves all as it is", ["a", "b", "c"], [], ["a", "b", "c"]],
    ["a group orders its own names", ["a", "b", "c"], [["c", "b", "a"]], ["c", "b", "a"]],
    ["names in no group keep their order", ["id", "a", "b", "c"], [["c", "a"]], ["id", "b", "c", "a"]],
    [
      "several groups stand side by side",
      ["id", "a", "b", "x"],
      [
        ["b", "id"],
        ["x", "a"],
      ],
      ["b", "x", "id", "a"],
    ],
    [
      "groups may share a name",
      ["a", "b", "c"],
      [
        ["c", "b"],
        ["b", "a"],
      ],
      ["c", "b", "a"],
    ],
  ])("%s", (_rule, names, groups, expected) => {
    expect(partialOrder(names, groups)).toEqual(expected);
  });

  test("groups that contradict each other are refused", () => {
    expect(() =>
      partialOrder(
        ["a", "b"],
        [
          ["a", "b"],
          ["b", "a"],
        ],
      ),
    ).toThrow("contradicts itself about the columns a, b");
  });
});
