import type { Connection } from "../../connection/connection.ts";
import { AlembicError } from "../../errors/index.ts";
import { autoincrementColumn } from "../../schema/autoincrement.ts";
import type { Column } from "../../schema/column.ts";
import { nameText } from "../../schema/names.ts";
import { rawSql } from "../../schema/sql-text.ts";
import type { Table } from "../../schema/table.ts";
import { freeze } from "../../util/freeze.ts";
import { createRebuild, freedNames } from "../default/rebuild.ts";
import type { RebuildPair, RebuildRules, RebuildSession, RebuildStatements, TableName } from "../rebuild.ts";
import { textOf } from "../reflect-values.ts";
import type { OwnedSequence, ReflectedTable } from "../reflection.ts";
import { identifiers } from "./identifiers.ts";
import { literals } from "./literals.ts";
import { rebuildLosses } from "./rebuild-losses.ts";
import { types } from "./types.ts";

/** A rebuild on PostgreSQL keeps sequences, identities, and the foreign keys of other tables. */
export const rebuild: RebuildRules = {
  ...createRebuild({ name: "postgresql", types }),
  asDeclared,
  around,
  openSession,
};

/** A SERIAL column is a default and a sequence that it owns; enums exist already. */
function asDeclared(table: ReflectedTable): Table {
  const owned = new Map(table.ownedSequences.map((each) => [each.column, each]));
  const columns = table.columns.map((column): Column => {
    const sequence = owned.get(nameText(column.name));
    const type = freeze({ ...column.type, options: { ...column.type.options, createType: false } });
    if (sequence === undefined) return freeze({ ...column, type });
    return freeze({
      ...column,
      type,
      autoincrement: false,
      serverDefault: rawSql(`nextval(${regclass(sequence)}::regclass)`),
    });
  });
  return freeze({ ...table, columns });
}

const sequenceName = ({ sequence, schema }: OwnedSequence): string => identifiers.qualify(sequence, schema);
const regclass = (sequence: OwnedSequence): string => literals.string(sequenceName(sequence));

function around(pair: RebuildPair): RebuildStatements {
  const { after } = pair;
  const table = identifiers.qualify(after.name, after.schema);
  const kept = keptSequences(pair);
  const freed = freedNames(pair);
  const hasAlways = after.columns.some((column) => column.identity?.always === true);
  return {
    ...freed,
    // Rows that are there already, and in the way of such a constraint, are copied before it is made.
    isLater: (constraint) => constraint.options.postgresql?.notValid === true || freed.isLater(constraint),
    detachesReferences: true,
    beforeCreate: kept.map(({ sequence }) => `ALTER SEQUENCE ${sequenceName(sequence)} OWNED BY NONE`),
    beforeDrop: [...keptIdentities(pair), ...keptNotNullNames(pair)],
    afterRename: [
      ...kept.map(
        ({ sequence, column }) =>
          `ALTER SEQUENCE ${sequenceName(sequence)} OWNED BY ${table}.${identifiers.quote(column.name)}`,
      ),
      ...newSequences(pair, table),
    ],
    ...(hasAlways && { copyWords: "OVERRIDING SYSTEM VALUE" }),
  };
}

/** The sequences that columns of the new table still take their values from. */
function keptSequences({ before, after }: RebuildPair): readonly {
  readonly sequence: OwnedSequence;
  readonly column: Column;
}[] {
  // Only a table that was read has sequences.
  const { ownedSequences = [] } = before as Partial<ReflectedTable>;
  return ownedSequences.flatMap((sequence) => {
    const text = `nextval(${regclass(sequence)}::regclass)`;
    const column = after.columns.find(
      ({ serverDefault }) =>
        serverDefault?.kind === "sql_text" &&
        serverDefault.parts.some((part) => part.kind === "raw" && part.text === text),
    );
    return column === undefined ? [] : [{ sequence, column }];
  });
}

/** Identities count on where the old ones stood. */
function keptIdentities({ before, after, temporaryName }: RebuildPair): readonly string[] {
  const from = literals.string(identifiers.qualify(before.name, before.schema));
  const to = literals.string(identifiers.qualify(temporaryName, before.schema));
  const names = new Set(
    before.columns.filter((each) => each.identity !== null).map((each) => nameText(each.name)),
  );
  return after.columns
    .map((column) => nameText(column.name))
    .filter((name, index) => after.columns[index]?.identity !== null && names.has(name))
    .map((name) => literals.string(name))
    .map(
      (name) =>
        `SELECT setval(pg_get_serial_sequence(${to}, ${name}), pg_sequence_last_value(pg_get_serial_sequence(${from}, ${name})::regclass))`,
    );
}

/**
 * From PostgreSQL 18 on NOT NULL is a constraint with a name, which no table object knows: those of the new table, which
 * contain its temporary name, take the old ones. Earlier servers have none. A script cannot look.
 */
function keptNotNullNames({ before, after, temporaryName, isScript }: RebuildPair): readonly string[] {
  if (isScript || after.columns.every((column) => column.nullable)) return [];
  const to = identifiers.qualify(temporaryName, before.schema);
  const text = literals.string;
  const usual = `${text(nameText(before.name))} || substr(made.conname, length(${text(temporaryName)}) + 1)`;
  const block = `
DECLARE
  each record;
BEGIN
  FOR each IN
    SELECT made.conname AS made, coalesce(had.conname, ${usual}) AS wanted
    FROM pg_constraint AS made
    JOIN pg_attribute AS a ON a.attrelid = made.conrelid AND a.attnum = made.conkey[1]
    LEFT JOIN pg_attribute AS b
      ON b.attrelid = ${text(identifiers.qualify(before.name, before.schema))}::regclass AND b.attname = a.attname
    LEFT JOIN pg_constraint AS had
      ON had.conrelid = b.attrelid AND had.contype = 'n' AND had.conkey[1] = b.attnum
    WHERE made.conrelid = ${text(to)}::regclass AND made.contype = 'n' AND starts_with(made.conname, ${text(temporaryName)})
  LOOP
    EXECUTE format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', ${text(to)}, each.made, each.wanted);
  END LOOP;
END`;
  return [`DO ${text(block)}`];
}

/** A SERIAL that a model declares has a new sequence, which begins behind the rows that were copied. */
function newSequences({ after, before }: RebuildPair, table: string): readonly string[] {
  const column = autoincrementColumn(after);
  const isCopied = before.columns.some(
    (each) => column !== null && nameText(each.name) === nameText(column.name),
  );
  if (column === null || column.identity !== null || !isCopied) return [];
  const name = identifiers.quote(column.name);
  return [
    `SELECT setval(pg_get_serial_sequence(${literals.string(table)}, ${literals.string(nameText(column.name))}), max(${name})) FROM ${table}`,
  ];
}

async function openSession(connection: Connection, table: TableName): Promise<RebuildSession> {
  const place = identifiers.qualify(table.name, table.schema);
  const rows = await connection.executeArrays(rebuildLosses, [place]);
  if (rows.length === 0) return { canAlter: true, restore: async () => {} };
  throw new AlembicError(
    `Table '${nameText(table.name)}' cannot be rebuilt without losing what belongs to it: ${rows.map((row) => textOf(row[0])).join(", ")}.`,
    {
      code: "OPERATION",
      hint: "Leave recreate out: PostgreSQL changes the table with ALTER TABLE.",
      details: { table: nameText(table.name) },
    },
  );
}
