import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { scanHeader } from "../../../src/script/header-scanner.ts";

const folder = mkdtempSync(join(tmpdir(), "header-"));
afterAll(() => rmSync(folder, { recursive: true }));

const names = ["revision", "downRevision", "branchLabels", "dependsOn"] as const;
let count = 0;

/** What executing the file gives. */
async function imported(source: string): Promise<Record<string, unknown>> {
  const path = join(folder, `${count++}.ts`);
  writeFileSync(path, source);
  const module: Record<string, unknown> = await import(/* @vite-ignore */ pathToFileURL(path).href);
  return Object.fromEntries(names.map((name) => [name, module[name] ?? null]));
}

const body =
  "\nexport async function upgrade(): Promise<void> {}\nexport async function downgrade(): Promise<void> {}\n";
const ids = 'export const revision = "r1";\nexport const downRevision = "r0";\n';
const rest = "export const branchLabels = null;\nexport const dependsOn = null;\n";

describe("scanned headers agree with execution", () => {
  test.each([
    ["the generated form", `/**\n * message\n *\n * Revision ID: zzz\n */\n\n${ids}${rest}`],
    [
      "types",
      'export const revision: string = "r1";\nexport const downRevision: string | readonly string[] | null = ["a", "b"];\nexport const branchLabels: string | readonly string[] | null = null;\nexport const dependsOn: readonly string[] | null = [];\n',
    ],
    ["single quotes and templates", "export const revision = 'r1';\nexport const downRevision = `r0`;\n"],
    [
      "assertions",
      'export const revision = "r1" as const;\nexport const downRevision = ["a", "b"] as const;\nexport const branchLabels = ["x"] satisfies string[];\n',
    ],
    [
      "no semicolons",
      'export const revision = "r1"\nexport const downRevision = null\nexport const branchLabels = undefined\n',
    ],
    [
      "lists over several lines with comments",
      'export const revision = "r1";\nexport const downRevision = [\n  "a", // first\n  /* second */ "b",\n];\n',
    ],
    [
      "comments that look like headers",
      `// export const revision = "no";\n/* export const revision = "no"; */\n${ids}`,
    ],
    ["CRLF", `${ids}${rest}`.replaceAll("\n", "\r\n")],
    ["a byte order mark", `\uFEFF${ids}`],
    ["a shebang", `#!/usr/bin/env node\n${ids}`],
    ["other constants", `export const engine = "pg";\n${ids}`],
    [
      "imports of all kinds",
      `import "node:fs";\nimport os from "node:os";\nimport * as path from "node:path";\nimport {\n  join,\n  type ParsedPath,\n} from "node:path";\nimport type { Stats } from "node:fs";\n${ids}`,
    ],
    [
      "another order",
      'export const dependsOn = ["x"];\nexport const branchLabels = "l";\nexport const downRevision = null;\nexport const revision = "r1";\n',
    ],
    [
      "a comment between value and line end",
      'export const revision = "r1" // the id\nexport const downRevision = null /* base */\n',
    ],
  ])("%s", async (_, header) => {
    const source = header + body;
    expect(scanHeader(source)).toEqual(await imported(source));
  });
});

describe("anything uncertain is left to execution", () => {
  test.each([
    ["an expression", 'export const revision = "r" + "1";\nexport const downRevision = null;\n'],
    [
      "an expression that goes on in the next line",
      'export const revision = "r"\n  + "1";\nexport const downRevision = null;\n',
    ],
    [
      "a call in the next line",
      'export const revision = "r1"\n.toUpperCase();\nexport const downRevision = null;\n',
    ],
    [
      "an operator word in the next line",
      'export const revision = "r1";\nexport const downRevision = "x"\nin { x: 1 } ? "a" : "b";\n',
    ],
    ["an escape", 'export const revision = "r\\u0031";\nexport const downRevision = null;\n'],
    [
      "an interpolation",
      `const n = 1;\nexport const revision = \`r\${n}\`;\nexport const downRevision = null;\n`,
    ],
    ["let", 'export let revision = "r1";\nexport const downRevision = null;\nrevision = "r2";\n'],
    ["an export list", 'const revision = "r1";\nexport const downRevision = null;\nexport { revision };\n'],
    ["two declarators", 'export const revision = "r1", downRevision = null;\n'],
    ["labels after the functions", `${ids}${body}export const branchLabels = ["late"];\n`],
    ["labels behind other code", `${ids}const x = 1;\nexport const branchLabels = ["late"];\n`],
    ["labels under an export list", `${ids}const l = ["late"];\nexport { l as branchLabels };\n`],
    ["labels from another module", `${ids}export * from "node:path";\n`],
    [
      "a header in a template",
      'const text = `\nexport const revision = "no";\nexport const downRevision = null;\n`;\nexport const revision = text.length > 0 ? "r1" : "r2";\nexport const downRevision = null;\n',
    ],
    ["nothing", ""],
    ["a comment without end", `${ids}/* `],
    ["a number", "export const revision = 1;\nexport const downRevision = null;\n"],
    ["a spread list", 'export const revision = "r1";\nexport const downRevision = [...["a"]];\n'],
    ["CommonJS", 'module.exports = { revision: "r1", downRevision: null };\n'],
  ])("%s", (_, header) => {
    expect(scanHeader(header + body)).toBeNull();
  });
});
