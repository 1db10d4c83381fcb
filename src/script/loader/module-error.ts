import { findPackageJSON } from "node:module";
import { fileURLToPath } from "node:url";
import { CommandError, isAlembicError } from "../../errors/index.ts";
import { findRefusedSyntax, findSyntaxError } from "./compile.ts";
import { state, type UnresolvedImport } from "./loader-state.ts";
import { ownModuleUrl } from "./own-package.ts";

/**
 * The error of a module that could not be loaded, in the user's terms. What the module itself threw while it ran comes
 * back as it is.
 */
export function moduleError(error: unknown, file: string): unknown {
  if (isAlembicError(error) || typeof error !== "object" || error === null) return error;
  const unresolved = state.unresolved.get(error) ?? fromMessage(error, file);
  if (unresolved !== null) return unresolvedError(unresolved, error);
  return error instanceof SyntaxError ? syntaxError(error, file) : error;
}

/** Node's own words, for imports that the hooks leave alone (of files inside node_modules). */
function fromMessage(error: object, file: string): UnresolvedImport | null {
  const code: unknown = Reflect.get(error, "code");
  if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") return null;
  const message = String(Reflect.get(error, "message"));
  const match = /Cannot find (?:package|module) '([^']+)'(?: imported from (.+))?/.exec(message);
  if (match === null) return null;
  const [, specifier = "", importer = file] = match;
  return { specifier, importer: specifier === file || importer.startsWith("data:") ? null : importer };
}

function unresolvedError({ specifier, importer }: UnresolvedImport, cause: object): CommandError {
  const isPath = /^(\.|\/|file:)/.test(specifier);
  const from = importer === null ? "" : `, imported by ${importer}`;
  const name = specifier.startsWith("file:") ? fileURLToPath(specifier) : specifier;
  return new CommandError(`Cannot find module '${name}'${from}.`, {
    code: "MODULE_LOAD",
    hint: isPath ? "Correct the path of the import." : packageHint(specifier, importer),
    details: { specifier, importer },
    cause,
  });
}

function packageHint(specifier: string, importer: string | null): string {
  const [name = specifier] = /^(?:@[^/]+\/)?[^/]+/.exec(specifier) ?? [];
  if (isInstalled(name, importer)) {
    return `The package ${name} is installed, but has nothing of that name: correct what stands behind '${name}'.`;
  }
  return `Install it (npm i ${name}), or, if it is a file of this project, add its folder to prepend_sys_path in the configuration.`;
}

/** Whether a package is there, so that only what is asked of it is not. */
function isInstalled(name: string, importer: string | null): boolean {
  if (ownModuleUrl(name) !== null) return true;
  try {
    return importer !== null && findPackageJSON(name, importer) !== undefined;
  } catch {
    return false;
  }
}

/** Node tells the place of a syntax error only on the way out of the process, so the file is read once more. */
function syntaxError(error: SyntaxError, file: string): CommandError {
  for (const script of state.scripts) {
    const found = findSyntaxError(script);
    if (found !== null) return found;
  }
  const isParsed = missingExport.test(error.message);
  for (const compiled of isParsed ? [] : [...state.compiled].reverse()) {
    const found = findRefusedSyntax(compiled, error.message, hintFor(error.message));
    if (found !== null) return found;
  }
  return new CommandError(`Cannot load ${file}: ${error.message}`, {
    code: "MODULE_LOAD",
    hint: hintFor(error.message),
    details: { file },
    cause: error,
  });
}

const missingExport = /does not provide an export named/;

function hintFor(message: string): string | undefined {
  if (missingExport.test(message)) {
    return 'Correct the name; if it is a type, import or re-export it with \'type\'; if the file is a compiled ES module, "type": "module" belongs into its package.json.';
  }
  if (/Invalid or unexpected token/.test(message)) {
    return 'Decorators need "experimentalDecorators": true in tsconfig.json.';
  }
  return undefined;
}
