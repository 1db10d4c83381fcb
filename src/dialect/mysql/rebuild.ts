import { type SqlType, typeOn } from "../../schema/types/sql-type.ts";
import { createRebuild, type TypeFamily, typeFamily } from "../default/rebuild.ts";
import type { Dialect } from "../dialect.ts";
import type { CastRequest, RebuildRules } from "../rebuild.ts";

/** The types that CAST knows: others than those of columns (MySQL Reference Manual, "Cast Functions and Operators"). */
const castTypes: Readonly<Record<TypeFamily, (type: SqlType) => string | null>> = {
  string: ({ options: { length } }) => (typeof length === "number" ? `CHAR(${length})` : "CHAR"),
  integer: ({ options: { unsigned } }) => (unsigned ? "UNSIGNED INTEGER" : "SIGNED INTEGER"),
  numeric: ({ name, options: { precision, scale } }) => {
    if (!/^(?:numeric|decimal)$/i.test(name)) return null;
    if (precision === undefined) return "DECIMAL";
    return scale === undefined ? `DECIMAL(${precision})` : `DECIMAL(${precision}, ${scale})`;
  },
  date: () => "DATE",
  dateTime: () => "DATETIME",
  time: () => "TIME",
  binary: () => "BINARY",
  json: () => "JSON",
  interval: () => null,
  boolean: () => null,
  uuid: () => null,
  other: () => null,
};

/** MySQL and MariaDB cast to a few types only; to the others a value is converted when it is stored. */
export function createMysqlRebuild(dialect: Pick<Dialect, "name" | "types">): RebuildRules {
  return {
    ...createRebuild(dialect),
    cast: (request) => {
      const { expression, from, to } = request;
      const target = typeFamily(to, dialect.name);
      if (typeFamily(from, dialect.name) === target) return null;
      const type = castTypes[target](typeOn(to, dialect.name));
      if (type !== null) return `CAST(${expression} AS ${type})`;
      warnOfSkippedCast(request, dialect);
      return null;
    },
  };
}

function warnOfSkippedCast({ to, column, warn }: CastRequest, dialect: Pick<Dialect, "types">): void {
  warn(
    `Datatype ${dialect.types.compile(to, column)} does not support CAST on MySQL/MariaDB; the CAST will be skipped.`,
  );
}
