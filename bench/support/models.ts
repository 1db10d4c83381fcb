import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BenchProject } from "./projects.ts";

/**
 * Gives both projects the same models, which their env scripts compare with the database: tables of ten columns, two
 * indexes, a unique constraint and a foreign key each.
 */
export async function writeModels(project: BenchProject, tables: number, url: string): Promise<void> {
  const indexes = Array.from({ length: tables }, (_, index) => index);
  await writeFile(join(project.ours, "models.ts"), oursHeader + indexes.map(oursTable).join("\n"));
  await writeFile(join(project.ours, "alembic/env.ts"), oursEnv);
  await writeFile(join(project.python, "models.py"), pythonHeader + indexes.map(pythonTable).join("\n"));
  await writeFile(join(project.python, "alembic/env.py"), pythonEnv);
  await writeFile(join(project.python, "alembic/script.py.mako"), pythonTemplate);
  await writeFile(join(project.python, "create.py"), pythonCreate(url));
}

/** Makes the column `quantity` of one table another type in the models of both projects. */
export async function changeModels(project: BenchProject, table: string): Promise<void> {
  const edit = async (path: string, pattern: RegExp, type: string): Promise<void> => {
    const before = await readFile(path, "utf8");
    const after = before.replace(pattern, `$1${type}`);
    if (after === before) throw new Error(`Nothing to change in ${path}`);
    await writeFile(path, after);
  };
  const column = `"${table}"[\\s\\S]*?"quantity", `;
  await edit(join(project.ours, "models.ts"), new RegExp(`(${column})sa\\.integer`), "sa.bigInteger");
  await edit(join(project.python, "models.py"), new RegExp(`(${column})sa\\.Integer`), "sa.BigInteger");
}

/** Which table a table refers to. */
const parent = (index: number): number => Math.floor(index / 10);

const oursHeader = `import { sa } from "alembic-ts";

export const metadata = new sa.MetaData();

`;

const oursTable = (index: number): string => `metadata.table("t${index}", [
  sa.column("id", sa.integer(), { primaryKey: true }),
  sa.column("parent_id", sa.integer(), { nullable: false }),
  sa.column("name", sa.string(100), { nullable: false }),
  sa.column("code", sa.string(20), { nullable: false }),
  sa.column("description", sa.text()),
  sa.column("amount", sa.numeric(10, 2)),
  sa.column("quantity", sa.integer()),
  sa.column("born", sa.date()),
  sa.column("created_at", sa.dateTime(), { nullable: false }),
  sa.column("updated_at", sa.dateTime()),
  sa.unique(["code"], { name: "uq_t${index}_code" }),
  sa.foreignKey(["parent_id"], ["t${parent(index)}.id"], { name: "fk_t${index}_parent" }),
  sa.index("ix_t${index}_name", ["name"]),
  sa.index("ix_t${index}_created", ["parent_id", "created_at"]),
]);
`;

const oursEnv = `import { context, engineFromConfig } from "alembic-ts";
import { metadata } from "../models.ts";

const config = context.config;
const engine = engineFromConfig(config.getSection(config.configIniSection), { prefix: "sqlalchemy." });
await engine.connect(async (connection) => {
  context.configure({ connection, targetMetadata: metadata });
  await context.beginTransaction(() => context.runMigrations());
});
`;

const pythonHeader = `import sqlalchemy as sa

metadata = sa.MetaData()

`;

const pythonTable = (index: number): string => `sa.Table("t${index}", metadata,
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("parent_id", sa.Integer(), nullable=False),
    sa.Column("name", sa.String(100), nullable=False),
    sa.Column("code", sa.String(20), nullable=False),
    sa.Column("description", sa.Text()),
    sa.Column("amount", sa.Numeric(10, 2)),
    sa.Column("quantity", sa.Integer()),
    sa.Column("born", sa.Date()),
    sa.Column("created_at", sa.DateTime(), nullable=False),
    sa.Column("updated_at", sa.DateTime()),
    sa.UniqueConstraint("code", name="uq_t${index}_code"),
    sa.ForeignKeyConstraint(["parent_id"], ["t${parent(index)}.id"], name="fk_t${index}_parent"),
    sa.Index("ix_t${index}_name", "name"),
    sa.Index("ix_t${index}_created", "parent_id", "created_at"),
)
`;

const pythonEnv = `import sys

from alembic import context
from sqlalchemy import engine_from_config, pool

config = context.config
sys.path.insert(0, ".")
from models import metadata

engine = engine_from_config(config.get_section(config.config_ini_section), prefix="sqlalchemy.", poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=metadata, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()
`;

const pythonTemplate = `"""\${message}"""
from alembic import op
import sqlalchemy as sa

revision = \${repr(up_revision)}
down_revision = \${repr(down_revision)}


def upgrade():
    \${upgrades if upgrades else "pass"}


def downgrade():
    \${downgrades if downgrades else "pass"}
`;

/** In portions: a transaction of PostgreSQL's can only lock so many objects. */
const pythonCreate = (url: string): string => `from sqlalchemy import create_engine
from models import metadata

engine = create_engine(${JSON.stringify(url)})
tables = list(metadata.tables.values())
for start in range(0, len(tables), 500):
    with engine.begin() as connection:
        metadata.create_all(connection, tables=tables[start : start + 500], checkfirst=False)
`;
