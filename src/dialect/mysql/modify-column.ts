import type { Column } from "../../schema/column.ts";
import type { DialectOptions } from "../../schema/dialect-options.ts";
import type { ComputedChange } from "../comparison.ts";
import type { DdlContext } from "../dialect.ts";
import { silentContext } from "../silent-context.ts";

/** The table of a column that is written anew; `null` for a version that is not known. */
export interface ColumnOwner extends Pick<ComputedChange, "dialect" | "tableName" | "schema"> {
  readonly serverVersion: DdlContext["serverVersion"];
}

/** ALTER TABLE that writes a whole column anew. */
export function modifyColumn(
  { dialect, tableName, schema, serverVersion }: ColumnOwner,
  { name, type, nullable, comment, computed, serverDefault }: Column,
  options: DialectOptions = {},
): string {
  const statements = dialect.ddl.compile(
    {
      kind: "alter_column",
      tableName,
      schema,
      columnName: name,
      modifyType: type,
      existingNullable: nullable,
      existingServerDefault: computed ?? serverDefault ?? undefined,
      existingComment: comment ?? undefined,
      options,
    },
    silentContext({ serverVersion, asSql: true }),
  );
  return statements.map(({ sql }) => sql).join(";\n");
}
