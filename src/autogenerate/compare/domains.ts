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
import { domainChanges } from "./domain-changes.ts";
import { columnsOf } from "./enum-types.ts";
import { sqlChange } from "./sql-change.ts";

/**
 * Creates the domains of new columns that the database does not have, changes those that it has otherwise, and drops
 * those that go with their last column.
 */
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
  const pairs = [...modelled].flatMap(([key, wanted]) => {
    const existing = found.get(key);
    return existing === undefined || wanted.options.createType === false ? [] : [{ key, existing, wanted }];
  });
  const before = await domainChanges(context, reflected, pairs);
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
  const present = new Set([...found.keys(), ...needed.map(([key]) => key)]);
  const others = upgradeOps.ops.map((each) => withoutDomains(each, (type) => present.has(keyOf(type))));
  upgradeOps.ops = [...before, ...others, ...after];
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

/** Tables that come, or come back, find their domains: these are there, or statements of their own create them. */
function withoutDomains(directive: Directive, isPresent: (type: SqlType) => boolean): Directive {
  if (directive.kind === "create_table") {
    return { ...directive, table: withExistingDomains(directive.table, isPresent) };
  }
  if (directive.kind !== "drop_table" || directive.existing === null) return directive;
  return { ...directive, existing: withExistingDomains(directive.existing, isPresent) };
}

function withExistingDomains(table: Table, isPresent: (type: SqlType) => boolean): Table {
  const existing = (type: SqlType): SqlType => {
    const { item } = type.options;
    if (item !== undefined) return { ...type, options: { ...type.options, item: existing(item) } };
    return domainOf(type) !== null && isPresent(type)
      ? { ...type, options: { ...type.options, createType: false } }
      : type;
  };
  return { ...table, columns: table.columns.map((each) => ({ ...each, type: existing(each.type) })) };
}
