import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { camelCase, isObject, type NeutralObject } from "./neutral-names.ts";
import type { NeutralOperation } from "./neutral-operations.ts";

/** A revision of a project of the corpus. */
export interface NeutralRevision {
  readonly id: string;
  readonly down: readonly string[] | null;
  readonly message: string;
  readonly doc: string | null;
  readonly depends_on: readonly string[] | null;
  readonly branch_labels: readonly string[] | null;
  readonly upgrade: readonly NeutralOperation[];
  readonly downgrade: readonly NeutralOperation[];
}

/** What `env.ts` does beyond the generic template. */
export interface NeutralEnvironment {
  readonly metadata?: NeutralObject;
  readonly configure?: NeutralObject;
  readonly print_x?: boolean;
  readonly print_tag?: boolean;
}

export interface NeutralProject {
  readonly revisions: readonly NeutralRevision[];
  readonly other_revisions?: readonly NeutralRevision[];
  readonly url?: string;
  readonly env?: NeutralEnvironment;
  /** Further keys of the section `[alembic]`. */
  readonly ini?: NeutralObject;
}

/** Writes the project of a case into an empty folder (format, section 5). */
export async function writeProject(folder: string, project: NeutralProject): Promise<void> {
  await writeFile(join(folder, "alembic.ini"), iniText(project));
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await writeScripts(join(folder, "alembic"), project.revisions, project.env ?? {});
  if (project.other_revisions !== undefined) {
    await writeScripts(join(folder, "other"), project.other_revisions, project.env ?? {});
  }
}

async function writeScripts(
  folder: string,
  revisions: readonly NeutralRevision[],
  env: NeutralEnvironment,
): Promise<void> {
  await mkdir(join(folder, "versions"), { recursive: true });
  await writeFile(join(folder, "env.ts"), environmentText(env));
  await writeFile(join(folder, "script.ts.eta"), scriptTemplate);
  for (const revision of revisions) {
    const name = `${revision.id}_${slug(revision.message)}.ts`;
    await writeFile(join(folder, "versions", name), revisionText(revision));
  }
}

function slug(message: string): string {
  return (message.toLowerCase().match(/\w+/g) ?? []).join("_").slice(0, 40);
}

function iniText({ url, ini = {} }: NeutralProject): string {
  const more = Object.entries(ini).map(([key, value]) => `${key} = ${value}`);
  return `[alembic]
script_location = %(here)s/alembic
sqlalchemy.url = ${(url ?? "sqlite:///%(here)s/app.db").replace(/%(?!\()/g, "%%")}
${more.join("\n")}

[other]
script_location = %(here)s/other
sqlalchemy.url = sqlite:///%(here)s/other.db

[loggers]
keys = root,alembic

[handlers]
keys = console

[formatters]
keys = generic

[logger_root]
level = WARNING
handlers = console

[logger_alembic]
level = INFO
handlers =
qualname = alembic

[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = NOTSET
formatter = generic

[formatter_generic]
format = %(levelname)-5.5s [%(name)s] %(message)s
`;
}

const scriptTemplate = `/**
 * <%= it.message %>
 *
 * Revision ID: <%= it.upRevision %>
 * Revises:<%= it.downRevision === null ? "" : " " + it.comma(it.downRevision) %>
 * Create Date: <%= it.createDate %>
 */

<%= it.imports || 'import { op, sa } from "alembic-ts";' %>

export const revision = <%= JSON.stringify(it.upRevision) %>;
export const downRevision: string | readonly string[] | null = <%= JSON.stringify(it.downRevision) %>;
export const branchLabels: string | readonly string[] | null = <%= JSON.stringify(it.branchLabels) %>;
export const dependsOn: string | readonly string[] | null = <%= JSON.stringify(it.dependsOn) %>;

export async function upgrade(): Promise<void> {
  <%= it.upgrades || "// nothing to do" %>
}

export async function downgrade(): Promise<void> {
  <%= it.downgrades || "// nothing to do" %>
}
`;

const support = (name: string): string => JSON.stringify(join(import.meta.dirname, name));

function revisionText(revision: NeutralRevision): string {
  const down = revision.down ?? [];
  const doc = [
    revision.message,
    "",
    ...(revision.doc === null ? [] : [...revision.doc.split("\n"), ""]),
    `Revision ID: ${revision.id}`,
    `Revises: ${down.join(", ")}`.trimEnd(),
    "Create Date: 2024-01-02 03:04:05.000000",
  ];
  return `/**
${doc.map((line) => ` * ${line}`.trimEnd()).join("\n")}
 */

import { op } from "alembic-ts";
import { runOperations } from ${support("run-operations.ts")};

export const revision = ${JSON.stringify(revision.id)};
export const downRevision = ${JSON.stringify(down.length > 1 ? down : (down[0] ?? null))};
export const branchLabels = ${JSON.stringify(revision.branch_labels)};
export const dependsOn = ${JSON.stringify(revision.depends_on)};

export async function upgrade() {
  await runOperations(op, ${JSON.stringify(revision.upgrade)});
}

export async function downgrade() {
  await runOperations(op, ${JSON.stringify(revision.downgrade)});
}
`;
}

function environmentText(env: NeutralEnvironment): string {
  const configured = Object.fromEntries(
    Object.entries(env.configure ?? {}).map(([key, value]) => [camelCase(key), value]),
  );
  const prints = [
    env.print_x === true ? 'print("x", context.getXArgument({ asDictionary: true }));' : "",
    env.print_tag === true ? 'print("tag", context.getTagArgument());' : "",
  ];
  return `import { context, engineFromConfig, fileConfig } from "alembic-ts";
import { toMetaData } from ${support("neutral.ts")};
import { pythonJson } from ${support("python-json.ts")};

const config = context.config;
fileConfig(config);
const targetMetadata = ${isObject(env.metadata) ? `toMetaData(${JSON.stringify(env.metadata)})` : "null"};
const options = { targetMetadata, autogeneratePlugins: ["alembic.autogenerate.*"], ...${JSON.stringify(configured)} };
const print = (name, value) => config.stdout.write(name + "=" + pythonJson(value) + "\\n");
${prints.join("\n")}

async function offline() {
  context.configure({ url: config.getMainOption("sqlalchemy.url"), literalBinds: true, ...options });
  await context.beginTransaction(() => context.runMigrations());
}

async function online() {
  const engine = engineFromConfig(config.getSection(config.configIniSection), { prefix: "sqlalchemy." });
  await engine.connect(async (connection) => {
    context.configure({ connection, ...options });
    await context.beginTransaction(() => context.runMigrations());
  });
}

await (context.isOfflineMode() ? offline() : online());
`;
}
