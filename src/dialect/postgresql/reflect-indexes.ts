import type { ArrayRow } from "../../connection/connection.ts";
import { type Index, type IndexPart, index, indexPart } from "../../schema/index-def.ts";
import { finalName } from "../../schema/names.ts";
import { rawSql } from "../../schema/sql-text.ts";
import { dialectOptions, textOf, textOrNull } from "../reflect-values.ts";
import { isTrue } from "./catalogue-flag.ts";
import { parseArray } from "./reflect-array.ts";
import { type Catalogue, defaultCollation, noCollation, placeOf } from "./reflect-catalogue.ts";

/** What an index says besides its parts. */
export interface IndexDetails {
  readonly method: string;
  readonly include: readonly string[];
  readonly nullsNotDistinct: boolean;
}

/** An index from its row of `readIndexes`. */
export function buildIndex(row: ArrayRow, catalogue: Catalogue): Index {
  const { method, include, nullsNotDistinct } = indexDetails(row, catalogue);
  const predicate = textOrNull(row[12]);
  return index(finalName(textOf(row[2])), keyParts(row, catalogue), {
    unique: isTrue(row[3]),
    ...dialectOptions("postgresql", {
      using: method === "btree" ? null : method,
      include,
      where: predicate === null ? null : rawSql(predicate),
      nullsNotDistinct,
      ...storageOptions(row),
    }),
  });
}

export function indexDetails(row: ArrayRow, catalogue: Catalogue): IndexDetails {
  const included = parseArray(textOf(row[5])).slice(Number(row[4]));
  return {
    method: textOf(row[9]),
    include: included.map((number) => catalogue.columnNames.get(placeOf(row[1], number)) ?? number),
    nullsNotDistinct: isTrue(row[14]),
  };
}

/** Storage parameters and tablespace. */
export function storageOptions(row: ArrayRow): {
  readonly with: Readonly<Record<string, string>>;
  readonly tablespace: string | null;
} {
  return { with: parseStorageParameters(textOrNull(row[10])), tablespace: textOrNull(row[11]) };
}

/** `{fillfactor=70,autovacuum_enabled=false}` as an object. */
export function parseStorageParameters(text: string | null): Readonly<Record<string, string>> {
  const entries = text === null ? [] : parseArray(text);
  return Object.fromEntries(
    entries.map((entry) => {
      const place = entry.indexOf("=");
      return [entry.slice(0, place), entry.slice(place + 1)];
    }),
  );
}

/** The columns and expressions that the index is sorted by; included columns are none of them. */
export function keyParts(row: ArrayRow, catalogue: Catalogue): readonly IndexPart[] {
  const [numbers, orders, classes, collations] = [5, 6, 7, 8].map((column) =>
    parseArray(textOf(row[column])),
  );
  const expressions = row[13] === null ? [] : [...parseArray(textOf(row[13]))];
  return (numbers ?? []).slice(0, Number(row[4])).map((number, place) => {
    const expression =
      number === "0"
        ? rawSql(expressions.shift() ?? "")
        : (catalogue.columnNames.get(placeOf(row[1], number)) ?? number);
    const collation = collations?.[place] ?? noCollation;
    const isPlain = collation === noCollation || collation === defaultCollation;
    const isOwn = collation === catalogue.columnCollations.get(placeOf(row[1], number));
    return indexPart(expression, {
      ...orderOf(Number(orders?.[place] ?? 0)),
      operatorClass: operatorClassName(classes?.[place], catalogue),
      collation: isPlain || isOwn ? null : (catalogue.collations.get(collation) ?? null),
    });
  });
}

/** Bit 0 is DESC, bit 1 NULLS FIRST; NULLS is said only where it is not what the order brings along. */
function orderOf(bits: number): Pick<IndexPart, "order" | "nulls"> {
  const isDescending = (bits & 1) !== 0;
  const nullsFirst = (bits & 2) !== 0;
  const nulls = nullsFirst === isDescending ? null : nullsFirst ? "first" : "last";
  return { order: isDescending ? "desc" : null, nulls };
}

function operatorClassName(oid: string | undefined, catalogue: Catalogue): string | null {
  const found = catalogue.operatorClasses.get(oid ?? "");
  return found === undefined || found.isDefault ? null : found.name;
}
