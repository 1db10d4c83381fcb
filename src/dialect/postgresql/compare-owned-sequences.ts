import type { AlterColumnOp } from "../../directives/index.ts";
import { nameText } from "../../schema/names.ts";
import type { Identity } from "../../schema/server-default.ts";
import { type SqlType, typeOn } from "../../schema/types/sql-type.ts";
import type { OwnedSequenceChange, OwnedSequenceStatements } from "../comparison.ts";
import type { OwnedSequence } from "../reflection.ts";
import { identifiers } from "./identifiers.ts";
import { literals } from "./literals.ts";
import { types } from "./types.ts";

/**
 * An identity that a column gets, and a sequence that it gets back, count on behind the largest value; the sequence of a
 * SERIAL is there as long as no identity takes its place, and has the type of its column.
 */
export function ownedSequenceStatements({ owned, alteration }: OwnedSequenceChange): OwnedSequenceStatements {
  const { modifyServerDefault: wanted, existingServerDefault: existing } = alteration;
  if (wanted?.kind === "identity" && existing?.kind !== "identity") {
    const gone = existing?.kind === "next_value" && owned !== null ? [`DROP SEQUENCE ${nameOf(owned)}`] : [];
    return { before: [], after: [...gone, countOn(alteration, ofIdentity(alteration), wanted)] };
  }
  if (owned === null) return none;
  if (existing?.kind === "next_value" && wanted !== undefined) {
    return { before: [], after: wanted?.kind === "next_value" ? [] : [`DROP SEQUENCE ${nameOf(owned)}`] };
  }
  if (wanted?.kind === "next_value") {
    return {
      before: [createSql(owned, alteration), countOn(alteration, literals.string(nameOf(owned)))],
      after: [],
    };
  }
  return wanted === undefined ? retyping(owned, alteration) : none;
}

const none: OwnedSequenceStatements = { before: [], after: [] };

const nameOf = ({ sequence, schema }: OwnedSequence): string => identifiers.qualify(sequence, schema);
const tableOf = ({ tableName, schema }: AlterColumnOp): string => identifiers.qualify(tableName, schema);

function ofIdentity(alteration: AlterColumnOp): string {
  const column = literals.string(nameText(alteration.columnName));
  return `pg_get_serial_sequence(${literals.string(tableOf(alteration))}, ${column})`;
}

function countOn(alteration: AlterColumnOp, sequence: string, identity: Partial<Identity> = {}): string {
  const column = identifiers.quote(alteration.columnName);
  const { increment = 1, minValue = 1, maxValue = -1 } = identity;
  const { start = increment < 0 ? maxValue : minValue } = identity;
  const [last, reaches] = increment < 0 ? [`min(${column})`, "<="] : [`max(${column})`, ">="];
  return `SELECT setval(${sequence}, ${last}) FROM ${tableOf(alteration)} HAVING ${last} ${reaches} ${start}`;
}

function createSql(owned: OwnedSequence, alteration: AlterColumnOp): string {
  const type = sequenceType(alteration.modifyType ?? alteration.existingType);
  const column = `${tableOf(alteration)}.${identifiers.quote(alteration.columnName)}`;
  return `CREATE SEQUENCE ${nameOf(owned)}${type === null ? "" : ` AS ${type}`} OWNED BY ${column}`;
}

function retyping(
  owned: OwnedSequence,
  { existingType, modifyType }: AlterColumnOp,
): OwnedSequenceStatements {
  const [before, after] = [sequenceType(existingType), sequenceType(modifyType)];
  if (before === null || after === null || before === after) return none;
  return { before: [], after: [`ALTER SEQUENCE ${nameOf(owned)} AS ${after}`] };
}

/** The type of a sequence for a column of this type, `null` for one that no sequence has. */
function sequenceType(type: SqlType | undefined): string | null {
  const text = type === undefined ? "" : types.compile(typeOn(type, "postgresql")).toLowerCase();
  return ["smallint", "integer", "bigint"].includes(text) ? text : null;
}
