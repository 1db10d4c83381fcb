import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach } from "vitest";

/** The URL of the loader, for modules that import it themselves. */
export const loader: string = pathToFileURL(
  join(import.meta.dirname, "../../../../../src/script/loader/index.ts"),
).href;

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A new folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "at-loader-")));
  folders.push(folder);
  return folder;
}

export type Files = Readonly<Record<string, string | object>>;

export interface Outcome {
  readonly folder: string;
  /** What the loaded module exports under `result`. */
  readonly result?: unknown;
  readonly error?: {
    readonly code?: string;
    readonly message: string;
    readonly hint?: string;
    readonly stack: string;
  };
  readonly stderr: string;
}

/** Loads `env.ts` (or another file) of a project made of the files given, in a process of its own. */
export async function load(
  files: Files,
  entry = "env.ts",
  prependPaths: readonly string[] = [],
  importOptions: object = {},
): Promise<Outcome> {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  }
  const script = `
    import { importModule, installLoader } from ${JSON.stringify(loader)};
    installLoader(${JSON.stringify({ folders: [folder], prependPaths: prependPaths.map((path) => join(folder, path)) })});
    try {
      const module = await importModule(${JSON.stringify(join(folder, entry))}, ${JSON.stringify(importOptions)});
      console.log(JSON.stringify({ result: await module.result }));
    } catch (error) {
      const { code, message, hint, stack } = error;
      console.log(JSON.stringify({ error: { code, message, hint, stack } }));
    }`;
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      ["--input-type=module", "-e", script],
      { cwd: folder },
      (failure, stdout, stderr) => {
        if (failure !== null && stdout === "") reject(new Error(stderr));
        else resolve({ folder, stderr, ...JSON.parse(stdout) });
      },
    );
  });
}
