import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** This package's own folder and what it exports, read once. */
interface OwnPackage {
  readonly name: string;
  readonly root: string;
  readonly exports: Readonly<Record<string, unknown>>;
}

const isSource = import.meta.filename.endsWith(".ts");
let own: OwnPackage | null = null;
const urls = new Map<string, string | null>();

/**
 * The URL of the running instance's file for `alembic-ts` or `alembic-ts/<entry>`; `null` for other specifiers and for
 * entries that do not exist. Revisions so use the instance that runs them, wherever it is installed.
 */
export function ownModuleUrl(specifier: string): string | null {
  own ??= readOwnPackage();
  if (specifier !== own.name && !specifier.startsWith(`${own.name}/`)) return null;
  const known = urls.get(specifier);
  if (known !== undefined) return known;
  const entry = `.${specifier.slice(own.name.length)}`;
  const file = isSource ? sourceFile(entry, own) : exportedFile(own.exports[entry]);
  const url = file === null ? null : pathToFileURL(join(own.root, file)).href;
  urls.set(specifier, url);
  return url;
}

type Module = Readonly<Record<string, unknown>>;

/** What the build makes: each entry imports all that the core has under its name, which is evaluated as it is asked for. */
interface Core {
  readonly load: Readonly<Record<string, (() => Module) | undefined>>;
}

const ownModules = new Map<string, Module>();

/**
 * The module that {@link ownModuleUrl} finds; `null` when it finds none. Of a built package it is what the core has: a
 * script needs a few names, and to evaluate all of them takes longer than the script.
 */
export function ownModule(specifier: string): Module | null {
  const known = ownModules.get(specifier);
  if (known !== undefined) return known;
  const url = ownModuleUrl(specifier);
  if (url === null) return null;
  const file = fileURLToPath(url);
  const requireBeside = createRequire(file);
  // What this package's own files export.
  const found = isSource
    ? (requireBeside(file) as Module)
    : (requireBeside("./core.cjs") as Core).load[basename(file, ".js")]?.();
  if (found === undefined) return null;
  ownModules.set(specifier, found);
  return found;
}

function readOwnPackage(): OwnPackage {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  const json: { readonly name: string; readonly exports?: Readonly<Record<string, unknown>> } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  return { name: json.name, root: folder, exports: json.exports ?? {} };
}

function exportedFile(target: unknown): string | null {
  if (typeof target === "string") return target;
  if (typeof target !== "object" || target === null) return null;
  return exportedFile(Reflect.get(target, "import") ?? Reflect.get(target, "default"));
}

/** In development an entry is a file of that name at one of the places where entries live. */
function sourceFile(entry: string, { root }: OwnPackage): string | null {
  const name = entry === "." ? "index" : entry.slice("./".length);
  const candidates = [
    `src/${name}.ts`,
    `src/${name}/index.ts`,
    `src/connection/${name}.ts`,
    `src/dialect/${name}/public.ts`,
  ];
  return candidates.find((candidate) => existsSync(join(root, candidate))) ?? null;
}
