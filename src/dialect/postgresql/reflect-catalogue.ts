import type { ArrayRow, Connection } from "../../connection/connection.ts";
import { rowsBy, textOf } from "../reflect-values.ts";
import { isTrue } from "./catalogue-flag.ts";
import {
  readCollations,
  readColumnNames,
  readColumns,
  readComments,
  readConstraints,
  readIndexes,
  readInheritance,
  readOperatorClasses,
  readSequences,
  readTypes,
  type Scope,
} from "./reflect-queries.ts";
import { type TypeCatalogue, typeCatalogue } from "./reflect-types.ts";

/** The catalogue rows of all tables, ready to be looked up. */
export interface Catalogue {
  readonly columns: ReadonlyMap<string, readonly ArrayRow[]>;
  readonly constraints: ReadonlyMap<string, readonly ArrayRow[]>;
  readonly indexes: ReadonlyMap<string, readonly ArrayRow[]>;
  readonly parents: ReadonlyMap<string, readonly ArrayRow[]>;
  readonly sequences: readonly ArrayRow[];
  /** Sequences by `table oid.column number`. */
  readonly ownedSequences: ReadonlyMap<string, ArrayRow>;
  readonly typeRows: readonly ArrayRow[];
  readonly types: TypeCatalogue;
  readonly operatorClasses: ReadonlyMap<string, { readonly name: string; readonly isDefault: boolean }>;
  readonly collations: ReadonlyMap<string, string>;
  /** The name of a column by `table oid.column number`. */
  readonly columnNames: ReadonlyMap<string, string>;
  /** The oid of a column's collation by `table oid.column number`, where it has one that is not the default. */
  readonly columnCollations: ReadonlyMap<string, string>;
  /** Comments by `table oid.column number` (0 is the table), or by `constraint oid`. */
  readonly comments: ReadonlyMap<string, string>;
  /** The table of a constraint. */
  readonly constraintTables: ReadonlyMap<string, string>;
}

/** The oids of no collation and of the collation `default` (PostgreSQL source, `pg_collation.dat`). */
export const noCollation = "0";
export const defaultCollation = "100";

/** Reads everything about the tables of a scope. The queries run one after the other: one session, one order. */
export async function readCatalogue(connection: Connection, scope: Scope): Promise<Catalogue> {
  const columns = await readColumns(connection, scope);
  const constraints = await readConstraints(connection, scope);
  const outsideColumns = await readOutsideColumns(connection, columns, constraints);
  const indexes = await readIndexes(connection, scope);
  const parents = await readInheritance(connection, scope);
  const sequences = await readSequences(connection, scope);
  const typeRows = await readTypes(connection, scope);
  const operatorClasses = await readOperatorClasses(connection, scope);
  const collations = namesByOid(await readCollations(connection, scope));
  const comments = await readComments(connection, scope);
  return {
    columns: rowsBy(columns, 0),
    constraints: rowsBy(constraints, 1),
    indexes: rowsBy(indexes, 1),
    parents: rowsBy(parents, 0),
    sequences,
    ownedSequences: new Map(
      sequences.filter((row) => row[9] !== null).map((row) => [placeOf(row[9], row[10]), row]),
    ),
    typeRows,
    types: typeCatalogue(typeRows, collations),
    operatorClasses: new Map(
      operatorClasses.map((row) => [textOf(row[0]), { name: textOf(row[1]), isDefault: isTrue(row[2]) }]),
    ),
    collations,
    columnNames: new Map(
      [...outsideColumns, ...columns].map((row) => [placeOf(row[0], row[1]), textOf(row[2])]),
    ),
    columnCollations: new Map(
      columns
        .filter((row) => row[10] !== noCollation && row[10] !== defaultCollation)
        .map((row) => [placeOf(row[0], row[1]), textOf(row[10])]),
    ),
    comments: new Map(comments.map((row) => [commentKey(row), textOf(row[3])])),
    constraintTables: new Map(constraints.map((row) => [textOf(row[0]), textOf(row[1])])),
  };
}

/** The columns of tables outside the scope that foreign keys refer to. */
async function readOutsideColumns(
  connection: Connection,
  columns: readonly ArrayRow[],
  constraints: readonly ArrayRow[],
): Promise<readonly ArrayRow[]> {
  const inside = new Set(columns.map((row) => textOf(row[0])));
  const referred = new Set(constraints.filter((row) => row[3] === "f").map((row) => textOf(row[9])));
  const outside = [...referred].filter((oid) => !inside.has(oid));
  return outside.length === 0 ? [] : readColumnNames(connection, outside);
}

function namesByOid(rows: readonly ArrayRow[]): ReadonlyMap<string, string> {
  return new Map(rows.map((row) => [textOf(row[0]), textOf(row[1])]));
}

/** The key of a column. */
export function placeOf(tableOid: unknown, columnNumber: unknown): string {
  return `${textOf(tableOid)}.${textOf(columnNumber)}`;
}

function commentKey([isOfRelation, oid, columnNumber]: ArrayRow): string {
  return isTrue(isOfRelation) ? placeOf(oid, columnNumber) : textOf(oid);
}
