import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEngine } from "../../src/connection/index.ts";
import { inspect } from "../../src/dialect/inspect.ts";
import { reflectorOf } from "../../src/dialect/reflector-of.ts";
import { type DatabaseKind, databaseKinds, type TestDatabase } from "../support/databases.ts";
import { said } from "./reflect-support.ts";

const root = resolve(import.meta.dirname, "../..");
const bin = join(root, "src/cli/bin.ts");
const tool = (name: string): string => join(root, "node_modules/.bin", name);

/** Strict settings of a user, with the package taken from its sources. */
const settings = {
  compilerOptions: {
    target: "es2024",
    module: "nodenext",
    strict: true,
    exactOptionalPropertyTypes: true,
    noUnusedLocals: true,
    isolatedModules: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
    types: ["node"],
    typeRoots: [join(root, "node_modules/@types")],
    paths: {
      "alembic-ts": [join(root, "src/index.ts")],
      "alembic-ts/*": [join(root, "src/dialect/*/public.ts")],
    },
  },
  include: ["src/*.ts", "alembic/**/*.ts"],
};

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
}

/** An application with a database of its own and no migrations yet. */
class PulledProject {
  readonly folder: string = realpathSync(mkdtempSync(join(tmpdir(), "at-pull-")));

  constructor() {
    writeFileSync(join(this.folder, "package.json"), '{ "type": "module" }');
    writeFileSync(join(this.folder, "tsconfig.json"), JSON.stringify(settings));
    const formatter = { indentStyle: "space", lineWidth: 110 };
    writeFileSync(join(this.folder, "biome.json"), JSON.stringify({ formatter }));
  }

  alembic(url: string, ...args: readonly string[]): Outcome {
    const { status, stdout } = spawnSync(process.execPath, [bin, ...args], {
      cwd: this.folder,
      encoding: "utf8",
      env: { ...process.env, DATABASE_URL: url },
    });
    return { status, stdout: stdout.replaceAll(this.folder, "{DIR}") };
  }

  /** What a program says of the files; empty when all is well. */
  said(program: string, ...args: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync(process.execPath, [tool(program), ...args], {
      cwd: this.folder,
      encoding: "utf8",
    });
    return status === 0 ? "" : `${stdout}${stderr}`;
  }

  get models(): string {
    return readFileSync(join(this.folder, "src/models.ts"), "utf8");
  }

  get revisions(): readonly string[] {
    return readdirSync(join(this.folder, "alembic/versions"));
  }

  /** Does in `env.ts` what the command prints. */
  wire(includeSchemas: boolean): void {
    const path = join(this.folder, "alembic/env.ts");
    const text = readFileSync(path, "utf8")
      .replace('// import { metadata } from "../src/models";', 'import { metadata } from "../src/models.ts";')
      .replace(
        "const targetMetadata: sa.MetaData | null = null;",
        "const targetMetadata: sa.MetaData = metadata;",
      );
    const options = includeSchemas ? "targetMetadata, includeSchemas: true }" : "targetMetadata }";
    writeFileSync(path, text.replaceAll("targetMetadata }", options));
  }

  /** Makes it as it was before `pull`. */
  forget(): void {
    cpSync(join(root, "src/templates/generic/env.ts"), join(this.folder, "alembic/env.ts"));
    rmSync(join(this.folder, "src"), { recursive: true });
    for (const name of this.revisions) rmSync(join(this.folder, "alembic/versions", name));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What the contract needs to know of a database. */
export interface PullCase {
  readonly kind: DatabaseKind["name"];
  /** Makes the tables, in several statements. */
  readonly schema: string;
  /** Options of the command. */
  readonly options?: readonly string[] | undefined;
  /** Schemas that are compared too; the default one always is. */
  readonly schemas?: readonly string[] | undefined;
}

/** What `alembic pull` promises: afterwards models, revision and database say the same. */
export function describePull(
  title: string,
  { kind: name, schema, options = [], schemas = [] }: PullCase,
): void {
  const kind = databaseKinds().find((each) => each.name === name);
  if (kind === undefined) throw new Error(`There is no kind of database '${name}'.`);

  describe.skipIf(kind.missing !== null)(`pull from ${title}`, { timeout: 120_000 }, () => {
    let project: PulledProject;
    let original: TestDatabase;
    let empty: TestDatabase;
    let before: unknown;

    beforeAll(async () => {
      project = new PulledProject();
      [original, empty] = [await kind.create("pull"), await kind.create("pull")];
      await createEngine(original.url).connect((connection) => connection.execute(schema));
      before = await contents(original.url, schemas);
      project.alembic(original.url, "init", "alembic");
    }, 60_000);

    afterAll(async () => {
      project.remove();
      await original.drop();
      await empty.drop();
    });

    test("writes a models file and a revision, stamps it and changes nothing else", async () => {
      const pulled = project.alembic(original.url, "pull", "--rev-id", "aaa1", "-m", "as found", ...options);
      expect(pulled).toMatchObject({ status: 0 });
      expect(pulled.stdout).toContain("Generating {DIR}/src/models.ts ...  done\n");
      expect(pulled.stdout).toContain("Generating {DIR}/alembic/versions/aaa1_as_found.ts ...  done\n");
      expect(project.alembic(original.url, "current").stdout).toBe("aaa1 (head)\n");
      expect(await contents(original.url, schemas)).toEqual(before);
    });

    test("check finds nothing once env.ts has the models", () => {
      project.wire(schemas.length > 0);
      const checked = project.alembic(original.url, "check");
      expect(checked).toEqual({ status: 0, stdout: "No new upgrade operations detected.\n" });
    });

    test("what it writes passes a strict type check, and the linter and formatter", () => {
      // What the package's own sources have to say is a matter of theirs.
      expect(project.said("tsc", "-p", ".").match(/^(src|alembic)\/.*$/gm)).toBeNull();
      expect(project.said("biome", "check", "src", "alembic/versions")).toBe("");
    });

    test("the revision makes the same database from nothing", async () => {
      expect(project.alembic(empty.url, "upgrade", "head")).toMatchObject({ status: 0 });
      expect(await contents(empty.url, schemas)).toEqual(before);
      expect(project.alembic(empty.url, "check").status).toBe(0);
    });

    test("and takes all of it away", async () => {
      expect(project.alembic(empty.url, "downgrade", "base")).toMatchObject({ status: 0 });
      await createEngine(empty.url).connect(async (connection) => {
        const inspector = inspect(connection);
        expect(await inspector.getTableNames()).toEqual(["alembic_version"]);
        expect(await inspector.getEnums()).toEqual([]);
        expect(await inspector.getSequenceNames()).toEqual([]);
      });
    });

    test("a database with a version, a project with a revision and a models file that exists are refused", () => {
      expect(project.alembic(original.url, "pull", ...options).stdout).toMatch(
        /^FAILED: File .*models\.ts already exists/,
      );
      expect(project.alembic(original.url, "pull", "--file", "other.ts", ...options).stdout).toMatch(
        /^FAILED: There are revisions already \(head aaa1\)/,
      );
      const models = project.models;
      project.forget();
      expect(project.alembic(original.url, "pull", ...options).stdout).toMatch(
        /^FAILED: The database .* is at revision aaa1 already/,
      );
      expect(project.alembic(original.url, "stamp", "--purge", "base").status).toBe(0);
      expect(project.alembic(original.url, "pull", ...options).status).toBe(0);
      expect(project.models).toBe(models);
    });
  });
}

/** What a database holds, without the version table. */
async function contents(url: string, schemas: readonly string[]): Promise<unknown> {
  const { tables, sequences } = await createEngine(url).connect((connection) =>
    reflectorOf(connection).reflect(connection, {
      schemas: [null, ...schemas],
      only: (name) => name !== "alembic_version",
    }),
  );
  return said([...tables.filter((table) => !table.isPartition), ...sequences]);
}
