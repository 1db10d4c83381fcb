import { nameText } from "../../schema/names.ts";
import { parentKeys } from "../../schema/sort-tables.ts";
import { type Table, tableKey } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { ownSchema } from "../own-schema.ts";
import { checksOf } from "./expressions.ts";

/** What a table inherits, by name, of the tables that it has for parents on either side: it changes with these. */
export interface Inherited {
  readonly columns: ReadonlySet<string>;
  readonly checks: ReadonlySet<string>;
}

const nothing: Inherited = { columns: new Set(), checks: new Set() };

/** What a table of both sides inherits (PostgreSQL docs, "Inheritance"): nothing that could be changed in itself. */
export function inheritedBy(
  context: AutogenContext,
  { database, metadata }: { readonly database: Table; readonly metadata: Table },
): Inherited {
  if (!hasParents(database) && !hasParents(metadata)) return nothing;
  const { reflected, sortedTables } = context;
  const ancestors = [
    ...ancestorsOf(database, reflected?.tables ?? [], context),
    ...ancestorsOf(metadata, sortedTables, context),
  ];
  const checks = ancestors.flatMap(checksOf).filter(({ options }) => options.postgresql?.noInherit !== true);
  return {
    columns: new Set(ancestors.flatMap(({ columns }) => columns.map(({ name }) => nameText(name)))),
    checks: new Set(checks.flatMap(({ name }) => (name === null ? [] : [nameText(name)]))),
  };
}

function hasParents({ options }: Table): boolean {
  return (options.postgresql?.inherits ?? []).length > 0;
}

function ancestorsOf(table: Table, tables: readonly Table[], context: AutogenContext): readonly Table[] {
  const { reflected } = context;
  const keys = parentKeys(table, reflected?.defaultSchema ?? null);
  return tables
    .filter((each) => each !== table && keys.includes(tableKey(each.name, ownSchema(reflected, each.schema))))
    .flatMap((parent) => [parent, ...ancestorsOf(parent, tables, context)]);
}
