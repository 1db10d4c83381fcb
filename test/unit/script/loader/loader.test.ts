import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Files, load, loader, temporaryFolder } from "./support/load.ts";

const packages = [
  ["an ESM package", { "package.json": { type: "module" } }],
  ["a CommonJS package, as npm init -y writes it", { "package.json": { type: "commonjs" } }],
  ["a package without a type", { "package.json": {} }],
  ["no package at all", {}],
] as const;

describe.each(packages)("in %s", (_name, base: Files) => {
  test("env.ts loads as an ES module with top-level await, and Node says nothing", async () => {
    const { result, stderr } = await load({
      ...base,
      "env.ts": `import { readFileSync } from "node:fs";
        const value: number = await Promise.resolve(42);
        export const result = [value, typeof readFileSync, typeof import.meta.url];`,
    });
    expect(result).toEqual([42, "function", "string"]);
    expect(stderr).toBe("");
  });

  test("imports may leave the extension out, name .js for .ts, or name a folder", async () => {
    const { result } = await load({
      ...base,
      "env.ts": `import { a } from "./a"; import { b } from "./b.js"; import { c } from "./c"; import { d } from "./d.mjs";
        export const result = [a, b, c, d];`,
      "a.ts": "export const a: number = 1;",
      "b.ts": "export const b: number = 2;",
      "c/index.ts": "export const c: number = 3;",
      "d.mts": "export const d: number = 4;",
    });
    expect(result).toEqual([1, 2, 3, 4]);
  });

  test("JSON is imported with the attribute that Node asks for, or without it, and required", async () => {
    const { result, stderr } = await load({
      ...base,
      "env.ts": `import plain from "./a.json"; import named from "./b.json" with { type: "json" }; import { c } from "./c.js";
        export const result = [plain.a, named.b, c];`,
      "a.json": '{ "a": 1 }',
      "b.json": '{ "b": 2 }',
      "c.ts": 'export const c = require("./a.json").a;',
    });
    expect(result).toEqual([1, 2, 1]);
    expect(stderr).toBe("");
  });

  test("enums, namespaces and parameter properties work", async () => {
    const { result } = await load({
      ...base,
      "env.ts": `import { Color, inner, Point } from "./model"; export const result = [Color.red, Color[1], inner.z, new Point(7).x];`,
      "model.ts": `export enum Color { red, green }
        export namespace inner { export const z = 3; }
        export class Point { constructor(public x: number) {} }`,
    });
    expect(result).toEqual([0, "green", 3, 7]);
  });

  test("files written for CommonJS have require, __dirname and __filename", async () => {
    const { result, folder } = await load({
      ...base,
      "env.ts": `import { here, join } from "./old"; import { plus } from "./older"; export const result = [here, join("a", "b"), plus(1)];`,
      "old.ts": `const path = require("path"); export const here: string = __dirname; export const join = path.join;`,
      "older.cts": `function plus(n: number) { return n + 1; }\nmodule.exports = { plus };`,
    });
    expect(result).toEqual([folder, "a/b", 2]);
  });

  test("a file may import as ES modules do and export by 'export ='", async () => {
    const { result } = await load({
      ...base,
      "env.ts": `import { metadata } from "./models"; import models from "./models"; export const result = [metadata, models];`,
      "models.ts": `import { join } from "node:path"; const metadata: string = join("a", "b"); export = { metadata };`,
    });
    expect(result).toEqual(["a/b", { metadata: "a/b" }]);
  });

  test("a package in node_modules may be TypeScript that was not built", async () => {
    const { result, stderr } = await load({
      ...base,
      "env.ts": `import { metadata } from "models"; export const result = metadata;`,
      "node_modules/models/package.json": { name: "models", main: "src/index.ts" },
      "node_modules/models/src/index.ts": `import { name } from "./name.js"; export enum Kind { a } export const metadata: string = name + Kind.a;`,
      "node_modules/models/src/name.ts": `export const name: string = "user";`,
    });
    expect(result).toBe("user0");
    expect(stderr).toBe("");
  });

  test("tsconfig paths, extends and comments are understood", async () => {
    const { result } = await load({
      ...base,
      "tsconfig.json": `{ // the base\n "extends": "./tsconfig.base.json", "compilerOptions": { "strict": true, }, }`,
      "tsconfig.base.json": {
        compilerOptions: { paths: { "@app/*": ["./src/*"], "@one": ["./src/one.ts"] } },
      },
      "env.ts": `import { a } from "@app/a"; import { one } from "@one"; export const result = [a, one];`,
      "src/a.ts": "export const a = 1;",
      "src/one.ts": `export const one = "one";`,
    });
    expect(result).toEqual([1, "one"]);
  });

  test("legacy decorators run, with metadata, also in a circle of entities", async () => {
    const column = `export const seen: unknown[] = [];
      export function Column(): PropertyDecorator {
        return (target, key) => { seen.push([String(key), Reflect.getMetadata("design:type", target, key).name]); };
      }`;
    const { result } = await load({
      ...base,
      "tsconfig.json": { compilerOptions: { experimentalDecorators: true, emitDecoratorMetadata: true } },
      "env.ts": `import "./metadata"; import { User } from "./user"; import { seen } from "./column";
        export const result = [seen, Object.keys(new User())];`,
      "metadata.ts": `const all = new Map(); (Reflect as any).metadata = (_k: string, v: unknown) => (t: object, p: string) => { all.set(p, v); };
        (Reflect as any).getMetadata = (_k: string, _t: object, p: string) => all.get(p);`,
      "column.ts": column,
      "user.ts": `import { Column } from "./column"; import { Post } from "./post";
        export class User { @Column() id!: number; @Column() post!: Post; }`,
      "post.ts": `import { Column } from "./column"; import { User } from "./user";
        export class Post { @Column() title!: string; @Column() author!: User; }`,
    });
    expect(result).toEqual([
      [
        ["title", "String"],
        ["author", "Object"],
        ["id", "Number"],
        ["post", "Post"],
      ],
      [],
    ]);
  });

  test("a stack shows the user's file, line and column", async () => {
    const { error, folder } = await load({
      ...base,
      "env.ts": `interface A { a: 1 }\n\nenum E { a }\nexport function bang(): never {\n  throw new Error("boom");\n}\nbang();`,
    });
    expect(error?.message).toBe("boom");
    expect(error?.stack).toContain(`${folder}/env.ts:5:9`);
  });

  test("a plain JavaScript revision may be an ES module too", async () => {
    const { result } = await load(
      { ...base, "env.js": `import "node:fs"; export const result = 1;` },
      "env.js",
    );
    expect(result).toBe(1);
  });
});

describe("what is imported", () => {
  test("alembic-ts is the running instance", async () => {
    const { result } = await load({
      "env.ts": `import * as errors from "alembic-ts/errors"; export const result = Object.keys(errors).includes("CommandError");`,
    });
    expect(result).toBe(true);
  });

  test("prepend_sys_path is looked at after node_modules, for files and for packages", async () => {
    const { result } = await load(
      {
        "alembic/env.ts": `import { users } from "my_app/models"; import { x } from "both"; import { y } from "deep";
          export const result = [users, x, y];`,
        "my_app/models.ts": `export const users = "users";`,
        "node_modules/both/package.json": { main: "index.js" },
        "node_modules/both/index.js": `exports.x = "package";`,
        "both.ts": `export const x = "file";`,
        "lib/node_modules/deep/index.js": `exports.y = "deep";`,
      },
      "alembic/env.ts",
      [".", "lib"],
    );
    expect(result).toEqual(["users", "package", "deep"]);
  });

  test("files in node_modules are left to Node", async () => {
    const { result } = await load({
      "env.ts": `import dep from "dep"; export const result = dep.value;`,
      "node_modules/dep/package.json": { main: "index.js" },
      "node_modules/dep/index.js": `module.exports = { value: require("./inner") };`,
      "node_modules/dep/inner.js": `module.exports = 5;`,
    });
    expect(result).toBe(5);
  });

  test("a compiled CommonJS revision loads", async () => {
    const { result } = await load(
      {
        "package.json": { type: "commonjs" },
        "env.js": `"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\nexports.result = 3;`,
      },
      "env.js",
    );
    expect(result).toBe(3);
  });

  test("an optional import that fails can be caught, with Node's code", async () => {
    const { result } = await load({
      "env.ts": `export const result = await import("not-there").catch((error) => error.code);`,
    });
    expect(result).toBe("ERR_MODULE_NOT_FOUND");
  });
});

describe("what cannot be loaded is named", () => {
  test("a package that is not installed: module, importing file and cure", async () => {
    const { error, folder } = await load({
      "env.ts": `import "./models";`,
      "models.ts": `import { users } from "my_app/models";\nexport { users };`,
    });
    expect(error).toMatchObject({
      code: "MODULE_LOAD",
      message: `Cannot find module 'my_app/models', imported by ${folder}/models.ts.`,
    });
    expect(error?.hint).toContain("npm i my_app");
    expect(error?.hint).toContain("prepend_sys_path");
  });

  test("a file that does not exist", async () => {
    const { error, folder } = await load({ "env.ts": `import "./nothing";` });
    expect(error).toMatchObject({
      code: "MODULE_LOAD",
      message: `Cannot find module './nothing', imported by ${folder}/env.ts.`,
    });
  });

  test.each(["alembic-ts/nope", "there/nope"])(
    "a part that an installed package does not have: %s",
    async (name) => {
      const { error } = await load({
        "env.ts": `import "${name}";`,
        "node_modules/there/package.json": { name: "there", exports: { ".": "./index.js" } },
      });
      expect(error).toMatchObject({
        code: "MODULE_LOAD",
        message: expect.stringContaining(`Cannot find module '${name}'`),
        hint: expect.stringMatching(
          /^The package (?:alembic-ts|there) is installed, but has nothing of that name/,
        ),
      });
    },
  );

  test("a file to be loaded that is not there", async () => {
    const { error, folder } = await load({}, "gone.ts");
    expect(error).toMatchObject({ code: "MODULE_LOAD", message: `Cannot find module '${folder}/gone.ts'.` });
  });

  test.each(["env.ts", "env.js"])("a folder where a file is to be: %s", async (name) => {
    const { error, folder } = await load({ [`${name}/x.txt`]: "" }, name);
    const message = expect.stringContaining(`${folder}/${name} cannot be read: EISDIR`);
    expect(error).toMatchObject({ code: "COMMAND", message });
  });

  test("a syntax error: file, line and column, counted in characters", async () => {
    const { error, folder } = await load({ "env.ts": `const é = "é";\nfunction (;\n` });
    expect(error).toMatchObject({ code: "MODULE_LOAD" });
    expect(error?.message).toContain(`${folder}/env.ts:2:10: Expected function name`);
  });

  test("a syntax error in plain JavaScript: file and line", async () => {
    const { error, folder } = await load({ "env.mjs": `\nconst = 1;\n` }, "env.mjs");
    expect(error?.message).toContain(`${folder}/env.mjs:2`);
  });

  test.each([
    ["a standard decorator", "const dec: any = () => {};\nexport class A {\n  @dec x = 1;\n}\n", 3],
    ["an accessor", "interface Unused { a: 1 }\nexport class A {\n  accessor x: number = 1;\n}\n", 3],
    ["a pattern that is none", "export const A: unknown =\n  /(/;\n", 2],
  ])("syntax that the compiler lets pass and Node refuses: %s", async (_what, source, line) => {
    const { error, folder } = await load({
      "env.ts": 'import "./models"; import "./other";',
      "models.ts": source,
      "other.ts": "export const a: number = 1;",
    });
    expect(error).toMatchObject({
      code: "MODULE_LOAD",
      message: expect.stringContaining(`Syntax error in ${folder}/models.ts:${line}:`),
    });
  });

  test("a name that a module does not export", async () => {
    const { error } = await load({
      "env.ts": `import { b } from "./a"; b();`,
      "a.ts": "export const a = 1;",
    });
    expect(error).toMatchObject({ code: "MODULE_LOAD", message: expect.stringContaining("'b'") });
  });

  test("a compiled ES module in a CommonJS package, which gives Node no names to import", async () => {
    const { error } = await load({
      "package.json": { type: "commonjs" },
      "env.mjs": 'import { a } from "./a.js"; export const result = a;',
      "env.ts": 'export { result } from "./env.mjs";',
      "a.js": "export const a = 1;",
    });
    expect(error).toMatchObject({ code: "MODULE_LOAD", hint: expect.stringContaining('"type": "module"') });
  });
});

test("a fresh import runs the module again", async () => {
  const { result } = await load({
    "env.ts": `import { importModule } from ${JSON.stringify(loader)};
      const file = import.meta.dirname + "/counter.ts";
      await importModule(file); await importModule(file); await importModule(file, { fresh: true });
      export const result = (globalThis as any).count;`,
    "counter.ts": `(globalThis as any).count = ((globalThis as any).count ?? 0) + 1;`,
  });
  expect(result).toBe(2);
});

test("this process can load modules too, past the test runner's own import", async () => {
  const { importModule } = await import("../../../../src/script/loader/index.ts");
  const folder = temporaryFolder();
  writeFileSync(join(folder, "a.ts"), "enum E { a = 5 }\nexport const result = E.a;");
  expect((await importModule(join(folder, "a.ts"))).result).toBe(5);
});
