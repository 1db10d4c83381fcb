import type { ArrayRow } from "../../connection/connection.ts";
import { type Column, column } from "../../schema/column.ts";
import { computed, type Identity, identity } from "../../schema/server-default.ts";
import { rawSql } from "../../schema/sql-text.ts";
import type { SqlType } from "../../schema/types/sql-type.ts";
import { integerOf, textOf, textOrNull } from "../reflect-values.ts";
import type { OwnedSequence } from "../reflection.ts";
import { isTrue } from "./catalogue-flag.ts";
import { type Catalogue, placeOf } from "./reflect-catalogue.ts";
import { collated, parseFormattedType } from "./reflect-types.ts";

/** A column, and the sequence behind it when it is a SERIAL. */
export interface BuiltColumn {
  readonly column: Column;
  readonly ownedSequence: OwnedSequence | null;
}

/** A column from its row of `readColumns`. `primaryKey`: the names of the table's key columns. */
export function buildColumn(
  row: ArrayRow,
  catalogue: Catalogue,
  primaryKey: ReadonlySet<string>,
): BuiltColumn {
  const [table, number, rawName, formatted, typeOid, notNull, rawDefault, identityKind, , collation] = row;
  const name = textOf(rawName);
  const place = placeOf(table, number);
  const type = collated(
    parseFormattedType(textOf(formatted), textOf(typeOid), catalogue.types),
    collation === null ? undefined : catalogue.collations.get(textOf(collation)),
  );
  const defaultText = textOrNull(rawDefault);
  const sequence = catalogue.ownedSequences.get(place);
  const serial =
    identityKind === "" && isWholeNumber(type) ? serialSequence(name, defaultText, sequence) : null;
  const isKey = primaryKey.has(name);
  const made = column(name, type, {
    nullable: !isTrue(notNull),
    primaryKey: isKey,
    ...generation(row, defaultText, sequence, serial !== null),
    autoincrement:
      serial !== null ? true : isKey && isWholeNumber(type) && identityKind === "" ? false : "auto",
    comment: catalogue.comments.get(place) ?? null,
  });
  return { column: made, ownedSequence: serial };
}

/** Default, identity or generated column: a column has at most one of them. */
function generation(
  row: ArrayRow,
  defaultText: string | null,
  sequence: ArrayRow | undefined,
  isSerial: boolean,
): Pick<Column, "serverDefault" | "identity" | "computed"> {
  const [identityKind, generated] = [row[7], row[8]];
  const none = { serverDefault: null, identity: null, computed: null };
  if (identityKind !== "") return { ...none, identity: buildIdentity(identityKind === "a", sequence) };
  if (defaultText === null || isSerial) return none;
  if (generated !== "") return { ...none, computed: computed(defaultText, { persisted: generated === "s" }) };
  return { ...none, serverDefault: rawSql(defaultText) };
}

function buildIdentity(always: boolean, sequence: ArrayRow | undefined): Identity {
  return identity({ always, ...(sequence === undefined ? {} : sequenceOptions(sequence)) });
}

/** Start, increment and so on from a row of `readSequences`. */
export function sequenceOptions(
  row: ArrayRow,
): Pick<Identity, "start" | "increment" | "minValue" | "maxValue" | "cycle" | "cache"> {
  return {
    start: integerOf(row[3]),
    increment: integerOf(row[4]),
    minValue: integerOf(row[5]),
    maxValue: integerOf(row[6]),
    cycle: isTrue(row[7]),
    cache: integerOf(row[8]),
  };
}

const wholeNumbers: ReadonlySet<string> = new Set(["SMALLINT", "INTEGER", "BIGINT"]);

function isWholeNumber(type: SqlType): boolean {
  return type.family === "standard" && wholeNumbers.has(type.name);
}

/** The owned sequence, when the column's default is the next value of that very sequence. */
function serialSequence(
  column: string,
  defaultText: string | null,
  sequence: ArrayRow | undefined,
): OwnedSequence | null {
  const written = /^nextval\('((?:[^']|'')+)'::regclass\)$/.exec(defaultText ?? "")?.[1];
  if (written === undefined || sequence === undefined) return null;
  const name = textOf(sequence[1]);
  return lastName(written.replaceAll("''", "'")) === name
    ? { column, sequence: name, schema: textOf(sequence[0]) }
    : null;
}

/** The last part of `schema."a name"`, unquoted. */
function lastName(path: string): string {
  const part = /(?:"(?:[^"]|"")*"|[^".]+)$/.exec(path)?.[0] ?? path;
  return part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part;
}
