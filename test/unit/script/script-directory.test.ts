import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { Project, revisionFile } from "./support/project.ts";

describe("which files are revisions", () => {
  test("every script extension is read, sorted by name; declarations and editor files are not", async () => {
    const project = new Project({
      files: {
        "migrations/versions/a.ts": revisionFile("a", null),
        "migrations/versions/b.mts": revisionFile("b", "a"),
        "migrations/versions/c.js": revisionFile("c", "b"),
        "migrations/versions/d.mjs": revisionFile("d", "c"),
        "migrations/versions/a.d.ts": "export const revision: string;",
        "migrations/versions/.#a.ts": "editor lock",
        "migrations/versions/readme.md": "no script",
      },
    });
    const scripts = await project.scripts();
    expect(scripts.walkRevisions().map((script) => script.revision)).toEqual(["d", "c", "b", "a"]);
  });

  test("beside a TypeScript source its compiled form is ignored", async () => {
    const project = new Project({
      files: {
        "migrations/versions/a.js": revisionFile("compiled", null),
        "migrations/versions/a.ts": revisionFile("source", null),
      },
    });
    expect((await project.scripts()).getHeads()).toEqual(["source"]);
  });

  test.each([
    ["", 0],
    ["sourceless = true\n", 0],
    ["sourceless = false\n", 1],
  ])("JavaScript is read, and an ini that says %j gets %i warnings", async (ini, count) => {
    const project = new Project({ ini, files: { "migrations/versions/a.js": revisionFile("a", null) } });
    const warnings: string[] = [];
    project.config.logging.subscribe((record) => warnings.push(record.message));
    const scripts = await project.config.logging.run(() => project.scripts());
    expect(scripts.getHeads()).toEqual(["a"]);
    expect(warnings.filter((message) => message.startsWith("sourceless = false has no effect"))).toHaveLength(
      count,
    );
  });

  test("sub-directories are read with recursive_version_locations only", async () => {
    const files = {
      "migrations/versions/a.ts": revisionFile("a", null),
      "migrations/versions/2026/b.ts": revisionFile("b", "a"),
    };
    expect((await new Project({ files }).scripts()).getHeads()).toEqual(["a"]);
    const recursive = new Project({ files, ini: "recursive_version_locations = true\n" });
    expect((await recursive.scripts()).getHeads()).toEqual(["b"]);
  });

  test("several version locations are read in their order; missing ones are skipped", async () => {
    const project = new Project({
      ini: "version_locations = %(here)s/two:%(here)s/none:%(here)s/one\n",
      files: { "one/a.ts": revisionFile("a", null), "two/b.ts": revisionFile("b", null) },
    });
    expect((await project.scripts()).getHeads()).toEqual(["b", "a"]);
  });

  test("a file that is reached twice counts once", async () => {
    const project = new Project({
      ini: "version_locations = %(here)s/one:%(here)s/link\n",
      files: { "one/a.ts": revisionFile("a", null) },
    });
    symlinkSync(project.path("one"), project.path("link"));
    expect((await project.scripts()).getHeads()).toEqual(["a"]);
  });
});

test("a link that leads nowhere is an error that names it", async () => {
  const project = new Project({ files: { "migrations/versions/a.ts": revisionFile("a", null) } });
  symlinkSync("/nowhere.ts", project.path("migrations/versions/b.ts"));
  const scripts = await project.scripts();
  expect(() => scripts.getHeads()).toThrow(/Revision file .*b\.ts cannot be read/);
});

describe("files whose header is not plain are executed", () => {
  test("computed identifiers", async () => {
    const project = new Project({
      files: {
        "migrations/versions/a.ts": `const year = 2026;\nexport const revision = \`r\${year}\`;\nexport const downRevision = null;\nexport function upgrade() {}\n`,
      },
    });
    expect((await project.scripts()).getHeads()).toEqual(["r2026"]);
  });

  test("a file without an identifier is named by its name if that is one", async () => {
    const project = new Project({
      files: { "migrations/versions/ab12.ts": "export const downRevision = null;" },
    });
    expect((await project.scripts()).getHeads()).toEqual(["ab12"]);
  });

  test.each([
    ["no identifier", "export const x = 1;", "Could not determine revision id from filename file.ts"],
    ["no parent", 'export const revision = "a";', "does not export 'downRevision'"],
    ["a wrong type", "export const revision = 7;\nexport const downRevision = null;", "exports revision = 7"],
    [
      "a wrong parent",
      'export const revision = "a";\nexport const downRevision = 3;',
      "exports downRevision = 3",
    ],
  ])("%s is an error that names the file, when the graph is asked", async (_, text, message) => {
    const project = new Project({ files: { "migrations/versions/file.ts": text } });
    const scripts = await project.scripts();
    expect(() => scripts.getHeads()).toThrow(message);
    expect(() => scripts.getHeads()).toThrow("file.ts");
  });
});

describe("graphs that are not usable", () => {
  test.each([
    [
      "a missing parent",
      { a: "gone" },
      /Revision gone referenced from a \(.*a\.ts\) as down revision is not present/,
    ],
    [
      "a reserved character",
      { "a-b": null },
      /Character\(s\) '-' not allowed in revision identifier 'a-b', in .*versions\/a-b\.ts$/,
    ],
    ["itself as parent", { a: "a" }, /Self-loop is detected in revisions \(a\): .*versions\/a\.ts$/],
    [
      "a circle",
      { a: "b", b: "a" },
      /Cycle is detected in revisions \(a, b\): .*versions\/a\.ts, .*versions\/b\.ts$/,
    ],
    ["a symbol for a name", { head: null }, /'head' is a symbol of its own, .*, in .*versions\/head\.ts$/],
  ])("%s", async (_, revisions, message) => {
    const files = Object.entries(revisions).map(([id, down]) => [
      `migrations/versions/${id}.ts`,
      revisionFile(id, down),
    ]);
    const scripts = await new Project({ files: Object.fromEntries(files) }).scripts();
    expect(() => scripts.getHeads()).toThrow(message);
  });

  test.each([
    [["one"], /Branch name 'one' in revision b already used by revision a: .*\/a\.ts, .*\/b\.ts$/],
    [["heads"], /Branch label 'heads' is a symbol of its own, .*, in .*versions\/b\.ts$/],
  ])("a label that cannot be used: %s", async (labels, message) => {
    const text = (id: string, own: readonly string[]): string =>
      `${revisionFile(id, null).replace(/^export const branchLabels.*$/m, "")}\nexport const branchLabels = ${JSON.stringify(own)};\n`;
    const files = {
      "migrations/versions/a.ts": text("a", ["one"]),
      "migrations/versions/b.ts": text("b", labels),
    };
    const scripts = await new Project({ files }).scripts();
    expect(() => scripts.getHeads()).toThrow(message);
  });

  test("an identifier without a text names the file", async () => {
    const files = { "migrations/versions/a.ts": revisionFile("", null) };
    const scripts = await new Project({ files }).scripts();
    expect(() => scripts.getHeads()).toThrow(
      /^A revision identifier must not be empty, in .*versions\/a\.ts$/,
    );
  });

  test("a call of op beside upgrade() names the file and the line", async () => {
    const op = JSON.stringify(pathToFileURL(join(import.meta.dirname, "../../../src/runtime/index.ts")).href);
    const project = new Project({
      files: {
        "migrations/versions/a.ts": `import { op } from ${op};
export const revision = "a" + "1";
export const downRevision = null;
op.dropTable("t");
`,
      },
    });
    const scripts = await project.scripts();
    expect(() => scripts.getHeads()).toThrow(
      expect.objectContaining({
        code: "REVISION_FILE",
        message: expect.stringMatching(
          /^Revision file .*a\.ts cannot be loaded: Can't invoke function.*\n {2}at .*a\.ts:4:\d+$/,
        ),
        hint: "Call op.* inside upgrade() or downgrade() only.",
      }),
    );
  });

  test("an identifier in two files names both", async () => {
    const scripts = await new Project({
      files: {
        "migrations/versions/x.ts": revisionFile("a", null),
        "migrations/versions/y.ts": revisionFile("a", null),
      },
    }).scripts();
    expect(() => scripts.getHeads()).toThrow(/Revision a is present more than once: .*x\.ts, .*y\.ts/);
  });
});

describe("how revisions are shown", () => {
  const files = {
    "migrations/versions/1.ts": revisionFile("a1", null, "first"),
    "migrations/versions/2.ts": `/**\n * second\n *\n * more\n */\nexport const revision = "b1";\nexport const downRevision = "a1";\nexport const branchLabels = ["left", "l"];\nexport const dependsOn = null;\n`,
    "migrations/versions/3.ts": revisionFile("c1", "a1", "third"),
    "migrations/versions/4.ts": `export const revision = "d1";\nexport const downRevision = ["b1", "c1"];\nexport const branchLabels = null;\nexport const dependsOn = "a1";\n`,
  };

  test("history lines", async () => {
    const scripts = await new Project({ files }).scripts();
    const lines = scripts
      .walkRevisions()
      .map((script) => script.cmdFormat({ includeParents: true, includeBranches: true, includeDoc: true }));
    expect(lines).toEqual([
      "b1, c1 (a1) -> d1 (l, left) (head) (mergepoint), ",
      "a1 -> b1 (left, l), second",
      "a1 -> c1, third",
      "<base> -> a1 (branchpoint), first",
    ]);
  });

  test("the long form", async () => {
    const project = new Project({ files });
    const scripts = await project.scripts();
    expect(scripts.getRevision("b1")?.logEntry).toBe(
      `Rev: b1\nParent: a1\nBranch names: left, l\nPath: ${project.path("migrations/versions/2.ts")}\n\n    second\n    \n    more\n`,
    );
    expect(scripts.getRevision("d1")?.cmdFormat({ verbose: true, isCurrent: true })).toBe(
      `Rev: d1 (head) (mergepoint) (current)\nMerges: b1, c1\nAlso depends on: a1\nBranch names: l, left\nPath: ${project.path("migrations/versions/4.ts")}\n\n\n`,
    );
    expect(scripts.getRevision("a1")?.logEntry).toContain("Parent: <base>\nBranches into: b1, c1\nPath:");
  });

  test("a missing direction is an error that names the file", async () => {
    const scripts = await new Project({ files }).scripts();
    await expect(scripts.getRevision("a1")?.migrationFunction("upgrade")).resolves.toBeTypeOf("function");
    await expect(scripts.getRevision("b1")?.migrationFunction("upgrade")).rejects.toThrow(
      /2\.ts does not export a function 'upgrade'/,
    );
  });
});

describe("settings", () => {
  test("script_location is required and must exist", async () => {
    const project = new Project();
    project.write("alembic.ini", "[alembic]\n");
    await expect(project.scripts()).rejects.toThrow("No 'script_location' key found in configuration.");
    const moved = new Project();
    moved.write("alembic.ini", "[alembic]\nscript_location = %(here)s/none\n");
    await expect(moved.scripts()).rejects.toThrow(
      /Path doesn't exist: .*none\. {2}Please use the 'init' command/,
    );
  });

  test.each(["latin1", "ascii", "hex", "utf-16", "utf-8-sig", ""])(
    "sources are UTF-8, so that output_encoding = %s is refused",
    async (name) => {
      const project = new Project({ ini: `output_encoding = ${name}\n` });
      await expect(project.scripts()).rejects.toMatchObject({
        code: "CONFIG",
        message: `output_encoding '${name}' is not UTF-8, in which revision files are read`,
      });
    },
  );

  test.each(["utf-8", "utf8", "UTF8", "utf_8", "U8"])("output_encoding = %s is UTF-8", async (name) => {
    const scripts = await new Project({ ini: `output_encoding = ${name}\n` }).scripts();
    expect((await scripts.generateRevision({ message: "Straße €" })).doc).toBe("Straße €");
  });

  test("a script_location may be inside an installed package", async () => {
    const project = new Project({
      files: {
        "node_modules/@acme/db/package.json": "{}",
        "node_modules/@acme/db/migrations/versions/a.ts": revisionFile("a", null),
      },
    });
    project.write("alembic.ini", "[alembic]\nscript_location = @acme/db:migrations\n");
    expect((await project.scripts()).getHeads()).toEqual(["a"]);
  });

  test("an environment of Python's Alembic is recognised", async () => {
    const project = new Project({ files: { "migrations/env.py": "" } });
    await expect(project.scripts()).rejects.toThrow("is an environment of Python's Alembic");
  });

  test("env.ts is executed anew each time", async () => {
    const project = new Project({
      files: {
        "migrations/env.ts": "const g = globalThis as { runs?: number };\ng.runs = (g.runs ?? 0) + 1;\n",
      },
    });
    const scripts = await project.scripts();
    await scripts.runEnv();
    await scripts.runEnv();
    expect((globalThis as { runs?: number }).runs).toBe(2);
  });
});
