import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** A module to run, in a process of its own because it belongs to a project that has the package installed. */
export interface FragmentTask {
  readonly path: string;
  /** `online`, or the dialect of the script. */
  readonly mode: string;
}

export interface FragmentResult {
  /** The SQL, when a script was written. */
  readonly sql: string;
  readonly error: string | null;
}

const [packageEntry = "", tasksFile = "", resultsFile = ""] = process.argv.slice(2);
// The entry of the installed package has the types of the sources.
const { createEngine, MigrationContext, Operations } = (await import(
  pathToFileURL(packageEntry).href
)) as typeof import("../../src/index.ts");

const tasks: readonly FragmentTask[] = JSON.parse(readFileSync(tasksFile, "utf8"));
const results: FragmentResult[] = [];
for (const task of tasks) results.push(await runTask(task));
writeFileSync(resultsFile, JSON.stringify(results));

async function runTask({ path, mode }: FragmentTask): Promise<FragmentResult> {
  try {
    return { sql: mode === "online" ? await runOnline(path) : await writeScript(path, mode), error: null };
  } catch (error) {
    return { sql: "", error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

async function runModule(path: string): Promise<void> {
  const { default: run, upgrade } = await import(pathToFileURL(path).href);
  await (run ?? upgrade)?.();
}

async function writeScript(path: string, dialectName: string): Promise<string> {
  let script = "";
  const outputBuffer = { write: (text: string) => (script += text) };
  const context = MigrationContext.configure({ dialectName, opts: { asSql: true, outputBuffer } });
  await Operations.context(context, () => runModule(path));
  return script;
}

async function runOnline(path: string): Promise<string> {
  await createEngine("sqlite://").connect(async (connection) => {
    await Operations.context(MigrationContext.configure({ connection }), () => runModule(path));
  });
  return "";
}
