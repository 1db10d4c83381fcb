import { randomBytes } from "node:crypto";
import type { Connection } from "../../connection/connection.ts";
import type { Constraint } from "../../schema/constraints.ts";
import type { Index } from "../../schema/index-def.ts";
import { type Name, nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import type { NormaliseRequest, NormalTables } from "../comparison.ts";
import { typeKeysOf } from "../named-types.ts";
import { silentContext } from "../silent-context.ts";

/** Tables that are made at once: each takes locks until it is rolled back, and a server has room for some thousands. */
const tablesAtOnce = 250;

/** Creates the tables in a schema of their own, reads them, and rolls everything back. */
export async function normalise(connection: Connection, request: NormaliseRequest): Promise<NormalTables> {
  const tables = new Map<Table, Table>();
  let refusal: string | null = null;
  for (let start = 0; start < request.tables.length; start += tablesAtOnce) {
    const part = { ...request, tables: request.tables.slice(start, start + tablesAtOnce) };
    const written = await normalisePart(connection, part);
    for (const [table, normal] of written.tables) tables.set(table, normal);
    refusal ??= written.refusal;
  }
  return { tables, refusal };
}

async function normalisePart(connection: Connection, request: NormaliseRequest): Promise<NormalTables> {
  const isOwn = !connection.inTransaction();
  if (isOwn) await connection.begin();
  await connection.savepoint(outer);
  try {
    return await inScratchSchema(connection, request);
  } catch (error) {
    return { tables: new Map(), refusal: messageOf(error) };
  } finally {
    await connection.rollbackTo(outer);
    await (isOwn ? connection.rollback() : connection.release(outer));
  }
}

const outer = "alembic_ts_normalise";
const inner = "alembic_ts_normalise_table";

async function inScratchSchema(connection: Connection, request: NormaliseRequest): Promise<NormalTables> {
  const schema = `alembic_ts_scratch_${randomBytes(4).toString("hex")}`;
  await connection.execute(`CREATE SCHEMA ${schema}`);
  const scripts = await compile(connection, request, schema);
  const made = await createAll(connection, scripts);
  const { reflector } = request.dialect;
  const read = await reflector?.reflect(connection, { schemas: [schema] });
  const found = new Map(read?.tables.map((table) => [nameText(table.name), table] as const));
  const tables = new Map<Table, Table>();
  for (const { table, name, names } of made.created) {
    const written = found.get(name);
    if (written !== undefined)
      tables.set(
        table,
        withNames(written, (each) => names.get(each)),
      );
  }
  return { tables, refusal: made.refusal };
}

interface Script {
  readonly table: Table;
  readonly name: string;
  readonly sql: string;
  /** The models' names of what has a name of its own in the scratch schema. */
  readonly names: ReadonlyMap<string, Name>;
}

async function compile(
  connection: Connection,
  { dialect, database, tables }: NormaliseRequest,
  schema: string,
): Promise<readonly Script[]> {
  const context = silentContext({
    serverVersion: await connection.serverVersion(),
    asSql: false,
    createdTypes: new Set(typeKeysOf(database)),
  });
  return tables.map((table, index) => {
    const name = `t${index}`;
    const names = new Map<string, Name>();
    const scratch = withNames(table, (_given, original) => {
      const own = `${name}_${names.size}`;
      names.set(own, original);
      return own;
    });
    const statements = dialect.ddl.compile(
      {
        kind: "create_table",
        table: { ...scratch, name, schema, options: {}, indexes: scratch.indexes.map(blocking) },
        ifNotExists: false,
      },
      context,
    );
    return { table, name, names, sql: statements.map((statement) => statement.sql).join(";\n") };
  });
}

/**
 * The table with other names for its indexes and for the constraints that are indexes: such a name stands once in a
 * schema, and the tables of several schemas may have the same ones.
 */
function withNames(table: Table, nameFor: (text: string, name: Name) => Name | undefined): Table {
  const named = <T extends Index | Constraint>(item: T): T =>
    item.name === null ? item : { ...item, name: nameFor(nameText(item.name), item.name) ?? item.name };
  return {
    ...table,
    indexes: table.indexes.map(named),
    constraints: table.constraints.map((each) => (each.kind === "check" ? each : named(each))),
  };
}

/** An index in a transaction cannot be made without blocking. */
function blocking(index: Index): Index {
  const {
    concurrently: _concurrently,
    tablespace: _tablespace,
    ...postgresql
  } = index.options.postgresql ?? {};
  return { ...index, options: { ...index.options, postgresql } };
}

interface Created {
  readonly created: readonly Script[];
  readonly refusal: string | null;
}

/** All at once; when the server refuses one of them, each on its own. */
async function createAll(connection: Connection, scripts: readonly Script[]): Promise<Created> {
  const whole = await attempt(connection, scripts.map(({ sql }) => sql).join(";\n"));
  if (whole === null) return { created: scripts, refusal: null };
  const created: Script[] = [];
  let refusal: string | null = null;
  for (const script of scripts) {
    const failure = await attempt(connection, script.sql);
    if (failure === null) created.push(script);
    refusal ??= failure;
  }
  return { created, refusal };
}

/** Why the server refuses, `null` when it does not. */
async function attempt(connection: Connection, sql: string): Promise<string | null> {
  await connection.savepoint(inner);
  try {
    await connection.executeScript(sql);
    return null;
  } catch (error) {
    await connection.rollbackTo(inner);
    return messageOf(error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
