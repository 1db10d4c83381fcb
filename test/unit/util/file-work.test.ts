import { mkdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { reading, writing } from "../../../src/util/file-work.ts";

describe("work on files", () => {
  test("gives what it gives", () => {
    expect(reading("a", () => 1)).toBe(1);
  });

  test("that the system refuses is refused as a command", () => {
    const path = join(import.meta.filename, "sub");
    expect(() => writing(path, () => mkdirSync(path, { recursive: true }))).toThrow(
      expect.objectContaining({
        code: "COMMAND",
        message: `${path} cannot be written: ENOTDIR: not a directory, mkdir '${path}'`,
        details: { path, code: "ENOTDIR" },
      }),
    );
    // The system names no path here.
    const folder = tmpdir();
    expect(() => reading(folder, () => readFileSync(folder))).toThrow(`${folder} cannot be read: EISDIR`);
  });

  test("that fails for another reason fails as it does", () => {
    const bug = new TypeError("a bug");
    const work = (): void => {
      throw bug;
    };
    expect(() => reading("a", work)).toThrow(bug);
  });
});
