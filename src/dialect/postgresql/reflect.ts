import type { ArrayRow, Connection } from "../../connection/connection.ts";
import { nameText } from "../../schema/names.ts";
import { type Sequence, sequence } from "../../schema/sequence.ts";
import { columnNamed, tableKey } from "../../schema/table.ts";
import type { SqlType } from "../../schema/types/sql-type.ts";
import { textOf, textOrNull } from "../reflect-values.ts";
import type {
  EnumType,
  ReflectedDatabase,
  ReflectedTable,
  ReflectedView,
  Reflector,
  ReflectRequest,
} from "../reflection.ts";
import { type SchemaNamer, schemaNamer } from "../schema-namer.ts";
import { isTrue } from "./catalogue-flag.ts";
import { parseArray } from "./reflect-array.ts";
import { type Catalogue, placeOf, readCatalogue } from "./reflect-catalogue.ts";
import { sequenceOptions } from "./reflect-columns.ts";
import { beginReading, endReading, readRelations, readSchemaNames, type Scope } from "./reflect-queries.ts";
import { buildTable } from "./reflect-table.ts";

/**
 * Reads PostgreSQL 12 and later in at most 14 queries. Foreign tables, and what belongs to an
 * extension are left out; temporary tables are read where their schema is named.
 */
export const postgresqlReflector: Reflector = {
  reflect,
  schemaNames: readSchemaNames,
  defaultSchemaName,
};

async function defaultSchemaName(connection: Connection): Promise<string | null> {
  const [row] = await connection.executeArrays("select pg_catalog.current_schema()");
  return textOrNull(row?.[0]);
}

async function reflect(connection: Connection, request: ReflectRequest): Promise<ReflectedDatabase> {
  const { currentSchema, jit } = await beginReading(connection);
  try {
    const database = await reflectSchemas(connection, request, currentSchema);
    await endReading(connection, jit);
    return database;
  } catch (error) {
    // In a failed transaction the setting cannot be given back, nor has to be: the rollback does it.
    await endReading(connection, jit).catch(() => undefined);
    throw error;
  }
}

async function reflectSchemas(
  connection: Connection,
  request: ReflectRequest,
  defaultSchema: string | null,
): Promise<ReflectedDatabase> {
  const nameSchema = schemaNamer(request, defaultSchema);
  const [serverMajor] = await connection.serverVersion();
  const schemas = new Set(
    request.schemas.map((schema) => schema ?? defaultSchema).filter((schema) => schema !== null),
  );
  const wholeScope: Scope = { schemas: [...schemas], oids: null, serverMajor };
  const relations = await readRelations(connection, wholeScope);
  const isWanted = (row: ArrayRow): boolean =>
    request.only?.(textOf(row[2]), nameSchema(textOf(row[1]))) ?? true;
  const tables = relations.filter((row) => isTable(row) && isWanted(row));
  const oids = request.only === undefined ? null : tables.map((row) => textOf(row[0]));
  const catalogue = await readCatalogue(connection, { ...wholeScope, oids });
  const built = tables.map((row) => buildTable(row, catalogue, nameSchema));
  const isOfColumn = sequencesOfColumns({ tables, built, catalogue, nameSchema });
  return {
    defaultSchema,
    tables: built,
    views: relations.filter((row) => !isTable(row)).map((row) => viewOf(row, nameSchema)),
    enums: enumsOf(catalogue, schemas, nameSchema),
    domains: domainsOf(catalogue, schemas),
    sequences: catalogue.sequences
      .filter((row) => schemas.has(textOf(row[0])) && !isOfColumn(row))
      .map((row) => sequenceOf(row, nameSchema)),
    warnings: periodWarnings(catalogue),
  };
}

/** PostgreSQL 18's keys over periods come without the words that make them so: the model has none for them. */
function periodWarnings(catalogue: Catalogue): readonly string[] {
  return [...catalogue.constraints.values()]
    .flat()
    .filter((row) => isTrue(row[22]))
    .map(
      (row) =>
        `Constraint '${textOf(row[2])}' is over a period: it was read without WITHOUT OVERLAPS or PERIOD.`,
    );
}

function isTable(row: ArrayRow): boolean {
  return row[3] === "r" || row[3] === "p";
}

function viewOf(row: ArrayRow, nameSchema: SchemaNamer): ReflectedView {
  return {
    name: textOf(row[2]),
    schema: nameSchema(textOf(row[1])),
    sql: textOrNull(row[7]),
    materialized: row[3] === "m",
  };
}

function enumsOf(
  catalogue: Catalogue,
  schemas: ReadonlySet<string>,
  nameSchema: SchemaNamer,
): readonly EnumType[] {
  return catalogue.typeRows
    .filter((row) => row[4] === "e" && !isTrue(row[14]) && schemas.has(textOf(row[2])))
    .map((row) => ({
      name: textOf(row[3]),
      schema: nameSchema(textOf(row[2])),
      values: parseArray(textOf(row[6])),
    }));
}

function domainsOf(catalogue: Catalogue, schemas: ReadonlySet<string>): readonly SqlType[] {
  return catalogue.typeRows
    .filter((row) => row[4] === "d" && !isTrue(row[14]) && schemas.has(textOf(row[2])))
    .map((row) => catalogue.types.byOid.get(textOf(row[0])))
    .filter((type) => type !== undefined);
}

interface BuiltTables {
  /** The rows of the tables, and what was built of each. */
  readonly tables: readonly ArrayRow[];
  readonly built: readonly ReflectedTable[];
  readonly catalogue: Catalogue;
  readonly nameSchema: SchemaNamer;
}

/**
 * Whether a sequence is there because of its column: an identity, or a SERIAL, also one that counts no more. One that
 * merely goes with its column, while the default names it, is a sequence of its own.
 */
function sequencesOfColumns({
  tables,
  built,
  catalogue,
  nameSchema,
}: BuiltTables): (sequence: ArrayRow) => boolean {
  const read = new Map(tables.map((row, index) => [textOf(row[0]), built[index]]));
  const serials = new Set(
    built.flatMap((table) => table.ownedSequences.map((owned) => tableKey(owned.sequence, owned.schema))),
  );
  return (row) => {
    if (row[9] === null) return false;
    if (row[11] === "i" || !read.has(textOf(row[9]))) return true;
    if (serials.has(tableKey(textOf(row[1]), nameSchema(textOf(row[0]))))) return true;
    const table = read.get(textOf(row[9]));
    const name = catalogue.columnNames.get(placeOf(row[9], row[10]));
    if (table === undefined || name === undefined) return false;
    const isIdle = columnNamed(table, name)?.serverDefault === null;
    return isIdle && textOf(row[1]) === `${nameText(table.name)}_${name}_seq`;
  };
}

function sequenceOf(row: ArrayRow, nameSchema: SchemaNamer): Sequence {
  return sequence(textOf(row[1]), {
    schema: nameSchema(textOf(row[0])),
    dataType: textOf(row[2]),
    ...sequenceOptions(row),
  });
}
