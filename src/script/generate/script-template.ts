import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../../errors/index.ts";
import { reading } from "../../util/file-work.ts";
import { escapeDocComment } from "../doc-comment.ts";

/** What describes the new revision in a script template. */
export interface RevisionVariables {
  readonly message: string;
  readonly upRevision: string;
  readonly downRevision: string | readonly string[] | null;
  readonly branchLabels: string | readonly string[] | null;
  readonly dependsOn: string | readonly string[] | null;
  readonly createDate: string;
  readonly config: unknown;
  /** One or many names as a comma separated text. */
  readonly comma: (value: string | readonly string[] | null | undefined) => string;
  /** One or many names, or none, as TypeScript source that formatters leave alone. */
  readonly literal: (value: string | readonly string[] | null) => string;
}

/** Names that every template may use and that `templateArgs` fill: bodies, indented, and imports, one per line. */
const emptyBodies = { imports: "", upgrades: "", downgrades: "" };

/** A project's script template and the extension of the files that it makes. */
export interface ScriptTemplate {
  readonly path: string;
  readonly extension: string;
}

const templateName = /^script(\.[cm]?[tj]s)\.eta$/;
const templateNames = [
  "script.ts.eta",
  "script.mts.eta",
  "script.cts.eta",
  "script.js.eta",
  "script.mjs.eta",
];

/** The template in a script directory. Throws CommandError (code TEMPLATE) when there is none. */
export function findScriptTemplate(directory: string): ScriptTemplate {
  const name = templateNames.find((each) => existsSync(join(directory, each)));
  const extension = templateName.exec(name ?? "")?.[1];
  if (name !== undefined && extension !== undefined) return { path: join(directory, name), extension };
  const isPython = existsSync(join(directory, "script.py.mako"));
  throw new CommandError(`There is no script template ${join(directory, "script.ts.eta")}`, {
    code: "TEMPLATE",
    hint: isPython
      ? "Write script.ts.eta in the place of the Python template script.py.mako; 'alembic init' makes one to start from."
      : "Make one with 'alembic init' in another directory and copy it.",
    details: { directory },
  });
}

/** Renders a script template. Throws CommandError (code TEMPLATE) naming the template and its line. */
export async function renderScript(
  template: ScriptTemplate,
  variables: RevisionVariables,
  templateArgs: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { Eta } = await import("eta");
  const options = { autoEscape: false, autoTrim: false, useWith: true } as const;
  const names = {
    ...emptyBodies,
    ...templateArgs,
    ...variables,
    message: escapeDocComment(variables.message),
  };
  const text = reading(template.path, () => readFileSync(template.path, "utf8"));
  try {
    return new Eta(options).renderString(text, names);
  } catch (error) {
    const { templateError } = await import("./template-error.ts");
    throw templateError(error, {
      path: template.path,
      text,
      names,
      tracing: new Eta({ ...options, debug: true }),
    });
  }
}

/** One or many names as a comma separated text; the `comma` of templates. */
export function comma(value: string | readonly string[] | null | undefined): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : value.join(", ");
}

/** One or many names, or none, as source text laid out as formatters do; the `literal` of templates. */
export function literal(value: string | readonly string[] | null): string {
  if (value === null || typeof value === "string") return JSON.stringify(value);
  return `[${value.map((each) => JSON.stringify(each)).join(", ")}]`;
}
