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

/** Types of one database whose names mean something else elsewhere: Oracle's DATE has a time of day. */
const ownKinds: Readonly<Record<string, Readonly<Record<string, ValueKind>>>> = {
  oracle: { date: "dateTime" },
};

/** The kind of a type's values; types that nobody listed hold text. */
export function valueKind({ family, name }: SqlType): ValueKind {
  if (family === "user") return "text";
  return ownKinds[family]?.[name] ?? kindByName.get(name.replaceAll("_", "").toLowerCase()) ?? "text";
}
