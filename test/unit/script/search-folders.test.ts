import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { projectImporter } from "../../../src/script/import-project-module.ts";

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

async function envOf(folder: string, name: string): Promise<unknown> {
  const projectDirectory = join(folder, name);
  const directory = join(projectDirectory, "alembic");
  const importModule = projectImporter({
    projectDirectory,
    directory,
    versionLocations: [join(directory, "versions")],
    prependPaths: [join(projectDirectory, "src")],
  });
  return (await importModule(join(directory, "env.ts"))).result;
}

test("a project finds its own modules by prepend_sys_path, also behind another project of the process", async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "at-search-")));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const env = `import { name } from "mymodels"; import { shared } from "../../shared.ts"; export const result = [name, shared];`;
  write(folder, {
    "one/alembic/env.ts": env,
    "one/src/mymodels.ts": 'export const name = "one";',
    "two/alembic/env.ts": env,
    "two/src/mymodels.ts": 'export const name = "two";',
    // Lies in neither of them; loaded for the first.
    "shared.ts": 'import { name } from "mymodels"; export const shared = "for " + name;',
  });
  expect(await envOf(folder, "one")).toEqual(["one", "for one"]);
  expect(await envOf(folder, "two")).toEqual(["two", "for one"]);
});
