import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire, SourceMap as NodeSourceMap, stripTypeScriptTypes } from "node:module";
import { dirname } from "node:path";
import type { SourceMap, TransformOptions, TransformResult } from "oxc-transform";
import { CommandError } from "../../errors/index.ts";
import { errorMessage } from "../../util/error-message.ts";
import { type TsConfig, tsconfigFor } from "./tsconfig.ts";

type Transform = (file: string, code: string, options: TransformOptions) => TransformResult;

let transform: Transform | null | undefined;

/**
 * Compiles a TypeScript file of the user's to JavaScript that this Node runs, with an inline source map.
 *
 * @throws CommandError code `MODULE_LOAD` with file, line and column for a syntax error.
 */
export function compile(file: string, source: string): string {
  transform ??= loadTransform();
  return transform === null ? stripTypes(file, source) : compileWith(transform, file, source);
}

/** The compiler has a native part for each platform; where it has none, Node's own type stripping must do. */
function loadTransform(): Transform | null {
  try {
    const oxc: { readonly transformSync: Transform } = createRequire(import.meta.url)("oxc-transform");
    return oxc.transformSync;
  } catch {
    return null;
  }
}

/** The syntax error of a JavaScript file; `null` when it has none or no compiler is there to tell. */
export function findSyntaxError(file: string): CommandError | null {
  transform ??= loadTransform();
  const source = readFileSync(file, "utf8");
  const [error] = transform?.(file, source, { lang: "js", sourceType: "unambiguous" }).errors ?? [];
  if (error === undefined) return null;
  return syntaxError(file, positionOf(source, error.labels[0]?.start ?? 0), error.message, error.codeframe);
}

/**
 * The error of a TypeScript file in which Node refuses what the compiler left as it is, such as a decorator; `null` when
 * Node does not refuse it with this message. A process of its own has to look: Node tells the line only on its way out.
 */
export function findRefusedSyntax(file: string, message: string, hint?: string): CommandError | null {
  const code = compile(file, readFileSync(file, "utf8"));
  const check = ["--check", "--input-type=module", "-"];
  const { stderr } = spawnSync(process.execPath, check, { input: code, encoding: "utf8" });
  const [, line, indent = ""] = /^\[stdin\]:(\d+)\n.*\n([ \t]*)\^/m.exec(stderr) ?? [];
  if (line === undefined || !stderr.includes(`SyntaxError: ${message}`)) return null;
  const at = originalPosition(code, Number(line), indent.length + 1);
  const { message: text, details } = syntaxError(file, at, message, null);
  return new CommandError(text, { code: "MODULE_LOAD", details, hint });
}

function compileWith(run: Transform, file: string, source: string): string {
  const config = tsconfigFor(dirname(file));
  const result = run(file, source, transformOptions(file, config));
  const [error] = result.errors.filter(({ severity }) => severity === "Error");
  if (error !== undefined) {
    const offset = error.labels[0]?.start ?? 0;
    throw syntaxError(file, positionOf(source, offset), error.message, error.codeframe);
  }
  const code = config.emitDecoratorMetadata ? guardMetadata(result.code) : result.code;
  return result.map === undefined ? code : `${code}\n${inlineMap(result.map)}`;
}

function transformOptions(file: string, config: TsConfig): TransformOptions {
  const definesFields = config.useDefineForClassFields ?? !config.experimentalDecorators;
  return {
    lang: file.endsWith("x") ? "tsx" : "ts",
    sourceType: file.endsWith(".cts") ? "commonjs" : "module",
    target: `node${process.versions.node.split(".").slice(0, 2).join(".")}`,
    sourcemap: true,
    jsx: config.jsxImportSource === null ? {} : { importSource: config.jsxImportSource },
    decorator: { legacy: config.experimentalDecorators, emitDecoratorMetadata: config.emitDecoratorMetadata },
    typescript: {
      onlyRemoveTypeImports: config.verbatimModuleSyntax,
      removeClassFieldsWithoutInitializer: !definesFields,
    },
    assumptions: { setPublicClassFields: !definesFields },
  };
}

/**
 * Metadata of a property names the class of its type when the file is loaded. In a circle of entities that class may
 * not exist yet, which as an ES module is an error; ORMs take it from the decorator's arrow function then.
 */
function guardMetadata(code: string): string {
  return code.replace(
    /typeof ([A-Za-z_$][\w$.]*) === "undefined" \? Object : \1/g,
    (_match, name: string) =>
      `(() => { try { return typeof ${name} === "function" ? ${name} : Object } catch { return Object } })()`,
  );
}

/** Only what places in a stack need: the source's text, which the file has, would double the work of loading. */
function inlineMap({ version, sources, mappings }: SourceMap): string {
  const json = JSON.stringify({ version, sources, names: [], mappings });
  return `//# sourceMappingURL=data:application/json;base64,${Buffer.from(json).toString("base64")}`;
}

function originalPosition(code: string, line: number, column: number): Position {
  const json = /;base64,(\S+)$/.exec(code)?.[1];
  if (json === undefined) return { line, column };
  const map = new NodeSourceMap(JSON.parse(Buffer.from(json, "base64").toString()));
  const origin = map.findOrigin(line, column);
  return "lineNumber" in origin ? { line: origin.lineNumber, column: origin.columnNumber } : { line, column };
}

/** Puts blanks in the place of types: lines and columns stay. Throws CommandError (code MODULE_LOAD) for more than types. */
export function stripTypes(file: string, source: string): string {
  const original = process.emitWarning;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(source, { mode: "strip", sourceUrl: file });
  } catch (cause) {
    throw new CommandError(`Cannot compile ${file}: ${errorMessage(cause)}`, {
      code: "MODULE_LOAD",
      hint: "Install oxc-transform for this platform (npm i oxc-transform), or leave out enums, namespaces and decorators.",
      cause,
    });
  } finally {
    process.emitWarning = original;
  }
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** The place of an offset in bytes of the UTF-8 text. */
function positionOf(source: string, offset: number): Position {
  const before = Buffer.from(source).subarray(0, offset).toString("utf8");
  const lines = before.split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

function syntaxError(file: string, at: Position, message: string, frame: string | null): CommandError {
  return new CommandError(`Syntax error in ${file}:${at.line}:${at.column}: ${message}`, {
    code: "MODULE_LOAD",
    details: { file, ...at, frame },
  });
}
