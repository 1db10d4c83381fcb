import type { Connection } from "../../connection/connection.ts";
import { column } from "../../schema/column.ts";
import { rawSql } from "../../schema/sql-text.ts";
import { table } from "../../schema/table.ts";
import { type SqlType, sqlType } from "../../schema/types/sql-type.ts";
import type { NormaliseDomains } from "../comparison.ts";
import { typeKeysOf } from "../named-types.ts";
import { createTypeStatements } from "../object-statements.ts";
import { textOf, textOrNull } from "../reflect-values.ts";
import { silentContext } from "../silent-context.ts";
import { run } from "./scratch-steps.ts";
import { undone } from "./undone.ts";

/** Creates the domains beside temporary tables, and reads their defaults and CHECKs. */
export async function normaliseDomains(
  connection: Connection,
  { dialect, database, domains }: NormaliseDomains,
): Promise<readonly (SqlType | null)[]> {
  const context = silentContext({
    serverVersion: await connection.serverVersion(),
    asSql: false,
    createdTypes: new Set(typeKeysOf(database)),
  });
  const nameOf = (index: number): string => `alembic_ts_domain_${index}`;
  const steps = domains.flatMap((domain, index) => {
    const scratch = sqlType(domain.family, domain.name, {
      ...domain.options,
      name: nameOf(index),
      schema: "pg_temp",
    });
    return createTypeStatements(dialect, [table("t", [column("c", scratch)])], context);
  });
  const rows = await undone(connection, async () => {
    await run(
      connection,
      steps.map((sql) => ({ sql, parts: [] })),
    );
    return connection.executeArrays(query);
  });
  const written = new Map(rows.map((row) => [textOf(row[0]), row] as const));
  return domains.map((domain, index) => {
    const row = written.get(nameOf(index));
    if (row === undefined) return null;
    const [value, check] = [textOrNull(row[1]), textOrNull(row[2])];
    return sqlType(domain.family, domain.name, {
      ...domain.options,
      default: value === null ? undefined : rawSql(value),
      check: check === null ? undefined : rawSql(check),
    });
  });
}

/** A domain that is created has one CHECK at most. */
const query = `
  SELECT typname, typdefault,
    (SELECT pg_catalog.pg_get_expr(conbin, 0, true) FROM pg_catalog.pg_constraint
     WHERE contypid = t.oid AND contype = 'c')
  FROM pg_catalog.pg_type AS t
  WHERE typtype = 'd' AND typnamespace = pg_catalog.pg_my_temp_schema()`;
