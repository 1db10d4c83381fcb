import { nameText } from "../../schema/names.ts";
import type { Identity } from "../../schema/server-default.ts";
import { type SqlType, typeOn } from "../../schema/types/sql-type.ts";
import type { OwnedSequenceChange } from "../comparison.ts";
import { identifiers } from "./identifiers.ts";
import { literals } from "./literals.ts";
import { types } from "./types.ts";

interface Statements {
  readonly upgrade: string;
  readonly downgrade: string;
}

/**
 * The sequence of a SERIAL goes when an identity takes its place, each counting on behind the largest value; else it
 * gets the type of its column, which for an identity the server does.
 */
export function ownedSequenceStatements(change: OwnedSequenceChange): Statements | null {
  const { modifyServerDefault: wanted } = change.alteration;
  if (wanted?.kind === "identity") return replacement(change, wanted);
  return wanted === undefined ? retyping(change) : null;
}

function replacement(change: OwnedSequenceChange, wanted: Identity): Statements {
  const { owned, alteration } = change;
  const table = identifiers.qualify(alteration.tableName, alteration.schema);
  const column = identifiers.quote(alteration.columnName);
  const sequence = identifiers.qualify(owned.sequence, owned.schema);
  const type = sequenceType(alteration.existingType);
  const created = `CREATE SEQUENCE ${sequence}${type === null ? "" : ` AS ${type}`} OWNED BY ${table}.${column}`;
  const ofIdentity = `pg_get_serial_sequence(${literals.string(table)}, ${literals.string(nameText(alteration.columnName))})`;
  const countOn = (place: string, identity: Partial<Identity>): string => {
    const { increment = 1, minValue = 1, maxValue = -1 } = identity;
    const { start = increment < 0 ? maxValue : minValue } = identity;
    const [last, reaches] = increment < 0 ? ["min", "<="] : ["max", ">="];
    return `SELECT setval(${place}, ${last}(${column})) FROM ${table} HAVING ${last}(${column}) ${reaches} ${start}`;
  };
  return {
    upgrade: [`DROP SEQUENCE ${sequence}`, countOn(ofIdentity, wanted)].join(";\n"),
    downgrade: [created, countOn(literals.string(sequence), {})].join(";\n"),
  };
}

function retyping({ owned, alteration }: OwnedSequenceChange): Statements | null {
  const [before, after] = [sequenceType(alteration.existingType), sequenceType(alteration.modifyType)];
  if (before === null || after === null || before === after) return null;
  const words = `ALTER SEQUENCE ${identifiers.qualify(owned.sequence, owned.schema)} AS`;
  return { upgrade: `${words} ${after}`, downgrade: `${words} ${before}` };
}

/** The type of a sequence for a column of this type, `null` for one that no sequence has. */
function sequenceType(type: SqlType | undefined): string | null {
  const text = type === undefined ? "" : types.compile(typeOn(type, "postgresql")).toLowerCase();
  return ["smallint", "integer", "bigint"].includes(text) ? text : null;
}
