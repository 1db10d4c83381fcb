import { rmSync } from "node:fs";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const repository: string = resolve(import.meta.dirname, "../..");

/** The built command. */
export const alembicTs: readonly string[] = [process.execPath, join(repository, "dist/cli/bin.js")];

/** The shape of a history: which parents revision number `index` has. */
export type History = (index: number) => readonly number[];

export const linear: History = (index) => (index === 0 ? [] : [index - 1]);

/** Every hundred revisions one branches off two revisions back and is merged two revisions later. */
export const branching: History = (index) => {
  if (index % 100 === 51) return [index - 2];
  return index % 100 === 53 ? [index - 1, index - 3] : linear(index);
};

export interface BenchProject {
  readonly ours: string;
  readonly python: string;
}

export interface BenchProjectOptions {
  readonly revisions: number;
  readonly history: History;
  readonly urls: { readonly ours: string; readonly python: string };
  /** What our env script says besides the connection, in TypeScript. */
  readonly contextOptions?: string;
}

const folders: string[] = [];
process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const id = (index: number): string => index.toString(16).padStart(12, "0");

/**
 * Two projects with the same history, one of ours and one of Python's, each on its own database. They are removed when
 * this process ends.
 */
export async function benchProjects(options: BenchProjectOptions): Promise<BenchProject> {
  const folder = await mkdtemp(join(tmpdir(), "alembic-ts-bench-"));
  folders.push(folder);
  const [ours, python] = [join(folder, "ours"), join(folder, "python")];
  for (const each of [ours, python]) await mkdir(join(each, "alembic/versions"), { recursive: true });
  await writeFile(join(ours, "package.json"), '{ "type": "module" }\n');
  await writeFile(join(ours, "alembic.ini"), ini(options.urls.ours));
  await writeFile(join(ours, "alembic/env.ts"), oursEnv(options.contextOptions ?? "targetMetadata: null"));
  await writeFile(join(python, "alembic.ini"), ini(options.urls.python));
  await writeFile(join(python, "alembic/env.py"), pythonEnv);
  for (let index = 0; index < options.revisions; index += 1) {
    const parents = options.history(index).map(id);
    await writeFile(
      join(ours, `alembic/versions/${id(index)}_table_${index}.ts`),
      oursRevision(index, parents),
    );
    await writeFile(
      join(python, `alembic/versions/${id(index)}_table_${index}.py`),
      pythonRevision(index, parents),
    );
  }
  return { ours, python };
}

const ini = (url: string): string => `[alembic]
script_location = %(here)s/alembic
path_separator = os
sqlalchemy.url = ${url}
`;

const oursEnv = (contextOptions: string): string => `import { context, engineFromConfig } from "alembic-ts";

const config = context.config;
const engine = engineFromConfig(config.getSection(config.configIniSection), { prefix: "sqlalchemy." });
await engine.connect(async (connection) => {
  context.configure({ connection, ${contextOptions} });
  await context.beginTransaction(() => context.runMigrations());
});
`;

const pythonEnv = `from alembic import context
from sqlalchemy import engine_from_config, pool

config = context.config
engine = engine_from_config(config.get_section(config.config_ini_section), prefix="sqlalchemy.", poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=None)
    with context.begin_transaction():
        context.run_migrations()
`;

function oursRevision(index: number, parents: readonly string[]): string {
  const down =
    parents.length === 0 ? "null" : parents.length === 1 ? `"${parents[0]}"` : JSON.stringify(parents);
  return `/**
 * create table ${index}
 *
 * Revision ID: ${id(index)}
 * Revises: ${parents.join(", ")}
 * Create Date: 2026-01-01 00:00:00.000000
 */

import { op, sa } from "alembic-ts";

export const revision = "${id(index)}";
export const downRevision: string | readonly string[] | null = ${down};
export const branchLabels: string | readonly string[] | null = null;
export const dependsOn: string | readonly string[] | null = null;

export async function upgrade(): Promise<void> {
  await op.createTable("t${index}", [
    sa.column("id", sa.integer(), { primaryKey: true }),
    sa.column("name", sa.string(50), { nullable: false }),
    sa.column("description", sa.unicode(200)),
  ]);
}

export async function downgrade(): Promise<void> {
  await op.dropTable("t${index}");
}
`;
}

function pythonRevision(index: number, parents: readonly string[]): string {
  const down =
    parents.length === 0
      ? "None"
      : parents.length === 1
        ? `"${parents[0]}"`
        : `(${parents.map((p) => `"${p}"`).join(", ")})`;
  return `"""create table ${index}

Revision ID: ${id(index)}
Revises: ${parents.join(", ")}
Create Date: 2026-01-01 00:00:00.000000

"""
from alembic import op
import sqlalchemy as sa

revision = "${id(index)}"
down_revision = ${down}
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "t${index}",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("description", sa.Unicode(200)),
    )


def downgrade():
    op.drop_table("t${index}")
`;
}
