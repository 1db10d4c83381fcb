import type { Table } from "../../schema/table.ts";
import { createRebuild, freedNames } from "../default/rebuild.ts";
import type { Dialect } from "../dialect.ts";
import type { RebuildPair, RebuildRules, RebuildStatements } from "../rebuild.ts";

/** A rebuild on SQL Server: names of constraints are unique in a schema, and keys are copied into an identity column. */
export function createMssqlRebuild(dialect: Pick<Dialect, "name" | "types" | "identifiers">): RebuildRules {
  return {
    ...createRebuild(dialect),
    around: (pair) => ({ ...freedNames(pair), ...identityInsert(pair, dialect) }),
  };
}

/** A key that counts unsaid is copied as the original writes it, without the setting. */
function identityInsert(
  { before, after, temporaryName }: RebuildPair,
  { identifiers }: Pick<Dialect, "identifiers">,
): RebuildStatements {
  if (!saysIdentity(before) || !saysIdentity(after)) return {};
  const set = `SET IDENTITY_INSERT ${identifiers.qualify(temporaryName, after.schema)}`;
  return { beforeCopy: [`${set} ON`], beforeDrop: [`${set} OFF`] };
}

function saysIdentity({ columns }: Table): boolean {
  return columns.some(({ identity, autoincrement }) => identity !== null || autoincrement === true);
}
