import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PackedProject, packedProject } from "../support/packed-project.ts";

/** What an application and a library hand to one another. */
const handed = [
  ...["Config", "ScriptDirectory", "Script", "RevisionMap", "MigrationContext", "EnvironmentContext"],
  ...["Operations", "OpResult<void>", "Rewriter", "Plugin", "CommandLine", "Connection", "Engine", "Dialect"],
  ...["sa.MetaData", "sa.Table", "sa.Column", "sa.SqlType", "sa.Inspector", "SqlText", "Directive", "Diff"],
  ...[
    "AlembicError",
    "errors.DatabaseError",
    "ConfigureOptions",
    "RunObserver",
    "MigrationPlan",
    "DialectOptions",
  ],
];

const assignments = handed.map(
  (name, index) =>
    `declare const given${index}: theirs.${name};\nexport const taken${index}: ours.${name} = given${index};`,
);

/** A models file that has its own copy, and a program that compares them with a database. */
const program = `
import { sa } from "./copy/dist/index.js";
import { compareMetadata, createEngine, isAlembicError, MigrationContext } from "alembic-ts";
const metadata = new sa.MetaData();
metadata.table("account", [sa.column("id", sa.integer(), { primaryKey: true })]);
await createEngine("sqlite://").connect(async (connection) => {
  const context = MigrationContext.configure({ connection });
  console.log((await compareMetadata(context, metadata)).map(([kind]) => kind).join());
  await metadata.createAll(connection);
  console.log((await compareMetadata(context, metadata)).length);
});
try {
  metadata.table("account", []);
} catch (error) {
  console.log(isAlembicError(error), error.code);
}
`;

describe("two copies of the package in one project", () => {
  let project: PackedProject;
  beforeAll(async () => {
    project = await packedProject({ type: "module" });
    await project.succeed("cp -rL node_modules/alembic-ts copy");
    // The same name and version would be one package for the type checker.
    await project.edit("copy/package.json", /"version": "[^"]+"/, '"version": "999.0.0"');
    await project.edit("copy/package.json", /"name": "alembic-ts"/, '"name": "another-copy"');
  });
  afterAll(() => project.remove());

  test("have types that can stand for one another", async () => {
    const imports =
      'import type * as ours from "alembic-ts";\nimport type * as theirs from "./copy/dist/types/index.js";';
    await project.write("copies.ts", `${imports}\n${assignments.join("\n")}\n`);
    const flags = "--ignoreConfig --noEmit --strict --module nodenext --target es2024";
    expect(await project.run(`tsc ${flags} copies.ts`)).toMatchObject({ status: 0, stdout: "" });
  });

  test("take one another's models, connections and errors", async () => {
    await project.write("program.js", program);
    const { stdout } = await project.succeed("node program.js");
    expect(stdout).toBe("add_table\n0\ntrue SCHEMA\n");
  });
});
