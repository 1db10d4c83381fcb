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
  return [
    options.dataType === undefined ? "" : scope.types.compile(options.dataType),
    options.collation === undefined ? "" : `COLLATE ${scope.identifiers.forceQuote(options.collation)}`,
    options.default === undefined ? "" : `DEFAULT ${defaultText(scope, options.default)}`,
    options.constraintName === undefined
      ? ""
      : `CONSTRAINT ${scope.identifiers.quote(options.constraintName)}`,
    options.notNull ? "NOT NULL" : "",
    options.check === undefined ? "" : `CHECK (${text(options.check)})`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** As with columns, a string is a literal and SqlText is SQL. */
function defaultText(scope: DdlScope, value: NonNullable<SqlType["options"]["default"]>): string {
  return typeof value === "string" ? scope.literals.string(value) : scope.literals.sqlText(value);
}
