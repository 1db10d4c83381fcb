import type { Constraint } from "../../schema/constraints.ts";
import { type SqlType, typeOn } from "../../schema/types/sql-type.ts";
import { createRebuild, type TypeFamily, typeFamily } from "../default/rebuild.ts";
import type { Dialect, IdentifierRules } from "../dialect.ts";
import type { CastRequest, RebuildPair, RebuildRules } from "../rebuild.ts";
import { openMysqlRebuildSession } from "./rebuild-session.ts";

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
export function createMysqlRebuild(
  dialect: Pick<Dialect, "name" | "types" | "identifiers">,
  laterKinds: readonly Constraint["kind"][],
): RebuildRules {
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
    around: (pair) => ({
      // Their names are taken while the old table stands.
      isLater: ({ kind }) => laterKinds.includes(kind),
      // What refers to the table is not known to a script.
      ...(!pair.isScript && { replace: swap(pair, dialect.identifiers) }),
    }),
    openSession: openMysqlRebuildSession(dialect),
  };
}

/** Both names change at once where nothing refers to the table: the foreign keys of other tables would follow the old one. */
function swap(
  { before, temporaryName, references }: RebuildPair,
  identifiers: IdentifierRules,
): readonly string[] | undefined {
  if (references.length > 0) return undefined;
  const [table, old, made] = [before.name, oldName(temporaryName), temporaryName].map((name) =>
    identifiers.qualify(name, before.schema),
  );
  return [`RENAME TABLE ${table} TO ${old}, ${made} TO ${table}`, `DROP TABLE ${old}`];
}

const oldName = (temporaryName: string): string => temporaryName.replace("_tmp_", "_old_");

function warnOfSkippedCast({ to, column, warn }: CastRequest, dialect: Pick<Dialect, "types">): void {
  warn(
    `Datatype ${dialect.types.compile(to, column)} does not support CAST on MySQL/MariaDB; the CAST will be skipped.`,
  );
}
