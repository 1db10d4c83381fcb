import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databaseState } from "../conformance/cli-database.ts";
import { databaseKinds, isOfMysql } from "../support/databases.ts";
import { type PackedProject, packedProject } from "../support/packed-project.ts";
import { createTable, revisionText } from "./revision-text.ts";

let initial: PackedProject;

beforeAll(async () => {
  initial = await packedProject();
  await initial.succeed("alembic init alembic");
});
afterAll(() => initial.remove());

type Prepare = (project: PackedProject) => Promise<unknown>;

interface Mistake {
  readonly title: string;
  readonly prepare?: Prepare;
  readonly command: string;
  /** What stdout says; `{DIR}` stands for the project's folder. */
  readonly says: string;
  /** Where in the user's files. */
  readonly place?: string;
  /** A part of the line below it that says what to do. */
  readonly hint?: string;
  /** The revisions that are applied afterwards, where a whole one came before the mistake. */
  readonly applies?: readonly string[];
}

const setUrl =
  (url: string): Prepare =>
  (project) =>
    project.edit("alembic.ini", /^sqlalchemy\.url = .*$/m, `sqlalchemy.url = ${url}`);
const revision =
  (id: string, parts: Parameters<typeof revisionText>[1] = {}): Prepare =>
  (project) =>
    project.write(`alembic/versions/${id}_x.ts`, revisionText(id, parts));
const all =
  (...steps: readonly Prepare[]): Prepare =>
  async (project) => {
    for (const step of steps) await step(project);
  };
const upgrade = "alembic upgrade head";
const connect = (url: string): string => `alembic -x url=${url} upgrade head`;

const configuration: readonly Mistake[] = [
  {
    title: "no ini",
    prepare: (project) => project.run("rm alembic.ini"),
    command: upgrade,
    says: "No 'script_location' key found in configuration. There is no file {DIR}/alembic.ini.",
    hint: "alembic init",
  },
  {
    title: "another ini that is not there",
    command: "alembic -c nowhere.ini current",
    says: "No 'script_location' key found in configuration. There is no file {DIR}/nowhere.ini.",
  },
  {
    title: "a section that is not there",
    command: "alembic -n other upgrade head",
    says: "No 'script_location' key found in configuration. {DIR}/alembic.ini has no section [other].",
  },
  {
    title: "no script folder",
    prepare: (project) => project.run("rm -r alembic"),
    command: upgrade,
    says: "Path doesn't exist: {DIR}/alembic.  Please use the 'init' command to create a new scripts folder.",
  },
  ...["upgrade head", "heads", "revision -m x"].map((command) => ({
    title: `a script folder of Python's Alembic: ${command}`,
    prepare: (project: PackedProject) => project.run("rm alembic/env.ts && touch alembic/env.py"),
    command: `alembic ${command}`,
    says: "{DIR}/alembic is an environment of Python's Alembic: it has env.py and no env.ts",
  })),
  {
    title: "a template that there is not",
    command: "alembic init -t nope scripts",
    says: "No such template ",
    hint: "alembic list_templates",
  },
  {
    title: "a folder that is not empty",
    command: "alembic init alembic",
    says: "Directory alembic already exists and is not empty",
  },
  {
    title: "a URL that is none",
    prepare: setUrl("nonsense"),
    command: upgrade,
    says: "Could not parse the database URL 'nonsense'",
  },
  {
    title: "no URL",
    prepare: setUrl(""),
    command: upgrade,
    says: "The configuration has no 'sqlalchemy.url'",
  },
  {
    title: "a dialect that there is not",
    prepare: setUrl("mongodb://u:secret@h/db"),
    command: upgrade,
    says: "Unknown dialect in the database URL: 'mongodb'.",
    hint: "Use one of: postgresql, mysql, mariadb, sqlite, mssql, oracle.",
  },
  {
    title: "a driver that is not installed",
    prepare: setUrl("mssql://u:secret@h/db"),
    command: upgrade,
    says: "The database driver 'tedious' needs the npm package 'tedious', which is not installed.",
    hint: "Install it: npm i tedious",
  },
  {
    title: "PostgreSQL is down",
    command: connect("postgresql://u:secret@127.0.0.1:9/db"),
    says: "Cannot connect to postgresql://u:***@127.0.0.1:9/db: nothing listens there",
  },
  {
    title: "MySQL is down",
    command: connect("mysql://u:secret@127.0.0.1:9/db"),
    says: "Cannot connect to mysql://u:***@127.0.0.1:9/db: nothing listens there",
  },
  {
    title: "a SQLite file in a folder that is not there",
    command: connect("sqlite:///nowhere/app.db"),
    says: "Cannot connect to sqlite:///nowhere/app.db: unable to open database file",
    hint: "Check that the folder exists",
  },
];

const environment: readonly Mistake[] = [
  {
    title: "env.ts does not configure",
    prepare: (project) => project.write("alembic/env.ts", "export {};\n"),
    command: upgrade,
    says: "{DIR}/alembic/env.ts ended without having called context.configure().",
  },
  {
    title: "env.ts configures no database",
    prepare: (project) =>
      project.edit(
        "alembic/env.ts",
        "context.configure({ connection, targetMetadata });",
        "context.configure({});",
      ),
    command: upgrade,
    says: "Connection, url, or dialect_name is required.\n  at {DIR}/alembic/env.ts:26:13\n",
    hint: "Pass connection, url or dialectName",
  },
  {
    title: "the models that env.ts imports have an option that there is not",
    prepare: async (project) => {
      await project.write(
        "models.ts",
        'import { sa } from "alembic-ts";\n\nexport const id = sa.column("id", sa.integer(), { primryKey: true });\n',
      );
      await project.edit("alembic/env.ts", /^/, 'import "../models";\n');
    },
    command: "alembic check",
    says: "There is no option 'primryKey'; it was true.\n  at {DIR}/models.ts:3:22\n",
    hint: "Options are primaryKey,",
  },
  {
    title: "env.ts does not run the migrations",
    prepare: (project) =>
      project.edit(
        "alembic/env.ts",
        /await \(context\.isOffline.*/,
        'context.configure({ dialectName: "sqlite" });',
      ),
    command: upgrade,
    says: "{DIR}/alembic/env.ts ended without having called context.runMigrations().",
  },
  {
    title: "env.ts does not wait for what it runs",
    prepare: (project) => project.edit("alembic/env.ts", "await (context.isOffline", "(context.isOffline"),
    command: upgrade,
    // How far it gets meanwhile depends on how soon the driver opens the database.
    says: "{DIR}/alembic/env.ts ended without having called context.",
    hint: "await what is asynchronous",
  },
  {
    title: "env.ts imports a module that is not there",
    prepare: (project) =>
      project.edit(
        "alembic/env.ts",
        /^/,
        'import { metadata } from "my_app/models";\nconsole.log(metadata);\n',
      ),
    command: upgrade,
    says: "Cannot find module 'my_app/models', imported by {DIR}/alembic/env.ts.",
    hint: "add its folder to prepend_sys_path",
  },
];

const files: readonly Mistake[] = [
  {
    title: "a syntax error",
    prepare: revision("aaa1", { upgrade: "op.createTable(;" }),
    command: upgrade,
    says: "Syntax error in {DIR}/alembic/versions/aaa1_x.ts:17:18: Unexpected token",
  },
  {
    title: "a file without revision",
    prepare: (project) =>
      project.write(
        "alembic/versions/aaa1_x.ts",
        revisionText("aaa1").replace(/^export const revision = .*$/m, ""),
      ),
    command: "alembic heads",
    says: "Could not determine revision id from filename aaa1_x.ts. Be sure the 'revision' variable is declared inside the script {DIR}/alembic/versions/aaa1_x.ts",
  },
  {
    title: "a file without upgrade",
    prepare: (project) =>
      project.write(
        "alembic/versions/aaa1_x.ts",
        revisionText("aaa1").replace("function upgrade()", "function upgrde()"),
      ),
    command: upgrade,
    says: "Revision file {DIR}/alembic/versions/aaa1_x.ts does not export a function 'upgrade'",
  },
  {
    title: "two files with one identifier",
    prepare: (project) =>
      all(revision("aaa1"), () => project.run("cp alembic/versions/aaa1_x.ts alembic/versions/copy.ts"))(
        project,
      ),
    command: upgrade,
    says: "Revision aaa1 is present more than once: {DIR}/alembic/versions/aaa1_x.ts, {DIR}/alembic/versions/copy.ts",
  },
  {
    title: "a parent that is not there",
    prepare: revision("aaa1", { down: "0000" }),
    command: upgrade,
    says: "Revision 0000 referenced from aaa1 ({DIR}/alembic/versions/aaa1_x.ts) as down revision is not present",
    hint: "Bring back the file of revision 0000",
  },
  {
    title: "a circle",
    prepare: all(revision("aaa1", { down: "bbb2" }), revision("bbb2", { down: "aaa1" })),
    command: upgrade,
    says: "Cycle is detected in revisions (aaa1, bbb2)",
  },
];

const symbols: readonly Mistake[] = [
  {
    title: "a prefix of two identifiers",
    prepare: all(revision("abcd1"), revision("abcd2", { down: "abcd1" })),
    command: "alembic upgrade abcd",
    says: "Can't locate revision identified by 'abcd'; several begin with it: 'abcd1', 'abcd2'",
  },
  {
    title: "several heads",
    prepare: all(revision("aaa1"), revision("bbb2")),
    command: upgrade,
    says: "Multiple head revisions are present for given argument 'head'",
    hint: "alembic merge heads",
  },
  {
    title: "a revision that there is not",
    prepare: revision("aaa1"),
    command: "alembic upgrade zzzz",
    says: "Can't locate revision identified by 'zzzz'",
  },
  ...["upgrade head", "current", "stamp head"].map((command) => ({
    title: `a row in the version table that no file has: ${command}`,
    prepare: async (project: PackedProject) => {
      await revision("aaa1")(project);
      await project.succeed("alembic upgrade head && rm alembic/versions/aaa1_x.ts");
    },
    command: `alembic ${command}`,
    says: "Can't locate revision identified by 'aaa1'; the database is at this revision, but no revision file has it",
  })),
];

const calls: readonly Mistake[] = [
  {
    title: "an operation called when the file is loaded",
    prepare: (project) =>
      project.write("alembic/versions/aaa1_x.ts", `${revisionText("aaa1")}\nop.dropTable("x");\n`),
    command: upgrade,
    says: "Can't invoke function 'dropTable'",
    place: "upgrade() of revision aaa1 ({DIR}/alembic/versions/aaa1_x.ts:24:4)",
    hint: "Call op.* inside upgrade() or downgrade() only.",
  },
  {
    title: "an operation that a timer calls after the end of its function, of the last revision",
    prepare: revision("aaa1", {
      upgrade: `${createTable("a")}\n  setTimeout(() => void op.dropTable("a"), 100);`,
    }),
    command: upgrade,
    says: "op.dropTable() was called after upgrade() of revision aaa1 had finished ({DIR}/alembic/versions/aaa1_x.ts:18:28)",
    hint: "Await every asynchronous call",
  },
  {
    title: "an operation behind a forgotten await, after the end of its function",
    prepare: all(
      revision("aaa1"),
      revision("bbb2", {
        down: "aaa1",
        upgrade: `void import("node:timers/promises").then(async (timers) => {
    await timers.setTimeout(100);
    await op.dropTable("a");
  });`,
      }),
    ),
    command: upgrade,
    says: "op.dropTable() was called after upgrade() of revision bbb2 had finished ({DIR}/alembic/versions/bbb2_x.ts:19:14)",
    hint: "Await every asynchronous call",
    applies: ["aaa1"],
  },
  {
    title: "an operation that nobody awaits outside of any migration",
    prepare: (project) =>
      project.edit(
        "alembic/env.ts",
        /$/,
        '\nimport { op } from "alembic-ts";\nvoid (async () => op.dropTable("a"))();\n',
      ),
    command: upgrade,
    says: "Can't invoke function 'dropTable'",
    hint: "Call op.* inside upgrade() or downgrade() only.",
  },
  {
    title: "an argument of the wrong kind",
    prepare: revision("aaa1", { upgrade: 'await op.createTable("a", "id");' }),
    command: upgrade,
    says: "op.createTable: 'elements' must be an array of columns, constraints and indexes; it was 'id'.",
    place: "upgrade() of revision aaa1 ({DIR}/alembic/versions/aaa1_x.ts:17:12)",
  },
  {
    title: "a type that is none",
    prepare: revision("aaa1", { upgrade: 'await op.createTable("a", [sa.column("id", "integer")]);' }),
    command: upgrade,
    says: 'A type was expected, such as sa.string(50); it was "integer".',
    place: "upgrade() of revision aaa1 ({DIR}/alembic/versions/aaa1_x.ts:17:33)",
  },
  {
    title: "an option that there is not",
    prepare: revision("aaa1", {
      upgrade: `${createTable("a")}\n  await op.addColumn("a", sa.column("b", sa.integer(), { nulable: false }));`,
    }),
    command: upgrade,
    says: "There is no option 'nulable'; it was false.",
    place: "upgrade() of revision aaa1 ({DIR}/alembic/versions/aaa1_x.ts:18:30)",
  },
  {
    title: "SQL that fails in the middle",
    prepare: revision("aaa1", {
      upgrade: `${createTable("a")}\n  await op.execute("INSERT INTO nowhere VALUES (1)");\n  ${createTable("b")}`,
    }),
    command: upgrade,
    says: "op.execute() failed in upgrade() of revision aaa1 ({DIR}/alembic/versions/aaa1_x.ts:18:12): no such table: nowhere\n[SQL: INSERT INTO nowhere VALUES (1)]",
  },
  {
    title: "several statements in one string, of which the last fails",
    prepare: revision("aaa1", {
      upgrade: `${createTable("a")}\n  await op.execute("INSERT INTO a VALUES (1); INSERT INTO a VALUES (2); INSERT INTO nowhere VALUES (3)");`,
    }),
    command: upgrade,
    says: "op.execute() failed in upgrade() of revision aaa1 ({DIR}/alembic/versions/aaa1_x.ts:18:12): no such table: nowhere",
  },
];

const groups = { configuration, environment, files, symbols, calls };

describe.each(Object.entries(groups))("a mistake in the %s is refused", (_group, mistakes) => {
  test.each(mistakes.map((mistake) => [mistake.title, mistake] as const))("%s", async (_title, mistake) => {
    const project = await packedProject({ from: initial.folder });
    try {
      await mistake.prepare?.(project);
      const before = await state(project);
      const { status, stdout, stderr } = await project.run(mistake.command);
      const said = stdout.replaceAll(project.folder, "{DIR}");
      expect(said).toContain(`FAILED: ${mistake.says}`);
      if (mistake.place !== undefined) expect(said).toContain(`\n  at ${mistake.place}\n`);
      if (mistake.hint !== undefined) expect(said).toContain(mistake.hint);
      expect(status).toBe(255);
      expect(stdout + stderr).not.toMatch(/secret|\n {4}at /);
      expect(await state(project)).toEqual({
        ...before,
        ...(mistake.applies && { versions: mistake.applies }),
      });
    } finally {
      await project.remove();
    }
  });
});

/** The files of a project, and what its SQLite database holds. */
async function state(project: PackedProject): Promise<object> {
  const files = (await readdir(project.folder, { recursive: true })).filter(
    (path) => !path.startsWith("node_modules") && path !== "app.db",
  );
  const found = databaseState(join(project.folder, "app.db"), "alembic_version");
  // An empty version table says the same as none.
  return { files, versions: found?.versions ?? [], rest: found?.sqlite_master ?? [] };
}

describe("an exception of the user's own code ends with its stack, and status 1", () => {
  test("env.ts throws", async () => {
    const project = await packedProject({ from: initial.folder });
    await project.edit("alembic/env.ts", /$/, '\nthrow new TypeError("oh no");\n');
    const { status, stdout, stderr } = await project.run(upgrade);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    const [, place] = /TypeError: oh no\n {4}at (?:<anonymous> \()?([^()\n]*)/.exec(stderr) ?? [];
    expect(place).toBe(`${project.folder}/alembic/env.ts:33:7`);
    await project.remove();
  });

  test("a name that is misspelled, with file and line, and nothing applied", async () => {
    const project = await packedProject({ from: initial.folder });
    await revision("aaa1", { upgrade: `${createTable("a")}\n  await op.creatIndex("a", ["id"]);` })(project);
    const before = await state(project);
    const { status, stderr } = await project.run(upgrade);
    expect(status).toBe(1);
    expect(stderr).toContain("TypeError: op.creatIndex is not a function");
    expect(stderr).toContain(`${project.folder}/alembic/versions/aaa1_x.ts:18:12`);
    expect(await state(project)).toEqual(before);
    await project.remove();
  });

  test("an operation outside of any migration", async () => {
    const project = await packedProject();
    await project.write("script.mjs", 'import { op } from "alembic-ts";\n\nop.dropTable("x");\n');
    const { status, stderr } = await project.run("node script.mjs");
    expect(status).toBe(1);
    expect(stderr).toContain(
      "Can't invoke function 'dropTable', as the proxy object has not yet been established",
    );
    expect(stderr).toContain("script.mjs:3:4");
    await project.remove();
  });
});

describe("usage errors end with status 2", () => {
  test.each(["", "nonsense", "upgrade", "upgrade a b", "current --nonsense", "revision -m"])(
    "alembic %s",
    async (line) => {
      const { status, stdout, stderr } = await initial.run(`alembic ${line}`);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toMatch(/^usage: alembic[\s\S]*error: /);
    },
  );
});

for (const kind of databaseKinds().filter(({ name }) => name !== "sqlite")) {
  describe.skipIf(kind.missing !== null)(`mistakes on ${kind.name}`, () => {
    test("a database that is not there", async () => {
      const database = await kind.create("bad");
      const url = database.url.replace(/\/at_bad_[^/?]*/, "/at_bad_nowhere");
      const { status, stdout } = await initial.run(connect(url));
      expect(status).toBe(255);
      expect(stdout).toMatch(/FAILED: Cannot connect to .*\/at_bad_nowhere: .*at_bad_nowhere/);
      expect(stdout).toContain("Create the database first, or correct its name in the URL.");
      await database.drop();
    });

    test("a user that may not in", async () => {
      const database = await kind.create("bad");
      const url = database.url.replace(/\/\/[^@]*@/, "//nobody:secret@");
      const { status, stdout, stderr } = await initial.run(connect(url));
      expect(status).toBe(255);
      expect(stdout).toContain("FAILED: Cannot connect to ");
      expect(stdout).toContain("Check user name and password in the URL");
      expect(stdout + stderr).not.toContain("secret");
      await database.drop();
    });

    test("Ctrl-C during a statement cancels it, and nothing is applied", async () => {
      const database = await kind.create("bad");
      const project = await packedProject({ from: initial.folder });
      await setUrl(database.url)(project);
      const sleep = isOfMysql(kind.name) ? "SELECT SLEEP(60)" : "SELECT pg_sleep(60)";
      await revision("aaa1", { upgrade: `await op.execute("${sleep}");` })(project);
      const started = performance.now();
      const { status, stderr } = await project.run(`alembic upgrade head & sleep 3; kill -INT $!; wait $!`);
      expect(status).toBe(130);
      expect(performance.now() - started).toBeLessThan(30_000);
      expect(stderr).toContain("SIGINT: cancelling and rolling back");
      expect((await project.succeed("alembic current")).stdout).toBe("");
      await project.remove();
      await database.drop();
    });

    test("an operation that a timer calls too late fails its revision", async () => {
      const database = await kind.create("bad");
      const project = await packedProject({ from: initial.folder });
      await setUrl(database.url)(project);
      await revision("aaa1", {
        upgrade: `${createTable("a")}\n  setTimeout(() => void op.dropTable("a"), 100);`,
      })(project);
      const { status, stdout } = await project.run(upgrade);
      expect(status).toBe(255);
      const place = `${project.folder}/alembic/versions/aaa1_x.ts`;
      expect(stdout).toMatch(
        /^FAILED: op\.dropTable\(\) was called after upgrade\(\) of revision aaa1 had finished/,
      );
      if (isOfMysql(kind.name)) {
        expect(stdout).toContain(
          `  done     op.createTable()  ${place}:17:12\n  failed   op.dropTable()  ${place}:18:28\n`,
        );
      }
      expect((await project.succeed("alembic current")).stdout).toBe("");
      await project.remove();
      await database.drop();
    });

    test.skipIf(kind.name !== "postgresql").each([
      ["an operation behind it", `await op.createTable("b", [sa.column("id", sa.integer())]);`],
      ["the end of the migration", ""],
    ])("an error that was caught is told of when it spoils %s", async (_title, behind) => {
      const database = await kind.create("bad");
      const project = await packedProject({ from: initial.folder });
      await setUrl(database.url)(project);
      await revision("aaa1", {
        upgrade: `try {\n    await op.execute("SELECT * FROM nowhere");\n  } catch {}\n  ${behind}`,
      })(project);
      const { status, stdout } = await project.run(upgrade);
      expect(status).toBe(255);
      const place = `${project.folder}/alembic/versions/aaa1_x.ts`;
      expect(stdout).toContain(
        `FAILED: op.execute() failed in upgrade() of revision aaa1 (${place}:18:14): relation "nowhere" does not exist\n`,
      );
      expect(stdout).toMatch(/\nThat error was caught, .*: current transaction is aborted/);
      if (behind !== "") expect(stdout).toContain(`(${place}:20:12)`);
      expect(stdout).toContain("op.getBind().savepoint(name)");
      expect((await project.succeed("alembic current")).stdout).toBe("");
      await project.remove();
      await database.drop();
    });

    test("SQL that fails in the middle leaves nothing, or says what stays", async () => {
      const database = await kind.create("bad");
      const project = await packedProject({ from: initial.folder });
      await setUrl(database.url)(project);
      await revision("aaa1", {
        upgrade: `${createTable("a")}\n  await op.execute("INSERT INTO nowhere VALUES (1)");\n  ${createTable("b")}`,
      })(project);
      const { status, stdout } = await project.run(upgrade);
      expect(status).toBe(255);
      expect(stdout).toContain("op.execute() failed in upgrade() of revision aaa1");
      if (isOfMysql(kind.name)) {
        const place = `${project.folder}/alembic/versions/aaa1_x.ts`;
        expect(stdout).toContain(
          `  done     op.createTable()  ${place}:17:12\n  failed   op.execute()  ${place}:18:12\n`,
        );
        expect(stdout).toContain("The version table still says base.");
        expect(stdout).toContain("type 'alembic upgrade aaa1'");
      }
      expect((await project.succeed("alembic current")).stdout).toBe("");
      await project.remove();
      await database.drop();
    });
  });
}
