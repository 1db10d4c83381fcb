import type { ArrayRow } from "../../connection/connection.ts";
import { type ConstraintOptions, type UniqueConstraint, unique } from "../../schema/constraints.ts";
import { type Index, type IndexPart, index, indexPart } from "../../schema/index-def.ts";
import { finalName } from "../../schema/names.ts";
import { rawSql } from "../../schema/sql-text.ts";
import { rowsBy, textOf, textOrNull } from "../reflect-values.ts";
import { optionsOf, type TableContext } from "./reflect-context.ts";
import { unescapeExpression } from "./reflect-expression.ts";

export interface KeyContext extends TableContext {
  readonly engine: string | null;
  readonly parsers: ReadonlyMap<string, string>;
}

/** The keys of a table. */
export interface Keys {
  readonly primaryKey: { readonly columns: readonly string[]; readonly options: ConstraintOptions } | null;
  readonly uniques: readonly UniqueConstraint[];
  readonly indexes: readonly Index[];
}

/** Sorts the rows of `readIndexes` into primary key, unique constraints and indexes. */
export function buildKeys(rows: readonly ArrayRow[], context: KeyContext): Keys {
  const groups = [...rowsBy(rows, 2)];
  const primary = groups.find(([name]) => name === "PRIMARY")?.[1];
  const others = groups
    .filter(([name]) => name !== "PRIMARY")
    .map(([name, parts]) => keyOf(name, parts, context));
  return {
    primaryKey: primary === undefined ? null : primaryKeyOf(primary, context),
    uniques: others.filter((key) => key.kind === "unique"),
    indexes: others.filter((key) => key.kind === "index"),
  };
}

function primaryKeyOf(rows: readonly ArrayRow[], context: KeyContext): Keys["primaryKey"] {
  const lengths = rows.flatMap((row) => (row[6] === null ? [] : [[textOf(row[4]), Number(row[6])] as const]));
  const length = lengths.length === 0 ? undefined : Object.fromEntries(lengths);
  return { columns: rows.map((row) => textOf(row[4])), options: optionsOf(context, { length }) };
}

function keyOf(name: string, rows: readonly ArrayRow[], context: KeyContext): UniqueConstraint | Index {
  const [first] = rows;
  const method = textOf(first?.[7]).toUpperCase();
  const isUnique = Number(first?.[3]) === 0;
  const parts = rows.map((row) => partOf(row, method));
  const options = optionsOf(context, {
    prefix: method === "FULLTEXT" || method === "SPATIAL" ? method : undefined,
    withParser: context.parsers.get(name),
    using: isUnusualMethod(method, context.engine) ? method.toLowerCase() : undefined,
  });
  if (isUnique && parts.every(isWholeColumn)) {
    return unique(
      parts.map((part) => String(part.expression)),
      { name: finalName(name), ...options },
    );
  }
  return index(finalName(name), parts, { unique: isUnique, ...options });
}

/** Only the MEMORY engine leaves a choice; HASH is what it takes unless told otherwise. */
function isUnusualMethod(method: string, engine: string | null): boolean {
  return engine === "MEMORY" && method === "BTREE";
}

function isWholeColumn(part: IndexPart): boolean {
  return typeof part.expression === "string" && part.length === null && part.order === null;
}

function partOf(row: ArrayRow, method: string): IndexPart {
  const expression = textOrNull(row[8]);
  return indexPart(expression === null ? textOf(row[4]) : rawSql(`(${unescapeExpression(expression)})`), {
    order: row[5] === "D" ? "desc" : null,
    // Spatial indexes report the bytes of a bounding box.
    length: row[6] === null || method === "SPATIAL" ? null : Number(row[6]),
  });
}
