import { win32 } from "node:path";
import { describe, expect, test } from "vitest";
import { scriptLocation } from "../../src/commands/script-location.ts";
import { directoryOf } from "../../src/config/here.ts";
import { legacyVersionLocations, splitPathList } from "../../src/config/path-list.ts";
import { placeInProject } from "../../src/runtime/call-site.ts";
import { placeInFile } from "../../src/util/stack-places.ts";

function locations(text: string, separator: string): readonly string[] {
  const options = { separator, separatorKey: "path_separator", legacy: legacyVersionLocations };
  return splitPathList(text, { ...options, osSeparator: win32.delimiter });
}

describe("paths of Windows", () => {
  test.each([
    ["os", "C:\\app\\a; D:/more versions ;", ["C:\\app\\a", "D:/more versions"]],
    [";", "C:/a;C:/b", ["C:/a", "C:/b"]],
    ["newline", "C:\\a b\nC:\\c", ["C:\\a b", "C:\\c"]],
    ["space", "C:\\a C:\\b", ["C:\\a", "C:\\b"]],
  ])("path_separator = %s", (separator, text, expected) => {
    expect(locations(text, separator)).toEqual(expected);
  });

  test("%(here)s has slashes, which need no escaping", () => {
    expect(directoryOf("C:\\app\\db\\alembic.ini", win32)).toBe("C:/app/db");
  });

  test("script_location is below the ini's folder, or absolute as it was given, with slashes", () => {
    const here = win32.resolve(".");
    expect(scriptLocation("db\\alembic", here, win32)).toBe("%(here)s/db/alembic");
    expect(scriptLocation("D:\\50%\\alembic", here, win32)).toBe("D:/50%%/alembic");
  });

  test("from another drive there is no way but the absolute one", () => {
    expect(scriptLocation("db", "D:\\app", win32)).toBe(win32.resolve("db").replaceAll("\\", "/"));
  });
});

describe("places in a stack of Windows", () => {
  const frames = (...lines: readonly string[]): Error =>
    Object.assign(new Error("x"), { stack: lines.join("\n") });

  test("a file: URL is the path of the file", () => {
    const stack = frames("Error: x", "    at upgrade (file:///C:/my%20app/versions/a.ts?alembic=3:7:5)");
    expect(placeInFile(stack, "C:\\my app\\versions\\a.ts")).toBe("C:\\my app\\versions\\a.ts:7:5");
  });

  test("code of packages is not the user's", () => {
    const stack = frames(
      "Error: x",
      "    at query (C:\\app\\node_modules\\pg\\lib\\client.js:10:3)",
      "    at main (file:///C:/app/run.ts:4:1)",
    );
    expect(placeInProject(stack)).toBe("C:\\app\\run.ts:4:1");
  });
});
