import type { SqlType } from "../../schema/types/sql-type.ts";

/** How the values of a type are meant. */
export type ValueKind =
  | "text"
  | "number"
  | "boolean"
  | "date"
  | "time"
  | "dateTime"
  | "bytes"
  | "json"
  | "uuid"
  | "array";

const names: Readonly<Record<Exclude<ValueKind, "text">, readonly string[]>> = {
  number: [
    "smallinteger",
    "integer",
    "biginteger",
    "int",
    "smallint",
    "bigint",
    "tinyint",
    "mediumint",
    "numeric",
    "decimal",
    "float",
    "double",
    "doubleprecision",
    "real",
    "number",
    "binaryfloat",
    "binarydouble",
    "oid",
    "year",
  ],
  boolean: ["boolean", "bool"],
  date: ["date"],
  time: ["time"],
  dateTime: ["datetime", "timestamp", "datetime2", "smalldatetime", "datetimeoffset"],
  bytes: [
    "largebinary",
    "binary",
    "varbinary",
    "blob",
    "tinyblob",
    "mediumblob",
    "longblob",
    "bytea",
    "raw",
    "image",
  ],
  json: ["json", "jsonb"],
  uuid: ["uuid", "uniqueidentifier"],
  array: ["array"],
};

const kindByName: ReadonlyMap<string, ValueKind> = new Map(
  Object.entries(names).flatMap(([kind, list]) =>
    // The keys of the table are the kinds.
    list.map((name) => [name, kind as ValueKind] as const),
  ),
);

/** The kind of a type's values; types that nobody listed hold text. */
export function valueKind(type: SqlType): ValueKind {
  if (type.family === "user") return "text";
  return kindByName.get(type.name.replaceAll("_", "").toLowerCase()) ?? "text";
}
