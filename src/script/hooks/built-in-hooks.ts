import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { CommandError } from "../../errors/index.ts";
import { projectImporter } from "../import-project-module.ts";
import { findLinkedBin, findPackage, type InstalledPackage } from "./find-package.ts";
import { commandFor, runProgram } from "./run-program.ts";
import { assertArguments, type HookMaker, type HookOptions, requireOption } from "./write-hook.ts";

/** Runs a program by its path or from PATH. */
export const execHook: HookMaker = (settings) => {
  const command = requireOption(settings, "executable");
  assertArguments(settings);
  const missing = (): CommandError =>
    notFound(`Could not find executable ${command}`, `Install ${command}, or give its full path.`);
  return (filename, options, context) => runProgram({ command, missing }, filename, options, context);
};

/** Runs a program that an npm package of the project brings. */
export const consoleScriptsHook: HookMaker = (settings) => {
  const entrypoint = requireOption(settings, "entrypoint");
  assertArguments(settings);
  const missing = (): CommandError =>
    notFound(
      `Could not find entrypoint console_scripts.${entrypoint}`,
      `Install the npm package with the program '${entrypoint}'.`,
    );
  return async (filename, options, context) => {
    const file =
      findLinkedBin(entrypoint, context.projectDirectory) ??
      binOf(findPackage(entrypoint, context.projectDirectory), entrypoint);
    if (file === null) throw missing();
    await runProgram({ ...commandFor(file), missing }, filename, options, context);
  };
};

/** Runs an npm package's program, or calls the function that a module exports. */
export const moduleHook: HookMaker = (settings) => {
  const name = requireOption(settings, "module");
  const missing = (): CommandError =>
    notFound(
      `Could not find module ${name}`,
      `Install the npm package '${name}', or give the path of a module with a default function.`,
    );
  return async (filename, options, context) => {
    const path = resolve(context.projectDirectory, name);
    if (existsSync(path)) return callModule(path, filename, { options, missing });
    assertArguments(settings);
    const file = binOf(findPackage(name, context.projectDirectory), name);
    if (file === null) throw missing();
    await runProgram({ ...commandFor(file), missing }, filename, options, context);
  };
};

async function callModule(
  path: string,
  filename: string,
  { options, missing }: { options: HookOptions; missing: () => CommandError },
): Promise<void> {
  const importModule = projectImporter(null);
  const { default: hook } = await importModule(path);
  if (typeof hook !== "function") throw missing();
  await hook(filename, options);
}

/** The program named like the package, or its only one. */
function binOf(installed: InstalledPackage | null, name: string): string | null {
  if (installed === null) return null;
  const { bins, directory } = installed;
  const [first] = bins.values();
  const path = bins.get(basename(name)) ?? (bins.size === 1 ? first : undefined);
  return path === undefined ? null : join(directory, path);
}

function notFound(message: string, hint: string): CommandError {
  return new CommandError(message, { code: "CONFIG", hint });
}
