import type { Constraint } from "../../schema/constraints.ts";
import { nameText } from "../../schema/names.ts";
import type { SqlType } from "../../schema/types/sql-type.ts";
import { typeOn } from "../../schema/types/sql-type.ts";
import { own } from "../../util/own.ts";
import type { TypeCompiler } from "../dialect.ts";
import type { RebuildPair, RebuildRules } from "../rebuild.ts";

/** Which values a type holds, as far as copying between types is concerned. */
export type TypeFamily =
  | "string"
  | "integer"
  | "numeric"
  | "date"
  | "dateTime"
  | "time"
  | "interval"
  | "boolean"
  | "binary"
  | "json"
  | "uuid"
  | "other";

const families: Readonly<Record<string, TypeFamily>> = {
  ...named("string", "string text unicode unicodeText enum char varchar nchar nvarchar clob nclob ntext"),
  ...named("string", "tinytext mediumtext longtext set varchar2 nvarchar2 long citext"),
  ...named("integer", "smallInteger integer bigInteger smallint bigint tinyint mediumint"),
  ...named("numeric", "numeric decimal float double real number money smallmoney doublePrecision"),
  ...named("numeric", "double_precision binary_float binary_double binaryFloat binaryDouble"),
  ...named("date", "date"),
  ...named("dateTime", "dateTime datetime timestamp datetime2 datetimeoffset smalldatetime"),
  ...named("time", "time"),
  ...named("interval", "interval"),
  ...named("boolean", "boolean bit"),
  ...named("binary", "largeBinary binary varbinary blob bytea tinyblob mediumblob longblob image raw"),
  ...named("json", "json jsonb"),
  ...named("uuid", "uuid uniqueidentifier"),
};

function named(family: TypeFamily, names: string): Record<string, TypeFamily> {
  return Object.fromEntries(names.split(" ").map((name) => [name, family]));
}

/** The family of a type as a dialect sees it. */
export function typeFamily(type: SqlType, dialectName: string): TypeFamily {
  const { name, family } = typeOn(type, dialectName);
  if (family === "user") return "other";
  return own(families, name) ?? own(families, name.toLowerCase()) ?? "other";
}

/** Rebuilding as most dialects do it: ALTER TABLE can do everything, and values of another family are cast. */
export function createRebuild(dialect: {
  readonly name: string;
  readonly types: TypeCompiler;
}): RebuildRules {
  return {
    canAlter: () => true,
    cast: ({ expression, from, to, column }) =>
      typeFamily(from, dialect.name) === typeFamily(to, dialect.name)
        ? null
        : `CAST(${expression} AS ${dialect.types.compile(withoutCollation(to), column)})`,
  };
}

/**
 * For a database in which names of constraints are unique in a schema: the old table gives its names up. It loses keys
 * with them, so foreign keys of the table to itself come when the new one has its name.
 */
export function freedNames({ after }: Pick<RebuildPair, "after">): {
  readonly freesNames: true;
  readonly isLater: (constraint: Constraint) => boolean;
} {
  return {
    freesNames: true,
    isLater: (constraint) =>
      constraint.kind === "foreign_key" &&
      constraint.referredTable === nameText(after.name) &&
      constraint.referredSchema === after.schema,
  };
}

/** A collation belongs to the column: no database takes one inside of CAST. */
function withoutCollation(type: SqlType): SqlType {
  const { collation: _, ...options } = type.options;
  return { ...type, options };
}
