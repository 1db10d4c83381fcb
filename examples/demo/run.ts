import { rmSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { Session } from "./session.ts";

const models = (columns: string): string => `import { sa } from "alembic-ts";

export const metadata = new sa.MetaData();

export const users = metadata.table("users", [
  sa.column("id", sa.integer(), { primaryKey: true }),
  sa.column("nickname", sa.unicode(50), { nullable: false }),
${columns}]);
`;

/** The main job from an empty folder to a downgrade, on a SQLite file, with every step checked. */
async function demo(session: Session): Promise<void> {
  await firstMigration(session);
  await changedModel(session);
  await twoHeads(session);
  await tenAtOnce(session);
  await killedInTheMiddle(session);
  await backToTheBase(session);
}

async function firstMigration(session: Session): Promise<void> {
  session.title("A new project, a first model, a first migration");
  await session.alembic("init", "alembic");
  session.write("models.ts", models(""));
  session.edit(
    "alembic/env.ts",
    /\/\/ import \{ metadata \}.*\n.*\nconst targetMetadata: .*\n/,
    'import { metadata } from "../models";\nconst targetMetadata: sa.MetaData = metadata;\n',
  );
  await session.alembic("revision", "--autogenerate", "-m", "first migration");
  session.show(session.revision("first_migration"));
  await session.alembic("upgrade", "head");
  await session.alembic("current");
  session.query("INSERT INTO users (nickname) VALUES ('ann'), ('ben')");
}

async function changedModel(session: Session): Promise<void> {
  session.title("A changed model: SQLite rebuilds the table, the rows stay");
  session.write("models.ts", models('  sa.column("email", sa.string(255), { unique: true }),\n'));
  await session.alembic("revision", "--autogenerate", "-m", "add email");
  session.show(session.revision("add_email"));
  await session.alembic("upgrade", "head");
  session.confirm(
    session.query("SELECT * FROM users WHERE email IS NULL").length === 2,
    "both rows are still there",
  );
}

async function twoHeads(session: Session): Promise<void> {
  session.title("Two people add a revision each: two heads, and a merge");
  const { stdout } = await session.alembic("current");
  const parent = stdout.split(" ")[0] ?? "";
  await session.alembic("revision", "-m", "of ann");
  await session.alembic("revision", "-m", "of ben", "--head", parent, "--splice");
  const heads = await session.alembic("heads");
  session.confirm(heads.stdout.trim().split("\n").length === 2, "there are two heads");
  await session.alembic("merge", "heads", "-m", "join");
  await session.alembic("history", "--graph");
}

async function tenAtOnce(session: Session): Promise<void> {
  session.title("Ten deployments type 'alembic upgrade head' at the same time");
  await session.alembic("revision", "-m", "count");
  session.edit(
    session.revision("count"),
    "// nothing to do",
    `await op.createTable("runs", [sa.column("process", sa.integer())]);
  await op.execute(sql\`INSERT INTO runs VALUES (\${process.pid})\`);`,
  );
  session.edit(session.revision("count"), "{ op, sa }", "{ op, sa, sql }");
  session.edit(session.revision("count"), "// nothing to do", 'await op.dropTable("runs");');
  const results = await Promise.all(Array.from({ length: 10 }, () => session.quietly("upgrade", "head")));
  const ends = results.map(({ status }) => status);
  session.confirm(
    ends.every((status) => status === 0),
    `all ten end with status 0: ${ends.join(" ")}`,
  );
  session.confirm(session.query("SELECT * FROM runs").length === 1, "the revisions were applied once");
}

async function killedInTheMiddle(session: Session): Promise<void> {
  session.title("kill -9 in the middle of a revision");
  await session.alembic("revision", "-m", "slow");
  session.edit(
    session.revision("slow"),
    "// nothing to do",
    `await op.createTable("half_done", [sa.column("id", sa.integer())]);
  await new Promise((resume) => setTimeout(resume, 60_000));
  await op.execute("INSERT INTO half_done VALUES (1)");`,
  );
  session.edit(session.revision("slow"), "// nothing to do", 'await op.dropTable("half_done");');
  const child = session.start("upgrade", "head");
  const ended = new Promise<NodeJS.Signals | null>((done) =>
    child.once("exit", (_code, signal) => done(signal)),
  );
  await Promise.race([
    new Promise((done) =>
      child.stderr?.on("data", (text) => /-> \w+, slow/.test(String(text)) && done(text)),
    ),
    ended,
  ]);
  await setTimeout(300);
  child.kill("SIGKILL");
  session.confirm((await ended) === "SIGKILL", "the process was killed while the revision ran");
  const halfDone = session.query("SELECT name FROM sqlite_master WHERE name = 'half_done'");
  session.confirm(halfDone.length === 0, "nothing of the revision is left");
  session.edit(session.revision("slow"), "60_000", "0");
  await session.alembic("upgrade", "head");
  session.confirm(
    session.query("SELECT * FROM half_done").length === 1,
    "the same command again finishes it",
  );
}

async function backToTheBase(session: Session): Promise<void> {
  session.title("The models and the database agree; and all the way back");
  session.edit(
    "models.ts",
    /$/,
    `
metadata.table("runs", [sa.column("process", sa.integer())]);
metadata.table("half_done", [sa.column("id", sa.integer())]);
`,
  );
  await session.alembic("check");
  await session.alembic("downgrade", "base");
  const left = session.query(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'",
  );
  session.confirm(left.length === 0, "the database is empty again");
}

const session = new Session();
const started = performance.now();
try {
  await demo(session);
  console.log(`\nDone in ${((performance.now() - started) / 1000).toFixed(1)} s, on SQLite.`);
} finally {
  rmSync(session.folder, { recursive: true, force: true });
}
