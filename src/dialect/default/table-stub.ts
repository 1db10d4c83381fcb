import type { Column } from "../../schema/column.ts";
import type { Identifier } from "../../schema/names.ts";
import { type Table, table } from "../../schema/table.ts";

/** A table of which nothing is known but its name, and the columns at hand. */
export function tableStub(name: Identifier, schema: string | null, columns: readonly Column[] = []): Table {
  return table(name, columns, { schema });
}
