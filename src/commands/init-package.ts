import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { printMessage } from "../config/index.ts";
import { CommandError } from "../errors/index.ts";
import type { ProjectWriter } from "./project-writer.ts";

/** Adds a template's `"alembic"` key to the project's package.json, or makes one; an existing key stays as it is. */
export async function addPackageSettings(
  project: ProjectWriter,
  template: string,
  file: string,
): Promise<void> {
  const target = resolve(file);
  const settings = project.render(readFileSync(template, "utf8"));
  if (!existsSync(target)) {
    await project.write(target, settings);
    return;
  }
  const text = readFileSync(target, "utf8");
  const manifest = parseManifest(text, target);
  if ("alembic" in manifest) {
    printMessage(project.config, `File ${target} already exists and already has an "alembic" key, skipping`);
    return;
  }
  const merged = { ...manifest, ...parseManifest(settings, template) };
  await project.write(target, `${JSON.stringify(merged, null, indentOf(text))}\n`, "Appending to");
}

/** Throws CommandError (code CONFIG) when the project has a package.json to which no key can be added. */
export function assertManifest(file: string): void {
  const target = resolve(file);
  if (existsSync(target)) parseManifest(readFileSync(target, "utf8"), target);
}

function parseManifest(text: string, file: string): Readonly<Record<string, unknown>> {
  const refused = (problem: string, cause?: unknown): CommandError =>
    new CommandError(`${file} is not ${problem}`, {
      code: "CONFIG",
      hint: "Correct the file, or use another template.",
      cause,
    });
  let manifest: unknown;
  try {
    manifest = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw refused("valid JSON", cause);
  }
  if (typeof manifest !== "object" || manifest === null || Array.isArray(manifest))
    throw refused("a JSON object");
  // Only whether a key exists is read, and every JSON object answers that.
  return manifest as Readonly<Record<string, unknown>>;
}

/** The file's own indentation: that of its first indented line. */
function indentOf(text: string): string {
  return /^([ \t]+)"/m.exec(text)?.[1] ?? "  ";
}
