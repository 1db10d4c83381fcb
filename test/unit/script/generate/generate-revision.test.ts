import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { Project, revisionFile } from "../support/project.ts";

const versions = "migrations/versions";
const twoHeads = {
  [`${versions}/a.ts`]: revisionFile("aaaa", null),
  [`${versions}/b.ts`]: revisionFile("bbbb", "aaaa"),
  [`${versions}/c.ts`]: revisionFile("cccc", "aaaa"),
};

describe("a new revision", () => {
  test("follows the head and is part of the graph at once", async () => {
    const project = new Project({ files: { [`${versions}/a.ts`]: revisionFile("aaaa", null) } });
    const scripts = await project.scripts();
    const script = await scripts.generateRevision({ message: "Add the Users, table!" });
    expect(script.revision).toMatch(/^[0-9a-f]{12}$/);
    expect(basename(script.path)).toBe(`${script.revision}_add_the_users_table.ts`);
    expect(script.doc).toBe("Add the Users, table!");
    expect(scripts.getCurrentHead()).toBe(script.revision);
    expect(readFileSync(script.path, "utf8")).toMatch(/Create Date: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}\n/);
    expect(project.output.join("")).toBe(`Generating ${script.path} ...  done\n`);
    expect((await project.scripts()).getCurrentHead()).toBe(script.revision);
  });

  test("without a message has an empty slug and a stock text", async () => {
    const project = new Project();
    const script = await (await project.scripts()).generateRevision({ revId: "abc" });
    expect(project.list(versions)).toEqual(["abc_.ts"]);
    expect(script.doc).toBe("empty message");
  });

  test("with a message of blanks has none", async () => {
    const script = await (await new Project().scripts()).generateRevision({ revId: "a1", message: " \n\t" });
    expect(script.doc).toBe("empty message");
    expect(script.path).toMatch(/a1_\.ts$/);
  });

  test("carries labels and dependencies; symbols become identifiers, labels stay", async () => {
    const project = new Project();
    const scripts = await project.scripts();
    await scripts.generateRevision({ revId: "aaaa", branchLabels: ["net"] });
    await scripts.generateRevision({
      revId: "bbbb",
      head: "base",
      branchLabels: "mdl",
      dependsOn: ["net", "aaa"],
    });
    expect(scripts.getRevision("bbbb")?.dependsOn).toEqual(["net", "aaaa"]);
    expect(scripts.getRevision("mdl")?.revision).toBe("bbbb");
  });

  test.each(["left", "a-b", "a-b-1", "v1.2", "über_2", "1975"])("may have the label %s", async (label) => {
    const scripts = await new Project({ files: twoHeads }).scripts();
    const { revision } = await scripts.generateRevision({ head: "bbbb", branchLabels: label });
    expect(scripts.getRevisions(`${label}@head`).map((script) => script.revision)).toEqual([revision]);
  });

  test("merges heads in the order given", async () => {
    const scripts = await new Project({ files: twoHeads }).scripts();
    const script = await scripts.generateRevision({ head: ["cccc", "bbbb"] });
    expect(script.downRevision).toEqual(["cccc", "bbbb"]);
  });

  test("a message that would end the comment does no harm", async () => {
    const scripts = await new Project().scripts();
    const script = await scripts.generateRevision({ message: "evil */ throw 1; /*" });
    expect(script.doc).toBe("evil */ throw 1; /*");
    await expect(script.load()).resolves.toHaveProperty("upgrade");
  });

  test("fills the bodies from the template arguments", async () => {
    const scripts = await new Project().scripts();
    const script = await scripts.generateRevision({ templateArgs: { upgrades: "throw new Error();" } });
    expect(readFileSync(script.path, "utf8")).toContain("{\n  throw new Error();\n}");
  });
});

describe("refused", () => {
  test.each([
    [
      "several heads",
      {},
      "Multiple heads are present; please specify the head revision on which the new revision should be based",
    ],
    [
      "an inner revision",
      { head: "aaaa" },
      "Revision aaaa is not a head revision; please specify --splice to create a new branch",
    ],
    ["a head twice", { head: ["bbbb", "bbbb"] }, "Duplicate head revisions specified"],
    [
      "a reserved character",
      { head: "bbbb", revId: "a:b" },
      "Character(s) ':' not allowed in revision identifier 'a:b'",
    ],
    ["no identifier", { head: "bbbb", revId: "" }, "A revision identifier must not be empty"],
    [
      "an identifier that leaves the folder",
      { head: "bbbb", revId: "../x" },
      "Character(s) '/' not allowed in revision identifier '../x'",
    ],
    [
      "an identifier that needs quotes",
      { head: "bbbb", revId: "q\"u' x" },
      "Character(s) ' , \", '' not allowed in revision identifier",
    ],
    [
      "a symbol as identifier",
      { head: "bbbb", revId: "current" },
      "Revision identifier 'current' is a symbol of its own",
    ],
    ["an identifier in use", { head: "bbbb", revId: "cccc" }, "Revision cccc already exists: "],
    ["a label in use", { head: "bbbb", branchLabels: "cccc" }, "Branch name 'cccc' in revision"],
    ...[
      "head",
      "",
      "+1",
      "-1",
      "-x",
      "head-1",
      "a+1",
      "1-2",
      "a+b",
      "a,b",
      "a/b",
      'a"b',
      "a@b",
      "a:b",
      "a b",
    ].map((label): [string, object, string] => [
      `the label '${label}', which no symbol can name`,
      { head: "bbbb", branchLabels: label },
      `Branch label '${label}' cannot be used`,
    ]),
    [
      "an unknown location",
      { head: "bbbb", versionPath: "/none" },
      "Path /none is not represented in current version locations",
    ],
    [
      "an unknown dependency",
      { head: "bbbb", dependsOn: "zzzz" },
      "Can't locate revision identified by 'zzzz'",
    ],
  ])("%s, and nothing is written", async (_, options, message) => {
    const project = new Project({ files: twoHeads });
    const scripts = await project.scripts();
    await expect(scripts.generateRevision(options)).rejects.toThrow(message);
    expect(project.list(versions)).toEqual(["a.ts", "b.ts", "c.ts"]);
  });

  test.each([
    [
      "cannot be rendered",
      "\n\n<%= it.nothing.here %>",
      /^Template rendering failed: .*script\.ts\.eta:3: Cannot read/,
    ],
    [
      "has a wrong tag",
      "\n<% if (x { %>\n<% } %>",
      /^Template rendering failed: .*script\.ts\.eta:2: Unexpected token '{'$/,
    ],
    ["has an open tag", "\n<%= it.x", /^Template rendering failed: .*script\.ts\.eta:2: unclosed tag$/],
    [
      "drops the labels",
      'export const revision = "<%= it.upRevision %>";\nexport const downRevision = null;\n',
      "include 'branchLabels'",
    ],
    [
      "makes no module",
      "export const = ;",
      /The file that .*script\.ts\.eta makes is no revision.*\/[0-9a-f]{12}_\.ts/,
    ],
    [
      "has no parent",
      'export const revision = "a";',
      /makes is no revision: .*\/[0-9a-f]{12}_\.ts does not export/,
    ],
  ])("a template that %s leaves nothing behind", async (_, text, message) => {
    const project = new Project({ files: { "migrations/script.ts.eta": text } });
    const scripts = await project.scripts();
    await expect(scripts.generateRevision({ branchLabels: "x" })).rejects.toThrow(message);
    expect(project.list(versions)).toEqual([]);
    expect(project.list("migrations")).toEqual(["script.ts.eta"]);
  });

  test.each([
    ["%%(rev)d", "file_template '%(rev)d' writes 'rev' as a number, which it is not"],
    ["%%(rev)s.d", "a1b2.d.ts, which is no name of a revision file"],
    [".#%%(rev)s", ".#a1b2.ts, which is no name of a revision file"],
    ["../%%(rev)s", "which is outside of "],
    ["%%(year)d/%%(rev)s", "in a folder that is not read"],
  ])("file_template = %s, and nothing is written", async (template, message) => {
    const project = new Project({ ini: `file_template = ${template}\n` });
    const scripts = await project.scripts();
    await expect(scripts.generateRevision({ revId: "a1b2" })).rejects.toMatchObject({
      code: "CONFIG",
      message: expect.stringContaining(message),
    });
    expect(project.list("migrations")).toEqual(["script.ts.eta"]);
  });

  test("a folder that cannot be made is named", async () => {
    const project = new Project({
      files: { "migrations/versions/sub": "" },
      ini: "file_template = sub/%%(rev)s\nrecursive_version_locations = true\n",
    });
    const written = (await project.scripts()).generateRevision({ revId: "a1b2" });
    await expect(written).rejects.toThrow(/sub\/a1b2\.ts cannot be written: /);
  });

  test("a file that exists is not overwritten", async () => {
    const project = new Project({ ini: "file_template = %%(slug)s\n" });
    const scripts = await project.scripts();
    const first = await scripts.generateRevision({ message: "same" });
    await expect(scripts.generateRevision({ message: "same" })).rejects.toThrow("already exists");
    expect((await project.scripts()).getHeads()).toEqual([first.revision]);
  });
});

describe("where the file goes", () => {
  test.each(["1", "a.b", "v1_2", "über"])("an identifier is as it is given: %s", async (revId) => {
    const scripts = await new Project().scripts();
    expect((await scripts.generateRevision({ revId })).revision).toBe(revId);
  });

  test("file_template may make folders", async () => {
    const project = new Project({
      ini: "file_template = %%(year)d/%%(month).2d-%%(rev)s\nrecursive_version_locations = true\n",
    });
    const scripts = await project.scripts();
    await scripts.generateRevision({ revId: "aaaa" });
    const now = new Date();
    expect(project.list(`${versions}/${now.getFullYear()}`)).toEqual([
      `${String(now.getMonth() + 1).padStart(2, "0")}-aaaa.ts`,
    ]);
    expect((await project.scripts()).getHeads()).toEqual(["aaaa"]);
  });

  test("with several locations it goes beside its parent, and a new base needs to be told", async () => {
    const project = new Project({
      ini: "version_locations = %(here)s/one:%(here)s/two\n",
      files: { "two/a.ts": revisionFile("aaaa", null) },
    });
    const scripts = await project.scripts();
    await scripts.generateRevision({ revId: "bbbb" });
    expect(project.list("two")).toEqual(["a.ts", "bbbb_.ts"]);
    await expect(scripts.generateRevision({ head: "base" })).rejects.toThrow(
      "Multiple version locations present",
    );
    await scripts.generateRevision({ revId: "cccc", head: "base", versionPath: project.path("one") });
    expect(project.list("one")).toEqual(["cccc_.ts"]);
  });

  test("a time zone puts its offset into the date", async () => {
    const scripts = await new Project({ ini: "timezone = utc\n" }).scripts();
    expect(readFileSync((await scripts.generateRevision()).path, "utf8")).toMatch(/Create Date: .*\+00:00\n/);
    const unknown = await new Project({ ini: "timezone = Nowhere/Land\n" }).scripts();
    await expect(unknown.generateRevision()).rejects.toThrow("Can't locate timezone: Nowhere/Land");
  });
});
