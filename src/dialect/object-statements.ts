import { column } from "../schema/column.ts";
import type { Sequence } from "../schema/sequence.ts";
import { type Table, table } from "../schema/table.ts";
import { sequenceOptions } from "./default/sequence-options.ts";
import type { DdlContext, Dialect } from "./dialect.ts";
import { namedTypes } from "./named-types.ts";

/** Statements for what stands beside tables: schemas, sequences, and types that tables bring along. */

export function createSchemaSql({ identifiers }: Dialect, schema: string): string {
  return `CREATE SCHEMA IF NOT EXISTS ${identifiers.quote(schema)}`;
}

export function createSequenceSql({ identifiers }: Dialect, sequence: Sequence): string {
  const { name, schema, dataType } = sequence;
  const words = [
    `CREATE SEQUENCE ${identifiers.qualify(name, schema)}`,
    dataType === undefined ? "" : `AS ${dataType}`,
    // What a sequence does anyway, which MariaDB and PostgreSQL spell differently.
    sequenceOptions({ ...sequence, cycle: sequence.cycle || undefined }),
  ];
  return words.filter((word) => word !== "").join(" ");
}

export function dropSequenceSql({ identifiers }: Dialect, { name, schema }: Sequence): string {
  return `DROP SEQUENCE ${identifiers.qualify(name, schema)}`;
}

/** CREATE TYPE and CREATE DOMAIN for the types that creating the tables makes, but for those that the context knows. */
export function createTypeStatements(
  dialect: Dialect,
  tables: readonly Table[],
  context: DdlContext,
): readonly string[] {
  return namedTypes(dialect, tables).flatMap((type) => {
    const directive = {
      kind: "create_table",
      table: table("t", [column("c", type)]),
      ifNotExists: false,
    } as const;
    const statements = dialect.ddl.compile(directive, context);
    return statements.slice(0, -1).map(({ sql }) => sql);
  });
}

/** DROP TYPE and DROP DOMAIN for the types that creating the tables makes, where they are there. */
export function dropTypeStatements(dialect: Dialect, tables: readonly Table[]): readonly string[] {
  // A domain goes before the type that it is based on.
  return [...namedTypes(dialect, tables)].reverse().map((type) => {
    const word = type.name === "domain" ? "DOMAIN" : "TYPE";
    return `DROP ${word} IF EXISTS ${dialect.types.compile(type)}`;
  });
}
