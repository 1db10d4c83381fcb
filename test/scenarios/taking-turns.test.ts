import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DatabaseKind, databaseKinds, type TestDatabase } from "../support/databases.ts";
import { type PackedProject, packedProject } from "../support/packed-project.ts";
import { createTable, revisionText } from "./revision-text.ts";

/** Debian's package `alembic`, which `apt-get install alembic` brings. */
const python = "/usr/bin/alembic";

/** What a URL calls Python's driver of a database, and the Debian package that has it; both programs read one URL. */
const drivers = {
  sqlite: { urlName: "sqlite", module: "sqlite3", debian: "python3" },
  postgresql: { urlName: "postgresql+psycopg2", module: "psycopg2", debian: "python3-psycopg2" },
  mariadb: { urlName: "mariadb+pymysql", module: "pymysql", debian: "python3-pymysql" },
  mysql: { urlName: "mysql+pymysql", module: "pymysql", debian: "python3-pymysql" },
} as const;

/** Why turns cannot be taken on a kind of database here; `null` when they can. */
function obstacle({ name, missing }: DatabaseKind): string | null {
  if (missing !== null) return missing;
  if (spawnSync(python, ["--version"]).status !== 0) return `no ${python} (apt-get install alembic)`;
  const { module, debian } = drivers[name];
  const isThere = spawnSync("/usr/bin/python3", ["-c", `import ${module}`]).status === 0;
  return isThere ? null : `no ${module} for Python (apt-get install ${debian})`;
}

const turns = databaseKinds().map((kind) => ({ ...kind, why: obstacle(kind) }));
for (const { name, why } of turns) {
  if (why !== null)
    console.warn(`\n*** Taking turns with Python's Alembic on ${name} is SKIPPED: ${why}. ***\n`);
}

const pythonRevision = (id: string, down: string | null, table: string): string => `"""revision ${id}

Revision ID: ${id}
Revises: ${down ?? ""}
Create Date: 2026-11-21 11:43:50.628529

"""
from alembic import op
import sqlalchemy as sa

revision = "${id}"
down_revision = ${down === null ? "None" : `"${down}"`}
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("${table}", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_table("${table}")
`;

const pythonEnvironment = `from alembic import context
from sqlalchemy import create_engine

with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`;

for (const kind of turns)
  describe.skipIf(kind.why !== null)(`one database of ${kind.name}, in turns with Python's Alembic`, () => {
    let project: PackedProject;
    let database: TestDatabase;

    beforeAll(async () => {
      project = await packedProject();
      database = await kind.create("turns");
      const url = database.url.replace(/^\w+:/, `${drivers[kind.name].urlName}:`);
      await project.succeed("alembic init alembic");
      await project.edit("alembic.ini", /^sqlalchemy\.url = .*$/m, `sqlalchemy.url = ${url}`);
      await project.write("python/env.py", pythonEnvironment);
      await project.write(
        "python.ini",
        `[alembic]\nscript_location = %(here)s/python\nsqlalchemy.url = ${url}\n`,
      );
      const chain = [
        ["aaaa1", null, "first"],
        ["bbbb2", "aaaa1", "second"],
        ["cccc3", "bbbb2", "third"],
      ] as const;
      for (const [id, down, table] of chain) {
        const parts = {
          down: down ?? undefined,
          upgrade: createTable(table),
          downgrade: `await op.dropTable("${table}");`,
        };
        await project.write(`alembic/versions/${id}.ts`, revisionText(id, parts));
        await project.write(`python/versions/${id}.py`, pythonRevision(id, down, table));
      }
    });
    afterAll(async () => {
      await project.remove();
      await database.drop();
    });

    const ours = async (line: string): Promise<string> => (await project.succeed(`alembic ${line}`)).stdout;
    const theirs = async (line: string): Promise<string> =>
      (await project.succeed(`${python} -c python.ini ${line}`)).stdout;

    test("each goes on where the other stopped, up, down and with stamps", async () => {
      await ours("upgrade aaaa1");
      expect(await theirs("current")).toBe("aaaa1\n");
      await theirs("upgrade bbbb2");
      expect(await ours("current")).toBe("bbbb2\n");
      await ours("upgrade head");
      expect(await theirs("current")).toBe("cccc3 (head)\n");
      await theirs("downgrade -2");
      expect(await ours("current")).toBe("aaaa1\n");
      await ours("downgrade base");
      expect(await theirs("current")).toBe("");
      await theirs("upgrade head");
      await ours("downgrade aaaa1");
      await ours("stamp base");
      expect(await theirs("current")).toBe("");
      await theirs("stamp aaaa1");
      await ours("upgrade head");
      expect(await ours("current")).toBe(await theirs("current"));
    });
  });
