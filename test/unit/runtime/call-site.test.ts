import { expect, test } from "vitest";
import { placeInProject } from "../../../src/runtime/call-site.ts";

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
