import type { Column } from "../../schema/column.ts";
import type { ComputedChange, ComputedStatements } from "../comparison.ts";
import { silentContext } from "../silent-context.ts";

/**
 * SET EXPRESSION and DROP EXPRESSION, where the server has them; the latter keeps the values. A plain column cannot
 * become a generated one, and what is stored stays stored (PostgreSQL docs, ALTER TABLE).
 */
export function computedStatements(change: ComputedChange): ComputedStatements | null {
  const { from, to, serverVersion } = change;
  const [version] = serverVersion;
  if (from.computed === null) return null;
  const isStored = from.computed.persisted !== false;
  if (to.computed === null) {
    return isStored && version >= 13 && to.identity === null ? dropExpression(change) : null;
  }
  const keepsKind = to.computed.persisted === null || to.computed.persisted === from.computed.persisted;
  if (!keepsKind || version < (isStored ? 17 : 18)) return null;
  return {
    upgrade: setExpression(change, to),
    downgrade: setExpression(change, from),
    isReplacedBack: false,
  };
}

function alterColumn({ dialect, tableName, schema, from }: ComputedChange): string {
  const { identifiers } = dialect;
  return `ALTER TABLE ${identifiers.qualify(tableName, schema)} ALTER COLUMN ${identifiers.quote(from.name)}`;
}

function setExpression(change: ComputedChange, { computed }: Column): string {
  const text = computed === null ? "" : change.dialect.literals.sqlText(computed.text);
  return `${alterColumn(change)} SET EXPRESSION AS (${text})`;
}

function dropExpression(change: ComputedChange): ComputedStatements {
  const { dialect, tableName, schema, from, to, serverVersion } = change;
  const context = silentContext({ serverVersion, asSql: true });
  const target = { tableName, schema, ifExists: false, ifNotExists: false };
  const back = [
    ...dialect.ddl.compile(
      {
        kind: "drop_column",
        ...target,
        columnName: from.name,
        existing: from,
        existingType: null,
        options: {},
      },
      context,
    ),
    ...dialect.ddl.compile(
      { kind: "add_column", ...target, column: from, inlineReferences: false, inlinePrimaryKey: false },
      context,
    ),
  ];
  const upgrade = [`${alterColumn(change)} DROP EXPRESSION`];
  if (to.serverDefault !== null) {
    const value = dialect.literals.serverDefault(to.serverDefault, to.type);
    upgrade.push(`${alterColumn(change)} SET DEFAULT ${value}`);
  }
  return {
    upgrade: upgrade.join(";\n"),
    downgrade: back.map(({ sql }) => sql).join(";\n"),
    isReplacedBack: true,
  };
}
