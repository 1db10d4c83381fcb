import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Block } from "./blocks.ts";
import { moduleOf } from "./fragment.ts";

const root = resolve(import.meta.dirname, "../..");
const entries = ["postgresql", "mysql", "sqlite", "mssql", "oracle"];

/** Type-checks the `ts` blocks of all pages against the sources, in one run; gives the messages about the pages. */
export async function typeErrorsOf(blocks: readonly Block[]): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "alembic-ts-docs-types-"));
  try {
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    const sources = sourcesOf(blocks);
    if (sources.size === 0) return [];
    for (const [path, text] of sources) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(settings()));
    return await compile(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The files of each page as they are at its end; an earlier version of a file lies in a folder of its own. */
function sourcesOf(blocks: readonly Block[]): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  const files = new Map<string, Map<string, string>>();
  for (const block of blocks) {
    const { file, shows, skip } = block.directives;
    if (block.language !== "ts" || skip !== undefined) continue;
    const path = file ?? shows;
    if (path === undefined) {
      sources.set(`${block.page}/line-${block.line}.ts`, moduleOf(block));
      continue;
    }
    const pageFiles = files.get(block.page) ?? new Map<string, string>();
    if (pageFiles.has(path)) putAll(sources, `${block.page}/before-line-${block.line}`, pageFiles);
    files.set(block.page, pageFiles.set(path, block.text));
  }
  for (const [page, pageFiles] of files) putAll(sources, `${page}/project`, pageFiles);
  return sources;
}

function putAll(sources: Map<string, string>, folder: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) sources.set(`${folder}/${path}`, text);
}

function settings(): object {
  const paths = Object.fromEntries(
    entries.map((name) => [`alembic-ts/${name}`, [join(root, `src/dialect/${name}/public.ts`)]]),
  );
  return {
    extends: join(root, "tsconfig.json"),
    compilerOptions: {
      module: "esnext",
      moduleResolution: "bundler",
      typeRoots: [join(root, "node_modules/@types")],
      noUnusedLocals: false,
      noUnusedParameters: false,
      isolatedDeclarations: false,
      declaration: false,
      rewriteRelativeImportExtensions: false,
      paths: {
        "alembic-ts": [join(root, "src/index.ts")],
        "alembic-ts/kysely": [join(root, "src/connection/kysely.ts")],
        "alembic-ts/testing": [join(root, "src/testing.ts")],
        ...paths,
      },
    },
    include: ["**/*.ts"],
    exclude: ["node_modules"],
  };
}

function compile(folder: string): Promise<readonly string[]> {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  return new Promise((done) => {
    execFile(process.execPath, [tsc, "-p", folder], { cwd: folder }, (error, stdout) => {
      const lines = stdout.split("\n").filter((line) => line.trim() !== "");
      if (error !== null && lines.length === 0) lines.push(error.message);
      done(lines.filter((line) => !line.startsWith("..")));
    });
  });
}
