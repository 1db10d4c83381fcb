import { basename } from "node:path";
import type { Config } from "../../config/index.ts";
import { noMessages, withStatus } from "../../config/index.ts";
import { CommandError, MultipleHeads } from "../../errors/index.ts";
import { errorMessage } from "../../util/error-message.ts";
import { assertNamed } from "../graph/assert-named.ts";
import type { RevisionSymbol } from "../graph/resolve.ts";
import type { Revision, RevisionData } from "../graph/revision.ts";
import { toList } from "../graph/revision.ts";
import { assertNewRevisionId } from "../graph/revision-id.ts";
import { RevisionMap } from "../graph/revision-map.ts";
import { prepareHooks, runWriteHooks } from "../hooks/run-write-hooks.ts";
import type { ModuleImporter } from "../import-project-module.ts";
import { versionNumLength } from "../plan/version-write.ts";
import { readScriptFile, type ScriptFile } from "../script-file.ts";
import type { ScriptSettings } from "../script-settings.ts";
import { assertBranchLabel } from "./branch-label.ts";
import { creationDate, formatCreationDate } from "./creation-date.ts";
import { newRevisionId } from "./new-revision-id.ts";
import { revisionPath } from "./revision-path.ts";
import { comma, findScriptTemplate, literal, renderScript } from "./script-template.ts";
import { chooseVersionPath } from "./version-path.ts";
import { writeNewFile } from "./write-file.ts";

/** The header of a revision file that is to be written, and what its template gets. */
export interface GenerateOptions {
  /** The identifier; random if absent. */
  readonly revId?: string | null | undefined;
  readonly message?: string | null | undefined;
  /** The parent, several for a merge; `head` if absent. */
  readonly head?: RevisionSymbol | undefined;
  /** Allow parents that are no heads. */
  readonly splice?: boolean | undefined;
  readonly branchLabels?: string | readonly string[] | null | undefined;
  /** One of the version locations. */
  readonly versionPath?: string | null | undefined;
  readonly dependsOn?: string | readonly string[] | null | undefined;
  /** Say nothing about the file that is written. */
  readonly quiet?: boolean | undefined;
  /** Bodies and imports, and what else the script template uses. */
  readonly templateArgs?: Readonly<Record<string, unknown>> | undefined;
}

export interface GenerationContext {
  readonly map: RevisionMap;
  /** The files of the map, in load order. */
  readonly files: readonly ScriptFile[];
  readonly settings: ScriptSettings;
  readonly config: Config;
  readonly importModule: ModuleImporter;
  readonly warn: (message: string) => void;
}

/**
 * Writes a new revision file, runs the post-write hooks on it and reads it back. Everything that can be wrong is
 * looked at before the file exists. Throws CommandError and RevisionError (PARITY §1.5).
 */
export async function generateRevision(
  options: GenerateOptions,
  context: GenerationContext,
): Promise<ScriptFile> {
  const { map, settings, config } = context;
  const { stderr } = config.logging.sinks;
  const [messages, hookOutput] = options.quiet === true ? [noMessages, stderr] : [config, config.stdout];
  const revision = checkedRevisionId(options.revId ?? newRevisionId(), context);
  const heads = parents(map, options);
  const data = planned(map, revision, heads, options);
  const location = chooseVersionPath(context, options.versionPath ?? null, heads);
  assertNoSplice(heads, options.splice === true);
  // Throws what a graph with the new revision would be refused for.
  new RevisionMap([...context.files, data]).getHeads();
  const hooks = prepareHooks(config.getHooksList());
  const { path, text, template } = await render(data, location, { options, context });
  await withStatus(messages, `Generating ${path}`, () =>
    writeNewFile(path, text, async (temporaryPath) =>
      assertCarries(
        await readRendered({ path, temporaryPath, template }, context.importModule),
        data,
        template,
      ),
    ),
  );
  await runWriteHooks(hooks, path, messages, {
    projectDirectory: settings.projectDirectory,
    onOutput: (stream, output) => (stream === "stdout" ? hookOutput : stderr)?.write(output),
    warn: context.warn,
  });
  return readScriptFile(path, context.importModule);
}

interface RenderedRevision {
  readonly path: string;
  readonly text: string;
  /** The path of the template. */
  readonly template: string;
}

/** The file of a revision, as its template writes it. */
async function render(
  data: PlannedRevision,
  location: string,
  { options, context }: { readonly options: GenerateOptions; readonly context: GenerationContext },
): Promise<RenderedRevision> {
  const { settings, config } = context;
  const { revision, downRevision, branchLabels, dependsOn } = data;
  const template = findScriptTemplate(settings.directory);
  const created = creationDate(settings.timezone);
  const message = options.message ?? "";
  const text = await renderScript(
    template,
    {
      message: message.trim() === "" ? "empty message" : message,
      upRevision: revision,
      downRevision,
      branchLabels,
      dependsOn,
      createDate: formatCreationDate(created),
      config,
      comma,
      literal,
    },
    options.templateArgs,
  );
  const { extension } = template;
  const path = revisionPath(settings, { location, revision, message, created, extension });
  return { path, text, template: template.path };
}

function checkedRevisionId(revision: string, { warn, files }: GenerationContext): string {
  assertNewRevisionId(revision);
  const taken = files.find((file) => file.revision === revision);
  if (taken !== undefined) {
    throw new CommandError(`Revision ${revision} already exists: ${taken.path}`, {
      hint: "Choose another identifier with --rev-id, or leave it out.",
      details: { revision, path: taken.path },
    });
  }
  if (revision.length > versionNumLength) {
    warn(
      `Revision id '${revision}' has ${revision.length} characters; the version table holds ${versionNumLength}, and strict databases will refuse it.`,
    );
  }
  return revision;
}

function parents(map: RevisionMap, { head = "head" }: GenerateOptions): readonly Revision[] {
  assertNamed(head);
  const heads = resolveHeads(map, head);
  if (new Set(heads).size === heads.length) return heads;
  throw new CommandError("Duplicate head revisions specified", {
    hint: `Name each parent once: ${[...new Set(heads)].map((each) => each.revision).join(" ")}.`,
  });
}

function resolveHeads(map: RevisionMap, head: RevisionSymbol): readonly Revision[] {
  try {
    return map.getRevisions(head);
  } catch (error) {
    if (!(error instanceof MultipleHeads)) throw error;
    const heads = error.details.heads as readonly string[]; // MultipleHeads always carries its heads
    throw new MultipleHeads(
      heads,
      String(error.details.argument),
      "Multiple heads are present; please specify the head revision on which the new revision should be based, or perform a merge.",
      {
        hint: `Name one of ${comma(heads)} as the parent (revision --head), or join them with 'alembic merge heads'.`,
        cause: error,
      },
    );
  }
}

function assertNoSplice(heads: readonly Revision[], splice: boolean): void {
  const inner = splice ? undefined : heads.find((head) => !head.isHead);
  if (inner === undefined) return;
  throw new CommandError(
    `Revision ${inner.revision} is not a head revision; please specify --splice to create a new branch from this revision`,
    {
      hint: `The children of ${inner.revision} are ${comma(inner.nextRevisions)}.`,
      details: { revision: inner.revision },
    },
  );
}

type PlannedRevision = Required<Omit<RevisionData, "doc" | "path">> & {
  readonly downRevision: string | readonly string[] | null;
  readonly branchLabels: readonly string[] | null;
  readonly dependsOn: string | readonly string[] | null;
};

function planned(
  map: RevisionMap,
  revision: string,
  heads: readonly Revision[],
  options: GenerateOptions,
): PlannedRevision {
  // As given: where a file has an empty text, it has no label.
  const given = options.branchLabels ?? [];
  const labels = typeof given === "string" ? [given] : given;
  for (const label of labels) assertBranchLabel(label);
  return {
    revision,
    downRevision: oneOrMany(heads.map((head) => head.revision)),
    branchLabels: labels.length === 0 ? null : labels,
    dependsOn: oneOrMany(toList(options.dependsOn).map((dependency) => resolveDependency(map, dependency))),
  };
}

/** Symbols become identifiers; a plain branch label stays what it is, so that the file says what was meant. */
function resolveDependency(map: RevisionMap, dependency: string): string {
  const found = map.getRevision(dependency);
  if (found === null) {
    throw new CommandError(`A revision cannot depend on '${dependency}', which is no revision`, {
      hint: "Name a revision or a branch label with --depends-on.",
    });
  }
  return found.branchLabels.includes(dependency) ? dependency : found.revision;
}

interface WrittenRevision {
  readonly path: string;
  /** Where it is while it is looked at; nobody finds it there afterwards. */
  readonly temporaryPath: string;
  readonly template: string;
}

async function readRendered(
  { path, temporaryPath, template }: WrittenRevision,
  importModule: ModuleImporter,
): Promise<ScriptFile> {
  try {
    return await readScriptFile(temporaryPath, importModule);
  } catch (error) {
    const message = errorMessage(error);
    const reason = message.replaceAll(basename(temporaryPath), basename(path));
    throw new CommandError(`The file that ${template} makes is no revision: ${reason}`, {
      code: "TEMPLATE",
      hint: "Correct the template; 'alembic init' makes one to compare with.",
      details: { template },
      cause: error,
    });
  }
}

/** Throws CommandError when the script template has dropped an identifier (PARITY P-1.56). */
function assertCarries(file: ScriptFile, wanted: PlannedRevision, template: string): void {
  const names = ["revision", "downRevision", "branchLabels", "dependsOn"] as const;
  const dropped = names.find((name) => comma(file[name]) !== comma(wanted[name]));
  if (dropped === undefined) return;
  throw new CommandError(
    `Version ${wanted.revision} specified ${dropped} ${comma(wanted[dropped])}, however the migration file does not have it; have you upgraded your ${template} to include '${dropped}'?`,
    {
      code: "TEMPLATE",
      hint: `Add 'export const ${dropped} = <%~ JSON.stringify(it.${dropped === "revision" ? "upRevision" : dropped}) %>;' to the template.`,
      details: { template, name: dropped },
    },
  );
}

function oneOrMany(values: readonly string[]): string | readonly string[] | null {
  return values.length > 1 ? values : (values[0] ?? null);
}
