import { randomBytes } from "node:crypto";
import type { Connection } from "../../connection/connection.ts";
import type { SqlDirective } from "../../directives/index.ts";
import type { Constraint } from "../../schema/constraints.ts";
import type { Index } from "../../schema/index-def.ts";
import { type Name, nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import { errorMessage } from "../../util/error-message.ts";
import type { NormaliseRequest, NormalTables } from "../comparison.ts";
import { typeKeysOf } from "../named-types.ts";
import { createTypeStatements } from "../object-statements.ts";
import { textOf } from "../reflect-values.ts";
import { silentContext } from "../silent-context.ts";
import { creation, run, type Step } from "./scratch-steps.ts";
import { undone } from "./undone.ts";

/** Tables that are made at once: each takes locks until it is rolled back, and a server has room for some thousands. */
const tablesAtOnce = 250;

/**
 * Creates the tables as temporary ones, which every user may who may not create schemas, reads them, and rolls everything
 * back. Defaults are left out: the server writes those for {@link defaultsDifferOnServer}.
 */
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
  const refused = (error: unknown): NormalTables => ({ tables: new Map(), refusal: errorMessage(error) });
  return undone(connection, () => asTemporaryTables(connection, request).catch(refused));
}

async function asTemporaryTables(connection: Connection, request: NormaliseRequest): Promise<NormalTables> {
  // Temporary tables hide others of their names.
  const prefix = `alembic_ts_scratch_${randomBytes(4).toString("hex")}`;
  await connection.execute(`CREATE TEMPORARY TABLE ${prefix} ()`);
  const scratch = await compile(connection, request, prefix);
  const refusal = await run(connection, [...scratch.types, ...scratch.tables.map(({ step }) => step)]);
  const { reflector } = request.dialect;
  const read = await reflector?.reflect(connection, { schemas: [await temporarySchema(connection)] });
  const found = new Map(read?.tables.map((table) => [nameText(table.name), table] as const));
  const tables = new Map<Table, Table>();
  for (const { table, name, names } of scratch.tables) {
    const written = found.get(name);
    if (written !== undefined)
      tables.set(
        table,
        withNames(written, (each) => names.get(each)),
      );
  }
  return { tables, refusal };
}

async function temporarySchema(connection: Connection): Promise<string> {
  const [row] = await connection.executeArrays(
    "SELECT nspname FROM pg_catalog.pg_namespace WHERE oid = pg_catalog.pg_my_temp_schema()",
  );
  return textOf(row?.[0]);
}

interface Scratch {
  readonly types: readonly Step[];
  readonly tables: readonly ScratchTable[];
}

interface ScratchTable {
  readonly table: Table;
  readonly name: string;
  readonly step: Step;
  /** The models' names of what has a name of its own in a schema. */
  readonly names: ReadonlyMap<string, Name>;
}

async function compile(
  connection: Connection,
  { dialect, database, tables }: NormaliseRequest,
  prefix: string,
): Promise<Scratch> {
  const context = silentContext({
    serverVersion: await connection.serverVersion(),
    asSql: false,
    createdTypes: new Set(typeKeysOf(database)),
  });
  const write = (directive: SqlDirective): readonly string[] =>
    dialect.ddl.compile(directive, context).map(({ sql }) => sql);
  const types = createTypeStatements(dialect, tables, context).map((sql) => ({ sql, parts: [] }));
  return {
    types,
    tables: tables.map((table, index) => {
      const name = `${prefix}_${index}`;
      const names = new Map<string, Name>();
      const scratch = withNames(table, (_given, original) => {
        const own = `${name}_${names.size}`;
        names.set(own, original);
        return own;
      });
      return { table, name, names, step: creation(asTemporary(scratch, name), write) };
    }),
  };
}

/** The table in the schema of temporary tables, without what says nothing about how the server writes it. */
function asTemporary(table: Table, name: string): Table {
  return {
    ...table,
    name,
    schema: "pg_temp",
    options: {},
    columns: table.columns.map((column) => ({
      ...column,
      serverDefault: null,
      identity: null,
      autoincrement: false,
    })),
    indexes: table.indexes.map(blocking),
  };
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
