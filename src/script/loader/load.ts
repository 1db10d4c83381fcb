import { readFileSync } from "node:fs";
import type { LoadHookSync } from "node:module";
import { fileURLToPath } from "node:url";
import { reading } from "../../util/file-work.ts";
import { compile, stripTypes } from "./compile.ts";
import { state } from "./loader-state.ts";
import { isPlainJavaScript } from "./plain-javascript.ts";
import { isProjectFile, isTypeScript, withoutQuery } from "./resolve.ts";

const esSyntax = /^\s*(?:import(?:\s+[\w*{"']|\s*["'{*(])|export(?:\s+[\w*{]|\s*[{*]))/m;
const topLevelImportOrExport = /^(?:import(?:\s+[\w*{"']|\s*["'{*])|export(?:\s+[\w*{]|\s*[{*]))/m;

/** The load hook: TypeScript of the project is compiled; revisions and env scripts are ES modules. */
export const loadHook: LoadHookSync = (url, context, nextLoad) => {
  if (/^file:[^?#]*\.json$/.test(url)) return loadJson(url, context, nextLoad);
  if (!isProjectFile(url) && !isTypeScript(url)) return nextLoad(url, context);
  const file = fileURLToPath(withoutQuery(url));
  // Node 22 gives a Set to files that are required.
  if (isTypeScript(url)) return loadTypeScript(file, [...context.conditions]);
  if (file.endsWith(".js") && state.esModules.has(file)) {
    const source = sourceOf(file);
    if (topLevelImportOrExport.test(source)) return { format: "module", source, shortCircuit: true };
  }
  if (/\.[cm]?js$/.test(file)) state.scripts.add(file);
  return reading(file, () => nextLoad(url, context));
};

/** TypeScript does not ask for the attribute that Node wants in an import of JSON. */
const loadJson: LoadHookSync = (url, context, nextLoad) =>
  nextLoad(url, { ...context, importAttributes: { ...context.importAttributes, type: "json" } });

function sourceOf(file: string): string {
  return reading(file, () => readFileSync(file, "utf8"));
}

type Loaded = ReturnType<LoadHookSync>;

function loadTypeScript(file: string, conditions: readonly string[]): Loaded {
  const source = sourceOf(file);
  const code = executable(file, source);
  const isModule = state.esModules.has(file) || file.endsWith(".mts") || esSyntax.test(code);
  if (isModule || !isCommonJs(code)) {
    return { format: "module", source: prelude(code) + code + epilogue(code), shortCircuit: true };
  }
  if (conditions.includes("require")) return { format: "commonjs", source: code, shortCircuit: true };
  return { format: "module", source: commonJsFace(file, code), shortCircuit: true };
}

/** A file that also runs as a plain script has no source map, by which Node would change the script's lines too. */
function executable(file: string, source: string): string {
  if (isPlainModule(file, source)) return source;
  if (state.plain.has(file)) return stripTypes(file, source);
  state.compiled.add(file);
  return compile(file, source);
}

/** Models, mostly. A file that was another text before, and was compiled, has a source map for good. */
function isPlainModule(file: string, source: string): boolean {
  if (!/\.m?ts$/.test(file) || state.esModules.has(file) || state.compiled.has(file)) return false;
  if (!isPlainJavaScript(source)) return false;
  state.scripts.add(file);
  return true;
}

function isCommonJs(code: string): boolean {
  return /\bmodule\.exports\b|\bexports\.\w|\brequire\s*\(/.test(code);
}

/**
 * What a file that was written for CommonJS may use beside its imports. It goes on the first line, so that the source
 * map stays right.
 */
function prelude(code: string): string {
  const needs = (name: string): boolean =>
    code.includes(name) &&
    new RegExp(`(?<![\\w$.])${name}\\b`).test(code) &&
    !new RegExp(`(?:const|let|var|function|import)\\s+(?:\\{[^}]*)?\\b${name}\\b`).test(code);
  const parts: string[] = [];
  if (exportsAsCommonJs(code)) parts.push("const module = { exports: {} };");
  if (needs("__filename")) parts.push("const __filename = import.meta.filename;");
  if (needs("__dirname")) parts.push("const __dirname = import.meta.dirname;");
  if (needs("require")) {
    parts.push(
      'import { createRequire as __alembicCreateRequire } from "node:module"; const require = __alembicCreateRequire(import.meta.url);',
    );
  }
  return parts.join(" ");
}

/** Whether a file imports as ES modules do, and exports by `export = …`. */
function exportsAsCommonJs(code: string): boolean {
  return /^module\.exports\s*=/m.test(code) && !/^export\b/m.test(code);
}

/** What such a file exports, as an ES module does. */
function epilogue(code: string): string {
  if (!exportsAsCommonJs(code)) return "";
  const exported = commonJsNames(code).map(
    (name) =>
      `const __alembicExport_${name} = module.exports.${name}; export { __alembicExport_${name} as ${name} };`,
  );
  return ["", "export default module.exports;", ...exported].join("\n");
}

/** The names that a CommonJS file is seen to export, beside the default. */
function commonJsNames(code: string): readonly string[] {
  const names = new Set(
    [...code.matchAll(/\bexports\.([A-Za-z_$][\w$]*)\s*=/g)].map(([, name = ""]) => name),
  );
  const list = /module\.exports\s*=\s*\{([^{}]*)\}/.exec(code)?.[1] ?? "";
  for (const [, name = ""] of list.matchAll(/(?:^|,)\s*([A-Za-z_$][\w$]*)\s*(?=[,:]|$)/g)) names.add(name);
  return [...names].filter((name) => name !== "default" && name !== "__esModule");
}

/** An ES module that stands for a CommonJS file: its exports by name, and as the default. */
function commonJsFace(file: string, code: string): string {
  const exported = commonJsNames(code).map((name) => `export const ${name} = face.${name};`);
  return [
    'import { createRequire } from "node:module";',
    `const face = createRequire(import.meta.url)(${JSON.stringify(file)});`,
    "export default face;",
    ...exported,
  ].join("\n");
}
