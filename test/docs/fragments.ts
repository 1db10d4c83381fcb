import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { installedPackage } from "../support/installed-package.ts";
import type { Block } from "./blocks.ts";
import { moduleOf } from "./fragment.ts";
import type { BlockResult } from "./page.ts";
import type { FragmentResult, FragmentTask } from "./run-fragments.ts";

const execute = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");

interface Fragment extends FragmentTask {
  readonly block: Block;
  /** The block with the script that the fragment must give. */
  readonly script: Block | null;
}

/** Runs the `ts` blocks that belong to no file, with the installed package, each on the dialects that the page shows. */
export async function runFragments(blocks: readonly Block[]): Promise<readonly BlockResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "alembic-ts-docs-"));
  try {
    const modules = join(await installedPackage(), "node_modules");
    await symlink(modules, join(folder, "node_modules"));
    const fragments = fragmentsOf(blocks, folder);
    for (const { path, block } of fragments) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, moduleOf(block));
    }
    const results = await runAll(fragments, folder, modules);
    return fragments.flatMap((fragment, index) => judge(fragment, results[index]));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function fragmentsOf(blocks: readonly Block[], folder: string): readonly Fragment[] {
  return blocks.flatMap((block, index): readonly Fragment[] => {
    if (!isFragment(block)) return [];
    const path = (suffix: string): string => join(folder, block.page, `line-${block.line}${suffix}.mts`);
    const scripts = scriptsAfter(blocks, index);
    if (scripts.length === 0)
      return [{ block, path: path(""), mode: block.directives.run ?? "postgresql", script: null }];
    return scripts.map((script) => {
      const mode = script.directives.dialect ?? "postgresql";
      return { block, path: path(`-${mode}`), mode, script };
    });
  });
}

function isFragment({ language, directives }: Block): boolean {
  const { file, shows, skip, run } = directives;
  return (
    language === "ts" && file === undefined && shows === undefined && skip === undefined && run !== "types"
  );
}

function scriptsAfter(blocks: readonly Block[], index: number): readonly Block[] {
  const rest = blocks.slice(index + 1);
  const end = rest.findIndex(
    ({ language, directives }) => language !== "sql" || directives.skip !== undefined,
  );
  return end === -1 ? rest : rest.slice(0, end);
}

async function runAll(
  tasks: readonly FragmentTask[],
  folder: string,
  modules: string,
): Promise<readonly FragmentResult[]> {
  const [tasksFile, resultsFile] = [join(folder, "tasks.json"), join(folder, "results.json")];
  await writeFile(tasksFile, JSON.stringify(tasks));
  const entry = join(modules, "alembic-ts/dist/index.js");
  const args = [join(import.meta.dirname, "run-fragments.ts"), entry, tasksFile, resultsFile];
  await execute(process.execPath, args, { cwd: root });
  return JSON.parse(await readFile(resultsFile, "utf8"));
}

function judge({ block, script }: Fragment, result: FragmentResult | undefined): readonly BlockResult[] {
  if (result === undefined || result.error !== null) {
    throw new Error(`${block.page}:${block.line}: the block failed: ${result?.error}`);
  }
  const own: BlockResult = { block, outcome: "run", correction: null };
  if (script === null) return [own];
  const text = `${result.sql.trim()}\n`;
  return [own, { block: script, outcome: "run", correction: text === script.text ? null : text }];
}
