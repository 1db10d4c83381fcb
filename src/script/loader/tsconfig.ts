import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { CommandError } from "../../errors/index.ts";
import { parseJsonc } from "./jsonc.ts";

/** One entry of `paths`, its targets absolute. */
export interface PathPattern {
  /** What stands before the `*`; the whole pattern when it has none. */
  readonly prefix: string;
  /** What stands after the `*`; `null` when the pattern has none. */
  readonly suffix: string | null;
  readonly targets: readonly string[];
}

/** The settings of a tsconfig.json that matter when its files are run. */
export interface TsConfig {
  readonly paths: readonly PathPattern[];
  readonly baseUrl: string | null;
  readonly experimentalDecorators: boolean;
  readonly emitDecoratorMetadata: boolean;
  /** `null` when neither it nor `target` says. */
  readonly useDefineForClassFields: boolean | null;
  readonly verbatimModuleSyntax: boolean;
  readonly jsxImportSource: string | null;
}

interface RawOptions {
  readonly [name: string]: unknown;
}

const noConfig: TsConfig = toConfig({});
const byFolder = new Map<string, TsConfig>();

/** The settings of the nearest tsconfig.json at or above a folder; defaults where there is none. */
export function tsconfigFor(folder: string): TsConfig {
  const known = byFolder.get(folder);
  if (known !== undefined) return known;
  const file = join(folder, "tsconfig.json");
  const parent = dirname(folder);
  const config = existsSync(file)
    ? toConfig(readOptions(file, new Set()))
    : parent === folder
      ? noConfig
      : tsconfigFor(parent);
  byFolder.set(folder, config);
  return config;
}

/** The options of a file, those it extends beneath them; relative paths made absolute where they were written. */
function readOptions(file: string, seen: Set<string>): RawOptions {
  if (seen.has(file)) return {};
  seen.add(file);
  const json = readJson(file);
  const parents = Array.isArray(json.extends) ? json.extends : [json.extends];
  const inherited = parents
    .filter((name) => typeof name === "string")
    .map((name) => readOptions(extendedFile(name, file), seen));
  return Object.assign({}, ...inherited, anchored(asRecord(json.compilerOptions), dirname(file)));
}

function readJson(file: string): Readonly<Record<string, unknown>> {
  try {
    return asRecord(parseJsonc(readFileSync(file, "utf8")));
  } catch (cause) {
    throw new CommandError(
      `The file ${file} is not valid JSON: ${cause instanceof Error ? cause.message : cause}`,
      {
        code: "MODULE_LOAD",
        hint: "Correct the file; comments and trailing commas are allowed.",
        cause,
      },
    );
  }
}

function extendedFile(name: string, from: string): string {
  if (name.startsWith(".") || isAbsolute(name)) {
    const path = resolve(dirname(from), name);
    return [path, `${path}.json`, join(path, "tsconfig.json")].find(isFile) ?? path;
  }
  const require = createRequire(from);
  for (const candidate of [name, `${name}.json`, `${name}/tsconfig.json`]) {
    try {
      return require.resolve(candidate);
    } catch {
      // The next spelling may exist.
    }
  }
  throw new CommandError(`The file ${from} extends '${name}', which cannot be found.`, {
    code: "MODULE_LOAD",
    hint: `Install the package, or correct "extends".`,
  });
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** `paths` without `baseUrl` start at the file that holds them. */
function anchored(options: RawOptions, folder: string): RawOptions {
  const baseUrl = typeof options.baseUrl === "string" ? resolve(folder, options.baseUrl) : undefined;
  return {
    ...options,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(options.paths === undefined ? {} : { pathsBase: folder }),
  };
}

const setSemanticsTargets = /^(es3|es5|es6|es201\d|es2020|es2021)$/i;

function toConfig(options: RawOptions): TsConfig {
  const target = typeof options.target === "string" ? options.target : null;
  const fromTarget = target === null ? null : !setSemanticsTargets.test(target);
  const baseUrl = typeof options.baseUrl === "string" ? options.baseUrl : null;
  const pathsBase = typeof options.pathsBase === "string" ? options.pathsBase : "";
  return {
    paths: toPatterns(asRecord(options.paths), baseUrl ?? pathsBase),
    baseUrl,
    experimentalDecorators: options.experimentalDecorators === true,
    emitDecoratorMetadata: options.emitDecoratorMetadata === true,
    useDefineForClassFields:
      typeof options.useDefineForClassFields === "boolean" ? options.useDefineForClassFields : fromTarget,
    verbatimModuleSyntax: options.verbatimModuleSyntax === true,
    jsxImportSource: typeof options.jsxImportSource === "string" ? options.jsxImportSource : null,
  };
}

/** The most exact patterns first: TypeScript takes the one with the longest text before the `*`. */
function toPatterns(paths: Readonly<Record<string, unknown>>, base: string): readonly PathPattern[] {
  return Object.entries(paths)
    .map(([pattern, targets]) => {
      const star = pattern.indexOf("*");
      const list = Array.isArray(targets) ? targets.filter((target) => typeof target === "string") : [];
      return {
        prefix: star < 0 ? pattern : pattern.slice(0, star),
        suffix: star < 0 ? null : pattern.slice(star + 1),
        targets: list.map((target) => resolve(base, target)),
      };
    })
    .sort(
      (a, b) => Number(a.suffix !== null) - Number(b.suffix !== null) || b.prefix.length - a.prefix.length,
    );
}

/** The absolute paths that `paths` gives for a specifier; `null` when no pattern matches. */
export function mapPaths(specifier: string, config: TsConfig): readonly string[] | null {
  for (const { prefix, suffix, targets } of config.paths) {
    if (suffix === null) {
      if (specifier === prefix) return targets;
    } else if (
      specifier.startsWith(prefix) &&
      specifier.endsWith(suffix) &&
      specifier.length >= prefix.length + suffix.length
    ) {
      const star = specifier.slice(prefix.length, specifier.length - suffix.length);
      return targets.map((target) => target.replace("*", () => star));
    }
  }
  return null;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
