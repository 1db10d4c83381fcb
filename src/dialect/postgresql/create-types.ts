import type { Table } from "../../schema/table.ts";
import type { SqlType } from "../../schema/types/sql-type.ts";
import type { DdlScope } from "../default/grammar.ts";
import { namedTypeKey, namedTypes } from "../named-types.ts";

/** CREATE TYPE and CREATE DOMAIN for what a table's columns need and is not there. */
export function createNamedTypes(scope: DdlScope, table: Table): readonly string[] {
  const made = scope.context.createdTypes ?? new Set<string>();
  return namedTypes(scope, [table]).flatMap((type) => {
    const key = namedTypeKey(type);
    if (made.has(key)) return [];
    made.add(key);
    return [createTypeSql(scope, type)];
  });
}

/** `CREATE TYPE … AS ENUM` or `CREATE DOMAIN`. */
function createTypeSql(scope: DdlScope, type: SqlType): string {
  const name = scope.types.compile(type);
  if (type.name === "domain") return `CREATE DOMAIN ${name} AS ${domainBody(scope, type)}`;
  const labels = (type.options.values ?? []).map((label) => scope.literals.string(label));
  return `CREATE TYPE ${name} AS ENUM (${labels.join(", ")})`;
}

function domainBody(scope: DdlScope, { options }: SqlType): string {
  const text = (value: Parameters<typeof scope.literals.sqlText>[0]): string => scope.literals.sqlText(value);
  const { dataType, collation, check, constraintName } = options;
  const named = constraintName === undefined ? "" : `CONSTRAINT ${scope.identifiers.quote(constraintName)}`;
  const notNull = options.notNull ? "NOT NULL" : "";
  return [
    dataType === undefined ? "" : scope.types.compile(dataType),
    collation === undefined ? "" : `COLLATE ${scope.identifiers.forceQuote(collation)}`,
    options.default === undefined ? "" : `DEFAULT ${defaultText(scope, options.default)}`,
    // PostgreSQL 17 gives a name in front of both to the NOT NULL.
    ...(check === undefined ? [named, notNull] : [notNull, named, `CHECK (${text(check)})`]),
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** As with columns, a string is a literal and SqlText is SQL. */
function defaultText(scope: DdlScope, value: NonNullable<SqlType["options"]["default"]>): string {
  return typeof value === "string" ? scope.literals.string(value) : scope.literals.sqlText(value);
}
