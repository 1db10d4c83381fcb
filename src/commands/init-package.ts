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

function parseManifest(text: string, file: string): Readonly<Record<string, unknown>> {
  try {
    // Only whether a key exists is read, and every JSON object answers that.
    return JSON.parse(text.replace(/^\uFEFF/, "")) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw new CommandError(`${file} is not valid JSON`, {
      code: "CONFIG",
      hint: "Correct the file, or use another template.",
      cause,
    });
  }
}

/** The file's own indentation: that of its first indented line. */
function indentOf(text: string): string {
  return /^([ \t]+)"/m.exec(text)?.[1] ?? "  ";
}
