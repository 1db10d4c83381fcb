import type { ReflectedDatabase } from "../dialect/reflection.ts";
import type { BatchTarget } from "../operations/operation.ts";
import type { Table } from "../schema/table.ts";

/** A schema as the reflected objects name it: the default one is `null`, by whichever name the models call it. */
export function ownSchema(
  database: Pick<ReflectedDatabase, "defaultSchema"> | null,
  schema: string | null | undefined,
): string | null {
  return schema === undefined || schema === database?.defaultSchema ? null : schema;
}

/** The table of an operation as the reflected tables name it. */
export function ownTable(
  database: Pick<ReflectedDatabase, "defaultSchema"> | null,
  { tableName, schema }: BatchTarget,
): Pick<Table, "name" | "schema"> {
  return { name: tableName, schema: ownSchema(database, schema) };
}
