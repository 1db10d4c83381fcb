import { readFileSync } from "node:fs";
import { Script } from "node:vm";
import { reading } from "../../util/file-work.ts";
import { state } from "./loader-state.ts";
import { ownModule } from "./own-package.ts";
import { compilingName, type PlainImport, type PlainScript, readPlainScript } from "./plain-script.ts";

type Module = Readonly<Record<string, unknown>>;
type Evaluate = (imports: readonly Module[], done: (exports: Module) => void) => Promise<void>;

/**
 * Runs a revision file or env script without making a module of it, which takes several times as long: thousands of
 * revisions may have to run. Lines and columns are the file's own. `null` when the file is not as simple as that, or is
 * broken: nothing of it has run then, and it is to be loaded as a module. `wanted` is the function that will be called.
 */
export async function runPlainScript(file: string, wanted: string | null): Promise<Module | null> {
  // Node knows one source map by a file's name: a script that needs none must not meet one of a module.
  if (!/\.m?ts$/.test(file) || state.compiled.has(file)) return null;
  const script = readPlainScript(reading(file, () => readFileSync(file, "utf8")));
  const modules = script === null ? null : importedModules(script.imports);
  if (script === null || modules === null) return null;
  const evaluate = compiled(file, script, wanted);
  if (evaluate === null) return null;
  state.plain.add(file);
  let exports: Module | null = null;
  await evaluate(modules, (made) => {
    exports = made;
  });
  return exports;
}

/** The modules of this package that are imported; `null` when there are others, or names that they do not have. */
function importedModules(imports: readonly PlainImport[]): readonly Module[] | null {
  const modules: Module[] = [];
  for (const { specifier, names } of imports) {
    const module = ownModule(specifier);
    if (module === null || names.some(({ imported }) => !(imported in module))) return null;
    modules.push(module);
  }
  return modules;
}

/** The function that a script is the body of; `null` when JavaScript's parser refuses it. */
function compiled(
  file: string,
  { imports, exports, functions, body }: PlainScript,
  wanted: string | null,
): Evaluate | null {
  // A function is compiled when it is first called. While many files are loaded, that takes a fraction of the time that it
  // takes after a statement for which the database was waited for.
  const calls = wanted !== null && functions.includes(wanted) ? `${wanted}();` : "";
  // What is imported and what is declared share a block, in which no name can be declared twice.
  const before = `(async function(__imports,__done){"use strict";let ${compilingName}=true;{${imports.map(bindings).join("")}${calls}${compilingName}=false;`;
  // Constants and functions do not change any more: what is exported need not be looked up each time.
  const after = `\n__done({__proto__:null,${exports.join(",")}})}})`;
  try {
    const script = new Script(before + body + after, { filename: file, columnOffset: -before.length });
    // The text above is an async function of these parameters.
    return script.runInThisContext() as Evaluate;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function bindings({ namespace, names }: PlainImport, index: number): string {
  const pattern = namespace ?? `{${names.map(({ imported, local }) => `${imported}:${local}`).join(",")}}`;
  return `const ${pattern}=__imports[${index}];`;
}
