import { expect, test } from "vitest";
import { withCleanUp } from "../../../src/util/with-clean-up.ts";

const failing = (message: string) => async (): Promise<never> => {
  throw new Error(message);
};

test("what a function gives comes back behind the clean-up", async () => {
  const seen: string[] = [];
  const result = await withCleanUp(
    () => seen.push("run"),
    async () => seen.push("cleaned up"),
  );
  expect([result, seen]).toEqual([1, ["run", "cleaned up"]]);
});

test("the first error is thrown, and the clean-up runs", async () => {
  await expect(withCleanUp(failing("first"), failing("second"))).rejects.toThrow("first");
  await expect(withCleanUp(() => 1, failing("second"))).rejects.toThrow("second");
});
