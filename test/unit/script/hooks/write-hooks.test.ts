import { chmodSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { writeHooks } from "../../../../src/script/hooks/hook-registry.ts";
import { Project } from "../support/project.ts";

function hookIni(lines: readonly string[]): string {
  return `\n[post_write_hooks]\nhooks = fmt\n${lines.map((line) => `fmt.${line}\n`).join("")}`;
}

const shouting = "#!/usr/bin/env node\nconsole.log(JSON.stringify(process.argv.slice(2)));\n";

/** Makes a revision in a project with one hook; gives the path and what was printed. */
async function generate(
  lines: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<{ path: string; output: string; errors: string }> {
  const project = new Project({ ini: hookIni(lines), files });
  const scripts = await project.scripts();
  const { path } = await scripts.generateRevision({ revId: "aaaa" });
  return { path, output: project.output.join(""), errors: project.errors.join("") };
}

describe("post-write hooks", () => {
  test("exec runs a program on the new file and announces itself", async () => {
    const { path, output } = await generate([
      "type = exec",
      "executable = echo",
      'options = --file REVISION_SCRIPT_FILENAME "two words"',
    ]);
    expect(output).toBe(
      `Generating ${path} ...  done\nRunning post write hook 'fmt' ...\n--file ${path} two words\n  done\n`,
    );
  });

  test("the file comes first when the options do not place it", async () => {
    const { path, output } = await generate(["type = exec", "executable = echo", "options = -l 79"]);
    expect(output).toContain(`\n${path} -l 79\n`);
  });

  test("console_scripts runs the program of an npm package", async () => {
    const { path, output } = await generate(["type = console_scripts", "entrypoint = tool", "options = -q"], {
      "node_modules/tool/package.json": '{ "name": "tool", "bin": "./cli.js" }',
      "node_modules/tool/cli.js": shouting,
    });
    expect(output).toContain(JSON.stringify([path, "-q"]));
  });

  test("module runs a package's program or calls a function", async () => {
    const program = await generate(["type = module", "module = @acme/tool"], {
      "node_modules/@acme/tool/package.json": '{ "name": "@acme/tool", "bin": { "tool": "cli.mjs" } }',
      "node_modules/@acme/tool/cli.mjs": "console.log('ran', process.argv[2]);",
    });
    expect(program.output).toContain(`ran ${program.path}`);
    const called = await generate(["type = module", "module = ./hook.ts", "note = checked"], {
      "hook.ts":
        'import { appendFileSync } from "node:fs";\nexport default (file: string, options: Record<string, string>): void => appendFileSync(file, "// " + options.note + "\\n");\n',
    });
    expect(readFileSync(called.path, "utf8")).toMatch(/\/\/ checked\n$/);
  });

  test("registered functions are types of their own", async () => {
    const seen: unknown[] = [];
    writeHooks.register(
      "collect",
      (filename, options) => void seen.push([filename, options._hook_name, options.extra]),
    );
    const { path } = await generate(["type = collect", "extra = 1"]);
    expect(seen).toEqual([[path, "fmt", "1"]]);
  });

  test("a failing program does not fail the command", async () => {
    const { output } = await generate(["type = exec", "executable = false"]);
    expect(output).toMatch(/Running post write hook 'fmt' \.\.\.\n {2}done\n$/);
  });

  test("cwd is where the program runs", async () => {
    const { output } = await generate(
      ["type = exec", "executable = pwd", "options = -P", "cwd = /usr"]
        .slice(0, 2)
        .concat("cwd = /usr", "options = -L"),
    );
    expect(output).toContain("/usr\n");
  });

  test.each([
    ["no type", ["executable = x"], "Key 'fmt.type'"],
    ["an unknown type", ["type = nope"], "No formatter with name 'nope' registered"],
    ["exec without executable", ["type = exec"], "Key fmt.executable is required for post write hook 'fmt'"],
    ["exec with an empty executable", ["type = exec", "executable ="], "Key fmt.executable is required"],
    ["console_scripts without entrypoint", ["type = console_scripts"], "Key fmt.entrypoint is required"],
    [
      "an open quote in the options",
      ["type = exec", "executable = echo", 'options = "unclosed'],
      'Key fmt.options has a quote that is not closed: "unclosed',
    ],
    ["module without module", ["type = module"], "Key fmt.module is required"],
  ])("%s is refused before anything is written", async (_, lines, message) => {
    const project = new Project({ ini: hookIni(lines) });
    const scripts = await project.scripts();
    await expect(scripts.generateRevision()).rejects.toThrow(message);
    expect(project.list("migrations/versions")).toEqual([]);
  });

  test.each([
    [
      "an unknown program",
      ["type = exec", "executable = no-such-program"],
      "Could not find executable no-such-program",
    ],
    [
      "an unknown entrypoint",
      ["type = console_scripts", "entrypoint = nope"],
      "Could not find entrypoint console_scripts.nope",
    ],
    ["an unknown module", ["type = module", "module = nope"], "Could not find module nope"],
  ])("%s fails and leaves the file", async (_, lines, message) => {
    const project = new Project({ ini: hookIni(lines) });
    const scripts = await project.scripts();
    await expect(scripts.generateRevision({ revId: "aaaa" })).rejects.toThrow(message);
    expect(project.list("migrations/versions")).toEqual(["aaaa_.ts"]);
    expect(project.output.join("")).toMatch(/ {2}FAILED\n$/);
  });

  test("a linked program is found as npm leaves it", async () => {
    const project = new Project({
      files: { "node_modules/.bin/linked": shouting },
      ini: hookIni(["type = console_scripts", "entrypoint = linked"]),
    });
    chmodSync(project.path("node_modules/.bin/linked"), 0o755);
    const { path } = await (await project.scripts()).generateRevision();
    expect(project.output.join("")).toContain(JSON.stringify([path]));
  });
});
