import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { init } from "../../../src/commands/init.ts";
import { listTemplates } from "../../../src/commands/list-templates.ts";
import { Config } from "../../../src/config/index.ts";

let folder: string;
let output: string;
const stdout = {
  write: (text: string): void => {
    output += text;
  },
};

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "at-init-")));
  output = "";
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function project(packageJson?: object): Config {
  if (packageJson !== undefined)
    writeFileSync(join(folder, "package.json"), JSON.stringify(packageJson, null, 4));
  return new Config(join(folder, "alembic.ini"), { stdout, packageFile: join(folder, "package.json") });
}

const read = (...path: string[]): string => readFileSync(join(folder, ...path), "utf8");

test("init writes the environment and the ini, and says so line by line", async () => {
  const result = await init(project({ type: "module" }), join(folder, "alembic"));
  expect(readdirSync(join(folder, "alembic")).sort()).toEqual([
    "README",
    "env.ts",
    "script.ts.eta",
    "versions",
  ]);
  expect(output.split("\n")).toEqual([
    `Creating directory ${folder}/alembic ...  done`,
    `Creating directory ${folder}/alembic/versions ...  done`,
    `Generating ${folder}/alembic/README ...  done`,
    `Generating ${folder}/alembic.ini ...  done`,
    `Generating ${folder}/alembic/env.ts ...  done`,
    `Generating ${folder}/alembic/script.ts.eta ...  done`,
    `Please edit configuration/connection/logging settings in '${folder}/alembic.ini' before proceeding.`,
    "",
  ]);
  expect(result.files).toHaveLength(4);
});

test("a relative directory is named below %(here)s, also from a folder beneath the ini's", async () => {
  const here = process.cwd();
  mkdirSync(join(folder, "sub"));
  process.chdir(join(folder, "sub"));
  try {
    await init(new Config("../alembic.ini", { stdout }), "db");
  } finally {
    process.chdir(here);
  }
  const config = project();
  expect(config.getMainOption("script_location")).toBe(`${folder}/sub/db`);
  expect(read("alembic.ini")).toContain("script_location = %(here)s/sub/db\n");
});

test("the new ini opens an SQLite file beside it, so that the first upgrade needs no server", async () => {
  await init(project(), join(folder, "alembic"));
  expect(project().getMainOption("sqlalchemy.url")).toBe(`sqlite:///${folder}/app.db`);
  expect(project().getPrependSysPathsList()).toEqual(["."]);
});

test.each([
  ["in a package without a type", { name: "app" }, true],
  ["in a CommonJS package", { type: "commonjs" }, true],
  ["in a package of ES modules", { type: "module" }, false],
])(
  "%s init writes a package.json that makes the folder ES modules: %s %s",
  async (_where, manifest, written) => {
    await init(project(manifest), join(folder, "alembic"));
    expect(existsSync(join(folder, "alembic", "package.json"))).toBe(written);
    if (written)
      expect(JSON.parse(read("alembic", "package.json"))).toEqual({ private: true, type: "module" });
  },
);

test("an existing ini is left alone", async () => {
  writeFileSync(join(folder, "alembic.ini"), "[alembic]\n");
  await init(project(), join(folder, "alembic"));
  expect(output).toContain(`File ${folder}/alembic.ini already exists, skipping\n`);
  expect(read("alembic.ini")).toBe("[alembic]\n");
});

test("an empty directory is accepted, one with a file refused before anything is written", async () => {
  mkdirSync(join(folder, "empty"));
  await init(project(), join(folder, "empty"));
  mkdirSync(join(folder, "full"));
  writeFileSync(join(folder, "full", "x"), "");
  await expect(init(project(), join(folder, "full"))).rejects.toThrow(
    `Directory ${folder}/full already exists and is not empty`,
  );
  expect(readdirSync(join(folder, "full"))).toEqual(["x"]);
});

test("an unknown template is refused before anything is written", async () => {
  await expect(init(project(), join(folder, "alembic"), { template: "nope" })).rejects.toThrow(
    /^No such template .*nope$/,
  );
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ["async", "'--template generic'"],
  ["pyproject_async", "'--template package'"],
  ["nope", "'alembic list_templates'"],
])("who asks for the template %s is told of %s", async (template, name) => {
  await expect(init(project(), join(folder, "alembic"), { template })).rejects.toMatchObject({
    hint: expect.stringContaining(name),
  });
});

test("with -q init prints nothing", async () => {
  const config = new Config(join(folder, "alembic.ini"), { stdout, cmdOpts: { quiet: true } });
  await init(config, join(folder, "alembic"));
  expect(output).toBe("");
  expect(existsSync(join(folder, "alembic.ini"))).toBe(true);
});

test("the template 'package' puts the settings into package.json and keeps what is there", async () => {
  await init(project({ name: "app", type: "module" }), join(folder, "alembic"), { template: "package" });
  expect(JSON.parse(read("package.json"))).toMatchObject({
    name: "app",
    type: "module",
    alembic: { script_location: `${folder}/alembic`, prepend_sys_path: ["."] },
  });
  expect(read("package.json")).toContain('\n    "alembic"');
  expect(read("alembic.ini")).not.toContain("script_location");
  expect(project().getAlembicOption("script_location")).toBe(`${folder}/alembic`);
  expect(output).toContain(
    `Please edit configuration settings in '${folder}/package.json' and configuration/`,
  );
});

test("an existing key of package.json is left alone, and a missing package.json is made", async () => {
  await init(project({ alembic: {} }), join(folder, "a"), { template: "package" });
  expect(output).toContain(
    `File ${folder}/package.json already exists and already has an "alembic" key, skipping`,
  );
  rmSync(join(folder, "package.json"));
  await init(project(), join(folder, "b"), { template: "package" });
  expect(project().getAlembicOption("script_location")).toBe(`${folder}/b`);
});

test.each([
  ["{ no: json", "is not valid JSON"],
  ["[]", "is not a JSON object"],
])(
  "a package.json that takes no settings, %s, is refused before anything is written",
  async (text, problem) => {
    writeFileSync(join(folder, "package.json"), text);
    await expect(init(project(), join(folder, "a"), { template: "package" })).rejects.toThrow(
      `${folder}/package.json ${problem}`,
    );
    expect(readdirSync(folder)).toEqual(["package.json"]);
  },
);

test("the template 'multidb' has a section for each database", async () => {
  await init(project(), join(folder, "alembic"), { template: "multidb" });
  expect(project().getMainOption("databases")).toBe("engine1, engine2");
  expect(project().getSectionOption("engine2", "sqlalchemy.url")).toBe(`sqlite:///${folder}/engine2.db`);
});

test("list_templates shows the first line of each README", async () => {
  const templates = await listTemplates(project());
  expect(templates.map(({ name }) => name)).toEqual(["generic", "multidb", "package"]);
  expect(output).toMatch(
    /^Available templates:\n\ngeneric - .+\nmultidb - .+\npackage - .+\n\nTemplates are used via/,
  );
  output = "";
  await listTemplates(project(), { json: true });
  expect(JSON.parse(output)).toHaveLength(3);
});

test("init says which folder it cannot make", async () => {
  const directory = join(folder, "a.txt", "alembic");
  writeFileSync(join(folder, "a.txt"), "");
  await expect(init(project(), directory)).rejects.toMatchObject({
    name: "CommandError",
    message: expect.stringContaining(`${directory} cannot be written: ENOTDIR`),
  });
  expect(output).toContain(`Creating directory ${directory} ...  FAILED`);
});
