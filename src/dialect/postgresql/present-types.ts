import type { Connection } from "../../connection/connection.ts";
import type { SqlDirective } from "../../directives/index.ts";
import { AlembicError } from "../../errors/index.ts";
import { nameText } from "../../schema/names.ts";
import type { SqlType } from "../../schema/types/sql-type.ts";
import { namedTypeKey, namedTypes } from "../named-types.ts";
import { features } from "./features.ts";

/**
 * Whether the enum types that a new table brings along are there already: dropping a table leaves them, so that a table
 * that comes back finds its own. Throws OPERATION where one has other labels.
 */
export async function presentTypes(
  connection: Connection,
  directive: SqlDirective,
): Promise<ReadonlyMap<string, boolean>> {
  const present = new Map<string, boolean>();
  if (directive.kind !== "create_table") return present;
  for (const type of namedTypes({ name: "postgresql", features }, [directive.table])) {
    if (type.name !== "enum") continue;
    const labels = await labelsOf(connection, type);
    if (labels.length > 0) refuseOtherLabels(type, labels, nameText(directive.table.name));
    present.set(namedTypeKey(type), labels.length > 0);
  }
  return present;
}

/** The labels of the enum type that stands where this one would be created; none where there is no such type. */
async function labelsOf(connection: Connection, { options }: SqlType): Promise<readonly string[]> {
  const rows = await connection.executeArrays(
    `SELECT e.enumlabel
FROM pg_catalog.pg_enum AS e
JOIN pg_catalog.pg_type AS t ON t.oid = e.enumtypid
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
WHERE t.typname = $1 AND n.nspname = coalesce($2, current_schema())
ORDER BY e.enumsortorder`,
    [nameText(options.name ?? ""), options.schema ?? null],
  );
  return rows.map(([label]) => String(label));
}

function refuseOtherLabels({ options }: SqlType, labels: readonly string[], table: string): void {
  const wanted = options.values ?? [];
  if (JSON.stringify(labels) === JSON.stringify(wanted)) return;
  const name = nameText(options.name ?? "");
  throw new AlembicError(
    `op.createTable cannot create the enum type ${name} for table ${table}: the database has a type of this name with the labels ${list(labels)} instead of ${list(wanted)}.`,
    {
      code: "OPERATION",
      hint: `Drop the type before (DROP TYPE ${name}), change its labels with ALTER TYPE, or use it as it is with createType: false.`,
    },
  );
}

function list(labels: readonly string[]): string {
  return labels.map((label) => `'${label}'`).join(", ");
}
