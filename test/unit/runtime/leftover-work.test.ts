import { expect, test } from "vitest";
import { withoutLeftovers } from "../../../src/runtime/leftover-work.ts";

const script = { revision: "aaa1", direction: "upgrade", path: null };

test("a script waits for what it began, and not for what was there before it", async () => {
  let pending = 3;
  const result = await withoutLeftovers(
    script,
    () => pending,
    async () => {
      pending += 1;
      setTimeout(() => (pending -= 1), 30);
      return "result";
    },
  );
  expect([result, pending]).toEqual(["result", 3]);
});
