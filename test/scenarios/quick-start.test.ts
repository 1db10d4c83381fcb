import { afterEach, describe, expect, test } from "vitest";
import { databaseKinds, type TestDatabase } from "../support/databases.ts";
import { type PackedProject, packedProject } from "../support/packed-project.ts";

const models = (columns = ""): string => `import { sa } from "alembic-ts";

export const metadata = new sa.MetaData();

export const users = metadata.table("users", [
  sa.column("id", sa.integer(), { primaryKey: true }),
  sa.column("nickname", sa.unicode(50), { default: "noname" }),
${columns}]);
`;

let project: PackedProject;
let database: TestDatabase | null = null;

afterEach(async () => {
  await project?.remove();
  await database?.drop();
  database = null;
});

/** A new project with one model, which `env.ts` imports. */
async function initialised(type: "module" | "commonjs" | null): Promise<PackedProject> {
  project = await packedProject({ type });
  await project.succeed("npx alembic init alembic");
  await project.write("src/models.ts", models());
  await project.edit(
    "alembic/env.ts",
    /\/\/ import \{ metadata \} from "..\/src\/models";\n\/\/ const targetMetadata: sa.MetaData = metadata;\nconst targetMetadata: .*\n/,
    'import { metadata } from "../src/models";\nconst targetMetadata: sa.MetaData = metadata;\n',
  );
  return project;
}

/** The commands of the quick start, from the first model to a changed one and back. */
async function typeTheQuickStart(): Promise<void> {
  await project.succeed('alembic revision --autogenerate -m "first migration"');
  const [first = ""] = await project.revisions();
  expect(await project.read(first)).toContain('await op.createTable("users", [');
  const id = /([0-9a-f]{12})_first_migration\.ts$/.exec(first)?.[1] ?? "";

  expect((await project.succeed("alembic upgrade head")).stderr).toContain(
    `Running upgrade  -> ${id}, first migration\n`,
  );
  expect((await project.succeed("alembic current")).stdout).toBe(`${id} (head)\n`);
  expect((await project.succeed("alembic history --verbose")).stdout).toContain(
    `Rev: ${id} (head)\nParent: <base>\nPath: ${project.folder}/${first}\n\n    first migration\n`,
  );
  await project.succeed("alembic downgrade -1");
  expect((await project.succeed("alembic current")).stdout).toBe("");
  await project.succeed("alembic upgrade +1");

  await project.write("src/models.ts", models('  sa.column("email", sa.string(255), { unique: true }),\n'));
  await project.succeed('alembic revision --autogenerate -m "add email"');
  await project.succeed("alembic upgrade head");
  expect((await project.succeed("alembic check")).stdout).toBe("No new upgrade operations detected.\n");
  await project.succeed("alembic downgrade -1");
  expect((await project.succeed("alembic current")).stdout).toBe(`${id}\n`);
  await project.succeed("alembic upgrade head");
  await project.succeed("alembic check");
  await project.succeed("alembic downgrade base");
}

/** Two migrations written by hand, and a merge, which is left as it was made. */
async function joinTwoHeads(): Promise<void> {
  const before = await project.revisions();
  await project.succeed('alembic revision -m "of ann"');
  await project.succeed('alembic revision -m "of ben" --head base');
  for (const path of (await project.revisions()).filter((each) => !before.includes(each))) {
    await project.edit(
      path,
      "// nothing to do",
      'await op.createTable("t", [sa.column("id", sa.integer())]);',
    );
  }
  await project.succeed('alembic merge heads -m "join"');
}

const resolutions = {
  nodenext: { module: "nodenext", moduleResolution: "nodenext", allowImportingTsExtensions: true },
  bundler: { module: "esnext", moduleResolution: "bundler" },
} as const;

/** The flags of the package @tsconfig/strictest. */
const strictest = {
  strict: true,
  allowUnusedLabels: false,
  allowUnreachableCode: false,
  exactOptionalPropertyTypes: true,
  noFallthroughCasesInSwitch: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noPropertyAccessFromIndexSignature: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  isolatedModules: true,
} as const;

/** `tsc` at its strictest, as an editor runs it on a new project. */
async function expectTypes(...include: readonly string[]): Promise<void> {
  for (const [name, options] of Object.entries(resolutions)) {
    const compilerOptions = {
      target: "es2023",
      ...options,
      ...strictest,
      noEmit: true,
      types: ["node"],
    };
    await project.write(`tsconfig.${name}.json`, JSON.stringify({ compilerOptions, include }));
    expect(await project.run(`tsc -p tsconfig.${name}.json`)).toMatchObject({ status: 0, stdout: "" });
  }
}

describe("the quick start in a new project, without a server", () => {
  test.each([["commonjs" as const], ["module" as const], [null]])("package.json type %s", async (type) => {
    await initialised(type);
    await typeTheQuickStart();
    await joinTwoHeads();
    await expectTypes("alembic/versions");
    expect(await project.run("biome lint alembic/versions src")).toMatchObject({ status: 0 });
  });

  test.each(["generic", "multidb", "package"])(
    "what init writes for the template %s type-checks",
    async (template) => {
      project = await packedProject();
      await project.succeed(`alembic init --template ${template} alembic`);
      await expectTypes("alembic");
      expect(await project.run("biome lint alembic")).toMatchObject({ status: 0 });
    },
  );

  test("alembic-ts is the same program", async () => {
    project = await packedProject();
    const { stdout } = await project.succeed("alembic-ts --version");
    expect(stdout).toMatch(/^alembic-ts \d+\.\d+\.\d+\n$/);
  });
});

for (const kind of databaseKinds().filter(({ name }) => name !== "sqlite")) {
  describe.skipIf(kind.missing !== null)(`the quick start on ${kind.name}`, () => {
    test("switched by sqlalchemy.url", async () => {
      database = await kind.create("quick");
      await initialised("commonjs");
      await project.edit("alembic.ini", /^sqlalchemy\.url = .*$/m, `sqlalchemy.url = ${database.url}`);
      await typeTheQuickStart();
    });

    test("switched by DATABASE_URL in a .env file, which a log line says", async () => {
      database = await kind.create("quick");
      await initialised("commonjs");
      await project.write(".env", `DATABASE_URL=${database.url}\n`);
      const { stderr } = await project.succeed("alembic upgrade head");
      expect(stderr).toMatch(/INFO {2}\[\S+\] .*DATABASE_URL/);
      expect(stderr).not.toContain("sqlite");
    });
  });
}
