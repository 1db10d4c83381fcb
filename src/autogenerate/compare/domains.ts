import { createTypeStatements, dropTypeStatements } from "../../dialect/object-statements.ts";
import { silentContext } from "../../dialect/silent-context.ts";
import type { Directive, UpgradeOps } from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import { column } from "../../schema/column.ts";
import { nameText } from "../../schema/names.ts";
import { type Table, table, tableKey } from "../../schema/table.ts";
import { type SqlType, typeOn } from "../../schema/types/sql-type.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { ownSchema } from "../own-schema.ts";
import { columnsOf } from "./enum-types.ts";
import { sqlChange } from "./sql-change.ts";

/** Creates the domains of new columns that the database does not have, and drops those that go with their last column. */
export async function compareDomains(context: AutogenContext, upgradeOps: UpgradeOps): Promise<void> {
  const { dialect, reflected } = context;
  if (!dialect.features.enumTypes || reflected === null) return;
  const keyOf = ({ options: { name, schema } }: SqlType): string =>
    tableKey(nameText(name ?? ""), ownSchema(reflected, schema));
  const domainsOf = (columns: readonly Column[]): ReadonlyMap<string, SqlType> =>
    new Map(
      columns
        .flatMap((each) => domainOf(typeOn(each.type, dialect.name)) ?? [])
        .map((type) => [keyOf(type), type]),
    );
  const found = new Map(reflected.domains.map((type) => [keyOf(type), type]));
  const modelled = domainsOf(context.sortedTables.flatMap(({ columns }) => columns));
  const needed = [...domainsOf(columnsOf(upgradeOps.ops, "new"))].filter(
    ([key, { options }]) => !found.has(key) && options.createType !== false,
  );
  const gone = [...domainsOf(columnsOf(upgradeOps.ops, "old")).keys()].filter(
    (key) => found.has(key) && !modelled.has(key),
  );
  const before: Directive[] = [];
  for (const [key, type] of needed) {
    before.push(sqlChange(await createSql(context, type), dropSql(context, type)));
    context.log("types", `Detected added domain '${key}'`);
  }
  const after: Directive[] = [];
  for (const key of gone) {
    const type = found.get(key);
    if (type === undefined) continue;
    after.push(sqlChange(dropSql(context, type), await createSql(context, type)));
    context.log("types", `Detected removed domain '${key}'`);
  }
  const made = new Set(needed.map(([key]) => key));
  upgradeOps.ops = [...before, ...upgradeOps.ops.map((each) => withoutDomains(each, made, keyOf)), ...after];
}

/** The domain of a type, also inside an array. */
function domainOf(type: SqlType): SqlType | null {
  if (type.options.item !== undefined) return domainOf(type.options.item);
  return type.name === "domain" && type.options.name !== undefined ? type : null;
}

async function createSql({ dialect, connection }: AutogenContext, type: SqlType): Promise<string> {
  const context = silentContext({ serverVersion: await connection.serverVersion(), asSql: false });
  return createTypeStatements(dialect, [tableOf(type)], context).join(";\n");
}

function dropSql({ dialect }: AutogenContext, type: SqlType): string {
  return dropTypeStatements(dialect, [tableOf(type)]).join(";\n");
}

function tableOf(type: SqlType): Table {
  return table("t", [column("c", type)]);
}

/** A new table whose domains have statements of their own now. */
function withoutDomains(
  directive: Directive,
  made: ReadonlySet<string>,
  keyOf: (type: SqlType) => string,
): Directive {
  if (directive.kind !== "create_table" || made.size === 0) return directive;
  const existing = (type: SqlType): SqlType => {
    const { item } = type.options;
    if (item !== undefined) return { ...type, options: { ...type.options, item: existing(item) } };
    return domainOf(type) !== null && made.has(keyOf(type))
      ? { ...type, options: { ...type.options, createType: false } }
      : type;
  };
  const columns = directive.table.columns.map((each) => ({ ...each, type: existing(each.type) }));
  return { ...directive, table: { ...directive.table, columns } };
}
