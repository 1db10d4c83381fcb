import type { ArrayRow, Connection } from "../../connection/connection.ts";
import { type Sequence, sequence } from "../../schema/sequence.ts";
import { integerOf, textOf, textOrNone, textOrNull } from "../reflect-values.ts";
import type { ReflectedDatabase, Reflector, ReflectRequest } from "../reflection.ts";
import { schemaNamer } from "../schema-namer.ts";
import type { TableContext } from "./reflect-context.ts";
import {
  readSchemaNames,
  readSequences,
  readServerKind,
  readTables,
  readViews,
  type Scope,
} from "./reflect-queries.ts";
import { readAndBuildTables } from "./reflect-tables.ts";

/**
 * Reads MySQL 5.7 and later and MariaDB 10.2.22 and later from `information_schema`. Options stand under
 * `optionKey`, the dialect of the URL, whatever server answers.
 */
export function createReflector(optionKey: TableContext["optionKey"]): Reflector {
  return {
    reflect: (connection, request) => reflect(connection, request, optionKey),
    schemaNames: readSchemaNames,
    defaultSchemaName,
  };
}

export const mysqlReflector: Reflector = createReflector("mysql");

async function defaultSchemaName(connection: Connection): Promise<string | null> {
  const [row] = await connection.executeArrays("SELECT DATABASE()");
  return textOrNull(row?.[0]);
}

async function reflect(
  connection: Connection,
  request: ReflectRequest,
  optionKey: TableContext["optionKey"],
): Promise<ReflectedDatabase> {
  const defaultSchema = await defaultSchemaName(connection);
  const schemas = [
    ...new Set(request.schemas.map((schema) => schema ?? defaultSchema).filter((schema) => schema !== null)),
  ];
  if (schemas.length === 0) return emptyDatabase;
  const nameSchema = schemaNamer(request, defaultSchema);
  const server = await readServerKind(connection);
  const all: Scope = { server, schemas, tableNames: null };
  const objects = await readTables(connection, all);
  const tables = objects.filter(
    (row) =>
      tableTypes.has(textOf(row[2])) && (request.only?.(textOf(row[1]), nameSchema(textOf(row[0]))) ?? true),
  );
  const scope = { ...all, tableNames: namesToAskFor(tables, objects) };
  return {
    defaultSchema,
    tables:
      tables.length === 0
        ? []
        : await readAndBuildTables(connection, tables, { server, optionKey, nameSchema, scope }),
    views: (await readViewsWhenAny(connection, all, objects)).map((row) => ({
      name: textOf(row[1]),
      schema: nameSchema(textOf(row[0])),
      // Empty for a user who may not see it.
      sql: textOrNone(row[2]),
      materialized: false,
    })),
    enums: [],
    domains: [],
    sequences: await sequencesOf(connection, objects, nameSchema),
    warnings: [],
  };
}

/** The names to ask for; `null` for all where most are wanted: a list of thousands takes more time than rows too many. */
function namesToAskFor(tables: readonly ArrayRow[], objects: readonly ArrayRow[]): Scope["tableNames"] {
  if (tables.length * 2 > objects.length) return null;
  return [...new Set(tables.map((row) => textOf(row[1])))];
}

const emptyDatabase: ReflectedDatabase = {
  defaultSchema: null,
  tables: [],
  views: [],
  enums: [],
  domains: [],
  sequences: [],
  warnings: ["No database is selected, so no tables were read."],
};

/** Temporary tables, which newer servers list too, are of another type. */
const tableTypes: ReadonlySet<string> = new Set(["BASE TABLE", "SYSTEM VERSIONED"]);

async function readViewsWhenAny(
  connection: Connection,
  scope: Scope,
  objects: readonly ArrayRow[],
): Promise<readonly ArrayRow[]> {
  return objects.some((row) => row[2] === "VIEW") ? readViews(connection, scope) : [];
}

async function sequencesOf(
  connection: Connection,
  objects: readonly ArrayRow[],
  nameSchema: TableContext["nameSchema"],
): Promise<readonly Sequence[]> {
  const names = objects
    .filter((row) => row[2] === "SEQUENCE")
    .map((row) => ({ schema: textOf(row[0]), name: textOf(row[1]) }));
  const rows = await readSequences(connection, names);
  return rows.map((row) =>
    sequence(textOf(row[1]), {
      schema: nameSchema(textOf(row[0])),
      start: integerOf(row[2]),
      increment: integerOf(row[3]),
      minValue: integerOf(row[4]),
      maxValue: integerOf(row[5]),
      cycle: Number(row[6]) === 1,
      cache: integerOf(row[7]),
    }),
  );
}
