import { describe, expect, test } from "vitest";
import { isPlainJavaScript } from "../../../../src/script/loader/plain-javascript.ts";
import { load } from "./support/load.ts";

describe("a module that is JavaScript as it stands", () => {
  test.each([
    ["models", 'import { sa } from "alembic-ts";\n\nexport const metadata = new sa.MetaData();\n'],
    ["an import for its effects", 'import "./tables.js";\nconst a = 1;\n'],
    ["a default and a renamed import", 'import first, { a as b } from "x";\nfirst(b);\n'],
    ["a namespace", 'import * as m from "m";\nexport async function f() {\n  await m.g(`x`);\n}\n'],
    ["a default export", "export default { a: 1 };\n"],
    ["top-level await", "await 1;\n"],
    ["a template with a simple expression", `const a = \`\${1 + 1}\`;\n`],
    ["signs in strings and comments", "// a<b>(c)\nconst a = '@ / <'; /* class */\n"],
    [
      "a type in a comment",
      'import { sa } from "alembic-ts";\n/** @type {sa.Table} */\nsa.table("a", []);\n',
    ],
  ])("%s", (_name, source) => {
    expect(isPlainJavaScript(source)).toBe(true);
  });
});

describe("what only the compiler can tell", () => {
  test.each([
    ["an annotation", 'const a: string = "";\n'],
    ["an optional parameter", "export const a = (b?: c) => b;\n"],
    ["an enum", "enum A { b }\n"],
    ["a type", "export type T = 1;\n"],
    ["an assertion", "a as string;\n"],
    ["an import of a type", 'import type { T } from "a";\n'],
    ["an import with a type in it", 'import { type T, a } from "a";\na();\n'],
    ["an import of CommonJS", 'import x = require("x");\nx();\n'],
    ["type arguments, which JavaScript takes for comparisons", "f<number>(1);\n"],
    ["fields of a class", "class A {\n  x = 1;\n}\n"],
    ["a decorator", "@d\nfunction f() {}\n"],
    ["a regular expression, which may hold anything", 'const a = /"/;\n'],
    ["a template within a template", `const a = \`\${\`b\`}\`;\n`],
    ["a template with an import", `const a = \`\${import.meta.url}\`;\n`],
    [
      "an import of a type of which nothing but the syntax tells",
      'import type { T } from "a";\nconst type = T;\n',
    ],
    ["names that are exported from elsewhere, which may be types", 'export { a } from "b";\n'],
    ["broken code", "const a = ;\n"],
  ])("%s", (_name, source) => {
    expect(isPlainJavaScript(source)).toBe(false);
  });

  test.each([
    ["nowhere", 'import { T } from "a";\n'],
    ["in an empty list", 'import {} from "a";\n'],
    ["in a string", 'import { T } from "a";\nf("T");\n'],
    ["in a comment", 'import { T } from "a";\n// T\n'],
    ["as a key", 'import { T } from "a";\nconst x = { T: 1 };\n'],
    ["as a member", 'import { T } from "a";\nx.T();\n'],
    ["in a template, of which only the compiler is certain", `import { T } from "a";\nf(\`\${T}\`);\n`],
    ["in another name", 'import { T } from "a";\nT2();\n'],
  ])("an import that is used %s: it is left out", (_name, source) => {
    expect(isPlainJavaScript(source)).toBe(false);
  });
});

describe("an imported module that is JavaScript as it stands", () => {
  const env = 'import { models } from "./models.ts";\nexport const result = models();\n';

  test("runs, beside one that has to be compiled", async () => {
    const { result } = await load({
      "env.ts": env,
      "models.ts": 'import { more } from "./more.ts";\nexport const models = () => more(1);\n',
      "more.ts": "export const more = (a: number): number => a + 1;\n",
    });
    expect(result).toBe(2);
  });

  test("shows its own lines and columns in a stack", async () => {
    const { error, folder } = await load({
      "env.ts": env,
      "models.ts": '// First line.\nexport const models = () => {\n  throw new Error("boom");\n};\n',
    });
    expect(error?.stack).toContain(`${folder}/models.ts:3:9`);
  });

  test("tells the place of an error that only the parser of modules finds", async () => {
    const { error, folder } = await load({
      "env.ts": env,
      "models.ts": "export const models = () => 1;\nreturn;\n",
    });
    expect(error).toMatchObject({ code: "MODULE_LOAD" });
    expect(error?.message).toContain(`${folder}/models.ts:2:1`);
  });
});
