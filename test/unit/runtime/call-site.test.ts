import { expect, test } from "vitest";
import { CallSite, placeInProject } from "../../../src/runtime/call-site.ts";
import { ambientScope, runAsCall } from "../../../src/util/ambient-scope.ts";

const stackOf = (...frames: readonly string[]): Error =>
  Object.assign(new Error("x"), {
    stack: ["Error: x", ...frames.map((frame) => `    at ${frame}`)].join("\n"),
  });

test.each([
  [
    "a module of Node is no place of the user's",
    ["process.run (node:internal/process/task_queues:104:5)"],
    null,
  ],
  ["a file is one", ["process.run (node:internal/a/b:1:2)", "run (/app/env.ts:7:3)"], "/app/env.ts:7:3"],
  ["so is one at the top of a module", ["file:///my%20app/env.ts:7:3"], "/my app/env.ts:7:3"],
])("%s", (_rule, frames, place) => {
  expect(placeInProject(stackOf(...frames))).toBe(place);
});

test("a call that asks the database behind promises is the place of what it asks", async () => {
  const ask = async (): Promise<CallSite> => {
    await Promise.all([Promise.resolve()]).then(() => undefined);
    return new CallSite(ask);
  };
  const call = (): Promise<CallSite> => runAsCall(call, ask);
  const site = await ambientScope().run({ owner: null }, () => call());
  expect(site.describe(import.meta.filename)).toContain("call-site.test.ts:");
});
