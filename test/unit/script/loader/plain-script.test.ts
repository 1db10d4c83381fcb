import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { importModule } from "../../../../src/script/loader/index.ts";
import { readPlainScript } from "../../../../src/script/loader/plain-script.ts";
import { type Files, load, loader as loaderUrl, temporaryFolder } from "./support/load.ts";

const generated = `/**
 * it's "quoted" <b>
 *
 * Revision ID: a1
 */

import { op, type sa as schema, sql as text } from "alembic-ts";
import * as postgresql from "alembic-ts/postgresql";

export const revision = "a1";
export const downRevision: string | readonly string[] | null = ["b2", 'c3'];

const schemaName: schema.Name | null = "x";

/** Upgrade schema. */
export async function upgrade(): Promise<void> {
  await op.execute(text\`select '\${schemaName}' <> 1\`); // a < b
}

function helper(a, b): void {}
`;

describe("a file as the templates write it", () => {
  const plain = readPlainScript(generated);

  test("says what it imports and exports; types are not imported", () => {
    expect(plain?.imports).toEqual([
      {
        specifier: "alembic-ts",
        namespace: null,
        names: [
          { imported: "op", local: "op" },
          { imported: "sql", local: "text" },
        ],
      },
      { specifier: "alembic-ts/postgresql", namespace: "postgresql", names: [] },
    ]);
    expect(plain?.exports).toEqual(["revision", "downRevision", "upgrade"]);
    expect(plain?.functions).toEqual(["upgrade"]);
  });

  test("loses its imports, the word export and its annotations; nothing moves", () => {
    const lines = plain?.body.split("\n") ?? [];
    const isOpened = (line: string): boolean => line.includes("if(__isCompiling)return;");
    const lengths = (all: readonly string[]): readonly number[] =>
      all.filter((_, index) => !isOpened(lines[index] ?? "")).map((line) => line.length);
    expect(lengths(lines)).toEqual(lengths(generated.split("\n")));
    expect(lines.map((line) => line.trimEnd()).slice(6)).toEqual([
      "",
      "",
      "",
      '       const revision = "a1";',
      `       const downRevision${" ".repeat(": string | readonly string[] | null".length)} = ["b2", 'c3'];`,
      "",
      'const schemaName                     = "x";',
      "",
      "/** Upgrade schema. */",
      "       async function upgrade()                {if(__isCompiling)return;",
      `  await op.execute(text\`select '\${schemaName}' <> 1\`); // a < b`,
      "}",
      "",
      "function helper(a, b)       {}",
      "",
    ]);
  });
});

test.each([
  ["type arguments, which JavaScript reads as comparisons", "const db = kysely<DB>(op.getBind());"],
  ["a division or a regular expression", "const half = 4 / 2;"],
  ["a class, whose fields depend on tsconfig.json", "class A { b = 1 }"],
  ["a decorator", "@entity const a = 1;"],
  ["an escape in a name", "const \\u0061 = 1;"],
  ["a template within a template", `const a = \`\${\`b\`}\`;`],
  ["a string that does not end", 'const a = "b'],
  ["a comment that does not end", "/* a"],
  ["what CommonJS defines", "const a = require('b');"],
  ["what CommonJS defines, in a template", `const a = \`\${__filename}\`;`],
  ["an import for its effects", 'import "./a";'],
  ["an import of nothing at all", 'import from "./a";'],
  ["an import without commas", 'import a { b } from "./a";'],
  ["names that run into one another", 'import * as afrom "./a";'],
  ["a default import", 'import a from "./a";'],
  ["a dynamic import", 'const a = await import("./a");'],
  ["import.meta", "const a = import.meta.url;"],
  ["a default export", "export default 1;"],
  ["an exported variable", "export let a = 1;"],
  ["an exported constant that is computed", "export const a = b();"],
  ["two exported constants in one statement", 'export const a = "b", c = "d";'],
  ["a list of exports", "const a = 1;\nexport { a };"],
  ["an exported type", "export type A = 1;"],
  ["an export that is indented, which may be in a block", "  export const a = null;"],
  ["one name exported twice", "export function a() {}\nexport function a() {}"],
  ["an exported generator", "export function* a() {}"],
])("%s is left to the compiler", (_what, source) => {
  expect(readPlainScript(source)).toBeNull();
});

/** Statements of a revision; `out` takes what they find out. */
const statements = [
  `out.push("a // b");`,
  `out.push('it\\'s: Promise<void> {', "\\"");`,
  'out.push(`\nexport async function upgrade(): Promise<void> {\nimport { a } from "b"; $ {1} \\`' +
    "$" +
    "{1 + 1}`);",
  `// export const revision: string = "no"; it's`,
  `/* import { op } from "nowhere"; " */`,
  "{ const a: number | null = 1; out.push(a); }",
  "{ const a: string = null ?? 'b'; out.push(a); }",
  "{ const pick = (key: string): string => key; out.push(pick('a')); }",
  "{ function pick(key, other): void { out.push(key, other); } pick(1, 2); }",
  "{ let a: number; a = 3; out.push(a); }",
  "out.push(1 < 2, (3) > 2);",
  "{ const same = <T>(a: T): T => a; out.push(same<string>('x')); }",
  `out.push(/["'\`]\\/[<]/.test("x"), 8 / 2);`,
  "{ class A { b: number = 1; static c?: string } out.push(Object.keys(new A()), 'c' in A); }",
  "{ enum E { a = 4 } out.push(E.a, E[4]); }",
  "out.push((out as unknown[])!.length satisfies number);",
  "out.push(this === undefined, typeof arguments, typeof require, typeof import.meta.url);",
  "out.push(await Promise.resolve(5), out.length > 1 ? (out) : 7);",
  "out.push({ class: 1, const: 2, import: 3 }.import, [1].map((a) => a)[0]);",
  "label: for (const a of [1, 2]) { if (a === 2) break label; out.push(a); }",
];

const headers = [
  "",
  'import { op, sa } from "alembic-ts";\n',
  'import { op, type OpResult, type sa as schema } from "alembic-ts";\n',
  'import type { sa } from "alembic-ts";\nimport * as postgresql from "alembic-ts/postgresql";\n',
  'import { OpResult } from "alembic-ts";\n',
  'import { join } from "node:path";\n',
];

test("a file is the same, whether it runs as it is or as a compiled module", async () => {
  const folder = temporaryFolder();
  let count = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...headers),
      fc.array(fc.constantFrom(...statements), { maxLength: 5 }),
      fc.boolean(),
      async (header, body, isTopLevel) => {
        const found = "export const revision: string = 'a1';\nconst out: unknown[] = [];\n";
        const text = isTopLevel
          ? `${header}${found}${body.join("\n")}\nexport async function upgrade(): Promise<void> {\n  return out;\n}\n`
          : `${header}${found}export async function upgrade(): Promise<void> {\n${body.join("\n")}\n  return out;\n}\n`;
        const file = join(folder, `${++count}.ts`);
        writeFileSync(file, text);
        const [module, plain] = await Promise.all(
          [{}, { fresh: true }].map((options) => outcomeOf(file, options)),
        );
        expect(plain).toEqual(module);
      },
    ),
    { numRuns: 150 },
  );
});

async function outcomeOf(file: string, options: { readonly fresh?: boolean }): Promise<unknown> {
  const { revision, upgrade, ...others } = await importModule(file, options);
  // The function is the file's own.
  return { revision, others, out: await (upgrade as () => Promise<unknown>)() };
}

const packages = [
  ["an ESM package", { "package.json": { type: "module" } }],
  ["a CommonJS package", { "package.json": { type: "commonjs" } }],
] as const;

describe.each(packages)("run anew in %s", (_name, base: Files) => {
  const loadFresh = (source: string, files: Files = {}): ReturnType<typeof load> =>
    load({ ...base, ...files, "env.ts": source }, "env.ts", [], { fresh: true });

  test.each([
    ["as it is", ""],
    ["compiled, as it has an enum", "enum Unused { a }"],
  ])("%s: a stack shows file, line and column, on the first line too", async (_how, enumeration) => {
    const first = await loadFresh(`throw new Error("boom"); ${enumeration}`);
    expect(first.error?.stack).toContain(`${first.folder}/env.ts:1:7`);
    const later = await loadFresh(
      `import { op } from "alembic-ts";\n${enumeration}\nfunction bang(): void {\n  throw new Error("boom");\n}\nbang();`,
    );
    expect(later.error?.stack).toContain(`${later.folder}/env.ts:4:9`);
    expect(later.error?.stack).toContain(`${later.folder}/env.ts:6:1`);
  });

  test("a syntax error tells file, line and column", async () => {
    const { error, folder } = await loadFresh(`export const a = "b";\n\nfunction (;\n`);
    expect(error).toMatchObject({ code: "MODULE_LOAD" });
    expect(error?.message).toContain(`${folder}/env.ts:3:10: Expected function name`);
  });

  test("a name that alembic-ts does not have is refused before anything runs", async () => {
    const { error, stderr } = await loadFresh(
      `import { opp } from "alembic-ts";\nconsole.error("ran");\nopp.execute("");`,
    );
    expect(error).toMatchObject({ code: "MODULE_LOAD", message: expect.stringContaining("'opp'") });
    expect(stderr).toBe("");
  });

  test("a return outside of a function is a syntax error", async () => {
    const { error } = await loadFresh(`export const revision = "a";\nreturn;`);
    expect(error).toMatchObject({ code: "MODULE_LOAD" });
  });

  test.each([
    [
      "an enum and a namespace",
      "enum E { a = 4 }\nnamespace N { export const b = 5 }\nexport const result = [E.a, N.b];",
      [4, 5],
    ],
    ["top-level await", "const a: number = await Promise.resolve(4);\nexport const result = [a];", [4]],
    ["import.meta", "export const result = [typeof import.meta.filename];", ["string"]],
    ["a dynamic import", 'export const result = import("./other").then(({ a }) => [a]);', [6]],
    ["a file of the project", 'import { a } from "./other";\nexport const result = [a];', [6]],
    ["tsconfig paths", 'import { a } from "@/other";\nexport const result = [a];', [6]],
    ["JSON", 'import data from "./data.json" with { type: "json" };\nexport const result = [data.a];', [7]],
    [
      "__dirname and require",
      "export const result = [typeof __dirname, typeof require];",
      ["string", "function"],
    ],
    [
      "a decorator",
      "const seen: string[] = [];\nconst mark = (_: unknown, name: string): void => { seen.push(name); };\nclass A { @mark b(): void {} }\nexport const result = [...seen, typeof A];",
      ["b", "function"],
    ],
    [
      "functions that the file itself calls and replaces",
      "export const result = [];\nresult.push(upgrade());\nexport function upgrade() {\n  return result.length;\n}\nresult.push(upgrade());\nupgrade = () => 5;\nresult.push(upgrade());",
      [0, 1, 5],
    ],
    [
      "strict mode",
      "export const result = [this === undefined, (function () { return this === undefined; })()];",
      [true, true],
    ],
  ])("%s works", async (_what, source, expected) => {
    const { error, result } = await loadFresh(source, {
      "other.ts": "export const a: number = 6;",
      "data.json": { a: 7 },
      "tsconfig.json": { compilerOptions: { experimentalDecorators: true, paths: { "@/*": ["./*"] } } },
    });
    expect({ error, result }).toEqual({ error: undefined, result: expected });
  });

  test("a revision that another module imports too keeps its lines", async () => {
    const revision = `import { op } from "alembic-ts";\n\nexport const revision: string = "a";\n\nexport function upgrade(): void {\n  throw new Error("boom");\n}\n`;
    const lineOf = `const lineOf = (run: () => void): unknown => { try { run(); } catch (error) { return (error as Error).stack?.split("\\n")[1]?.match(/revision\\.ts\\S*?:(\\d+:\\d+)/)?.[1]; } };`;
    const loaderOf = `const { importModule } = await import(${JSON.stringify(loaderUrl)});\nconst file = import.meta.dirname + "/revision.ts";`;
    const before = await loadFresh(
      `${loaderOf}\n${lineOf}\nconst plain = await importModule(file, { fresh: true });\nconst module = await import("./revision");\nexport const result = [lineOf(plain.upgrade), lineOf(module.upgrade), lineOf(plain.upgrade)];`,
      { "revision.ts": revision },
    );
    expect(before.result).toEqual(["6:9", "6:9", "6:9"]);
    const after = await loadFresh(
      `import * as module from "./revision";\n${loaderOf}\n${lineOf}\nconst plain = await importModule(file, { fresh: true });\nexport const result = [lineOf(module.upgrade), lineOf(plain.upgrade)];`,
      { "revision.ts": revision },
    );
    expect(after.result).toEqual(["6:9", "6:9"]);
  });
});
