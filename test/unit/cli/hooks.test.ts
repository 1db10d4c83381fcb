import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CliProject } from "./cli-project.ts";

const modules = resolve(import.meta.dirname, "../../../node_modules");

let project: CliProject;
beforeEach(() => {
  project = new CliProject();
  project.alembic("init", "alembic");
});
afterEach(() => project.remove());

function hook(...lines: readonly string[]): void {
  project.replace(
    "alembic.ini",
    "[post_write_hooks]",
    ["[post_write_hooks]", "hooks = fmt", ...lines].join("\n"),
  );
}

/** Writes a revision, and shows that what the hook left of it works. */
function makeRevision(): string {
  const made = project.alembic("revision", "-m", "one", "--rev-id", "aaa1");
  expect(made).toMatchObject({ status: 0 });
  expect(made.stdout).toContain("Running post write hook 'fmt' ...");
  expect(project.alembic("upgrade", "head").status).toBe(0);
  expect(project.alembic("history").stdout).toBe("<base> -> aaa1 (head), one\n");
  return project.read(project.revision("aaa1"));
}

describe("Biome as a hook", () => {
  beforeEach(() => {
    mkdirSync(project.path("node_modules"));
    symlinkSync(`${modules}/.bin`, project.path("node_modules", ".bin"));
    symlinkSync(`${modules}/@biomejs`, project.path("node_modules", "@biomejs"));
    project.write(
      "biome.json",
      '{ "formatter": { "indentStyle": "tab" }, "linter": { "rules": { "correctness": { "noUnusedImports": "error" } } } }',
    );
  });

  test.each([
    ["console_scripts", ["fmt.type = console_scripts", "fmt.entrypoint = biome"]],
    ["module", ["fmt.type = module", "fmt.module = @biomejs/biome"]],
    ["exec", ["fmt.type = exec", "fmt.executable = %(here)s/node_modules/.bin/biome"]],
  ])("of the kind %s formats, and removes the unused imports of a revision that works", (_kind, lines) => {
    hook(...lines, "fmt.options = check --write --unsafe REVISION_SCRIPT_FILENAME");
    const text = makeRevision();
    expect(text).toContain("\t// nothing to do");
    expect(text).not.toContain("import {");
    expect(text).toContain("Revision ID: aaa1");
  });
});

describe("Prettier as a hook", () => {
  test("formats by its console script and as a module", () => {
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", "prettier@3"], {
      cwd: project.folder,
      stdio: "ignore",
    });
    project.write(".prettierrc", '{ "semi": false, "singleQuote": true }');
    hook(
      "fmt.type = console_scripts",
      "fmt.entrypoint = prettier",
      "fmt.options = --write REVISION_SCRIPT_FILENAME",
    );
    expect(makeRevision()).toContain("export const revision = 'aaa1'\n");
    project.replace(
      "alembic.ini",
      "fmt.type = console_scripts\nfmt.entrypoint",
      "fmt.type = module\nfmt.module",
    );
    project.alembic("revision", "-m", "two", "--rev-id", "bbb2");
    expect(project.read(project.revision("bbb2"))).toContain("export const revision = 'bbb2'\n");
  });
});

test("a hook can be a function of a module of the project", () => {
  project.write(
    "licence.ts",
    'import { appendFileSync } from "node:fs";\nexport default (file: string) => appendFileSync(file, "// mine\\n");\n',
  );
  hook("fmt.type = module", "fmt.module = ./licence.ts");
  expect(makeRevision()).toMatch(/\/\/ mine\n$/);
});

describe("edit", () => {
  test("opens the file in the editor that the environment names, with its arguments", () => {
    project.alembic("revision", "-m", "one", "--rev-id", "aaa1");
    project.write("editor.sh", '#!/bin/sh\n[ "$1" = "--wait" ] || exit 3\necho "// edited" >> "$2"\n');
    chmodSync(project.path("editor.sh"), 0o755);
    const editing = new CliProject({ EDITOR: `${project.path("editor.sh")} --wait`, VISUAL: "" });
    try {
      const { status } = editing.alembic("-c", project.path("alembic.ini"), "edit", "head");
      expect(status).toBe(0);
      expect(project.read(project.revision("aaa1"))).toMatch(/\/\/ edited\n$/);
    } finally {
      editing.remove();
    }
  });

  test("says so when the editor fails", () => {
    project.alembic("revision", "-m", "one", "--rev-id", "aaa1");
    const editing = new CliProject({ EDITOR: "false", VISUAL: "" });
    try {
      const { status, stdout } = editing.alembic("-c", project.path("alembic.ini"), "edit", "head");
      expect(status).toBe(255);
      expect(stdout).toContain("FAILED: Error executing editor ('");
    } finally {
      editing.remove();
    }
  });
});
