import type { Column } from "../../schema/column.ts";
import type { ComputedChange, ComputedStatements } from "../comparison.ts";
import { silentContext } from "../silent-context.ts";

/**
 * MODIFY with another expression, and from or to a stored one, which keeps its values. A virtual column can neither
 * become another kind nor come out of one (MySQL manual, ALTER TABLE and Generated Columns).
 */
export function computedStatements(change: ComputedChange): ComputedStatements | null {
  const [before, after] = [kindOf(change.from), kindOf(change.to)];
  const isVirtual = before === "virtual" || after === "virtual";
  if (isVirtual && before !== after) return null;
  return {
    upgrade: modify(change, change.to),
    downgrade: modify(change, change.from),
    isReplacedBack: false,
  };
}

function kindOf({ computed }: Column): "plain" | "stored" | "virtual" {
  if (computed === null) return "plain";
  return computed.persisted === true ? "stored" : "virtual";
}

/** The whole column written anew. */
function modify({ dialect, tableName, schema, serverVersion }: ComputedChange, column: Column): string {
  const { name, type, nullable, comment, computed, serverDefault } = column;
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
      options: {},
    },
    silentContext({ serverVersion, asSql: true }),
  );
  return statements.map(({ sql }) => sql).join(";\n");
}
