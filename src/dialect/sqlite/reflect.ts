import type { ArrayRow, Connection } from "../../connection/connection.ts";
import { AlembicError } from "../../errors/index.ts";
import { rowsBy, textOf, textOrNull } from "../reflect-values.ts";
import type {
  ReflectedDatabase,
  ReflectedTable,
  ReflectedView,
  Reflector,
  ReflectRequest,
} from "../reflection.ts";
import { parseCreateTable } from "./reflect-create-table.ts";
import { readCatalogue, readSchemaNames, type SqliteCatalogue } from "./reflect-queries.ts";
import { buildTable, type ReferredTable, type TableSource } from "./reflect-table.ts";

const defaultSchema = "main";

/**
 * Reads SQLite databases: three queries per requested schema. Constraint names, CHECKs, collations and more stand only
 * in the text of the statements that `sqlite_schema` keeps, which are parsed. Virtual tables and their shadow tables
 * are left out.
 */
export const sqliteReflector: Reflector = {
  reflect,
  schemaNames: readSchemaNames,
  defaultSchemaName: () => Promise.resolve(defaultSchema),
};

async function reflect(connection: Connection, request: ReflectRequest): Promise<ReflectedDatabase> {
  const parts: SchemaPart[] = [];
  for (const schema of new Set(request.schemas)) {
    if (schema === defaultSchema && request.schemas.includes(null)) continue;
    const catalogue = await readCatalogue(connection, schema ?? defaultSchema);
    parts.push(reflectSchema(catalogue, schema, request));
  }
  return {
    defaultSchema,
    tables: parts.flatMap((part) => part.tables),
    views: parts.flatMap((part) => part.views),
    enums: [],
    domains: [],
    sequences: [],
    warnings: parts.flatMap((part) => part.warnings),
  };
}

interface SchemaPart {
  readonly tables: ReflectedTable[];
  readonly views: ReflectedView[];
  readonly warnings: string[];
}

function reflectSchema(
  catalogue: SqliteCatalogue,
  schema: string | null,
  request: ReflectRequest,
): SchemaPart {
  const byType = rowsBy(catalogue.objects, 0);
  const part: SchemaPart = {
    tables: [],
    views: (byType.get("view") ?? []).map((row) => viewOf(row, schema)),
    warnings: [],
  };
  const sources = tableSources(catalogue, byType, schema);
  for (const [name, sql] of (byType.get("table") ?? []).map(
    (row) => [textOf(row[1]), textOf(row[3])] as const,
  )) {
    const kind = catalogue.kinds.get(name) ?? "table";
    if (kind !== "table" || request.only?.(name, schema) === false) continue;
    try {
      part.tables.push(buildTable(sources(name, sql)));
    } catch (error) {
      if (!(error instanceof AlembicError)) throw error;
      part.warnings.push(`Table '${name}' was not read: ${error.message}`);
    }
  }
  return part;
}

function viewOf(row: ArrayRow, schema: string | null): ReflectedView {
  return { name: textOf(row[1]), schema, sql: textOrNull(row[3]), materialized: false };
}

function tableSources(
  catalogue: SqliteCatalogue,
  byType: ReadonlyMap<string, readonly ArrayRow[]>,
  schema: string | null,
): (name: string, sql: string) => TableSource {
  // Indexes that carry a constraint have no statement.
  const indexes = rowsBy(
    (byType.get("index") ?? []).filter((row) => row[3] !== null),
    2,
  );
  const triggers = rowsBy(byType.get("trigger") ?? [], 2);
  const statements = (rows: readonly ArrayRow[] | undefined): { name: string; sql: string }[] =>
    (rows ?? []).map((row) => ({ name: textOf(row[1]), sql: textOf(row[3]) }));
  const findTable = tableFinder(byType.get("table") ?? [], catalogue);
  return (name, sql) => ({
    name,
    schema,
    sql,
    columns: (catalogue.columns.get(name) ?? []).filter((row) => Number(row[4]) !== 1),
    indexes: statements(indexes.get(name)),
    triggers: statements(triggers.get(name)),
    findTable,
  });
}

/** Finds tables by name as foreign keys write it. */
function tableFinder(
  tables: readonly ArrayRow[],
  catalogue: SqliteCatalogue,
): (name: string) => ReferredTable | undefined {
  const byFolded = new Map(tables.map((row) => [textOf(row[1]).toLowerCase(), row]));
  return (written) => {
    const row = byFolded.get(written.toLowerCase());
    if (row === undefined) return undefined;
    const name = textOf(row[1]);
    const columns = (catalogue.columns.get(name) ?? []).map((each) => textOf(each[1]));
    return {
      name,
      columns,
      get primaryKey() {
        const key = parseCreateTable(textOf(row[3])).primaryKey?.columns ?? [];
        return key.map((each) => columns.find((other) => other.toLowerCase() === each.toLowerCase()) ?? each);
      },
    };
  };
}
