import type { EnumType } from "../../dialect/reflection.ts";
import type { Directive, ExecuteSqlOp, UpgradeOps } from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import { nameText } from "../../schema/names.ts";
import { type Table, tableKey } from "../../schema/table.ts";
import { type SqlType, sqlType, typeOn } from "../../schema/types/sql-type.ts";
import type { AutogenContext } from "../autogen-context.ts";
import type { ColumnChange } from "../detours/mentions.ts";
import { aroundDowngrade, noteChange } from "../detours/set-aside.ts";
import { ownSchema } from "../own-schema.ts";
import { type EnumChange, type EnumRequest, type EnumUse, enumChange } from "./enum-changes.ts";
import { sqlChange } from "./sql-change.ts";

/** Compares the enum types of columns where the database has such types: their labels, new ones, and those that go. */
export function compareEnumTypes(context: AutogenContext, upgradeOps: UpgradeOps): void {
  const { dialect, reflected } = context;
  if (!dialect.features.enumTypes || reflected === null) return;
  const keyOf = (type: SqlType): string =>
    tableKey(nameText(type.options.name ?? ""), ownSchema(reflected, type.options.schema));
  const typesOf = (columns: readonly Column[]): readonly SqlType[] =>
    columns.flatMap(enumsOf(dialect.name)).map(({ type }) => type);
  const found = new Map(
    reflected.enums.map((each) => [tableKey(each.name, ownSchema(reflected, each.schema)), each]),
  );
  const models = new Map(
    typesOf(context.sortedTables.flatMap(({ columns }) => columns)).map((type) => [keyOf(type), type]),
  );
  const added = typesOf(columnsOf(upgradeOps.ops, "new"));
  const needed = new Set(added.filter(({ options }) => options.createType !== false).map(keyOf));
  // A type of which no column goes may be used by what is not compared.
  const left = new Set(typesOf(columnsOf(upgradeOps.ops, "old")).map(keyOf));
  const uses = usesOf(context, keyOf);
  const before = [...models].flatMap(([key, model]): readonly Directive[] => {
    const existing = found.get(key);
    if (existing === undefined) return needed.has(key) ? [createType(context, model)] : [];
    const pair = { existing, labels: model.options.values ?? [], uses: uses.get(key) ?? [] };
    return labelChange(context, upgradeOps, { key, ...pair });
  });
  const after: Directive[] = [];
  for (const [key, existing] of found) {
    if (models.has(key) || !left.has(key)) continue;
    after.push(dropType(context, existing));
    context.log("types", `Detected removed enum type '${key}'`);
  }
  upgradeOps.ops = [...before, ...withoutTypes(upgradeOps.ops), ...after];
}

/** A type that both sides have. */
interface EnumPair extends Pick<EnumRequest, "existing" | "labels" | "uses"> {
  readonly key: string;
}

/** Gives a type the labels of the models. */
function labelChange(
  context: AutogenContext,
  { ops }: UpgradeOps,
  { key, ...pair }: EnumPair,
): readonly Directive[] {
  const change = enumChange(context.dialect, {
    ...pair,
    canSplitTransaction: context.migrationContext.canSplitTransaction,
    isUsedAtOnce: (labels) => labels.some((label) => namesLabel(context, ops, label)),
  });
  if (change === null) return [];
  context.log("types", `Detected changed labels of enum type '${key}': ${change.description}`);
  makeRoom(context, change, pair);
  const { upgrade, downgrade, warning, outsideTransaction } = change;
  return [{ ...sqlChange(upgrade, downgrade, warning), outsideTransaction }];
}

/** Takes what is made of the type out of the way where the type is made anew: going up, or coming back. */
function makeRoom(
  context: AutogenContext,
  { kind, downgrade }: EnumChange,
  { existing: { name }, uses }: Omit<EnumPair, "key">,
): void {
  if (kind === "renamed") return;
  const changes = kind === "remade" ? context.columnChanges : new Map<string, ColumnChange[]>();
  for (const { table, column } of uses) {
    const columns = new Set([nameText(column.name)]);
    noteChange(changes, table, { columns, words: new Set([name]), kind: "converted" });
  }
  if (kind === "added") aroundDowngrade(context, changes, downgrade);
}

/** Whether a label stands in what a revision does, but for the types of columns. */
function namesLabel(context: AutogenContext, value: unknown, label: string): boolean {
  if (typeof value === "string")
    return value === label || value.includes(context.dialect.literals.string(label));
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, each]) => !typeKeys.has(key) && namesLabel(context, each, label));
}

const typeKeys: ReadonlySet<string> = new Set(["type", "modifyType", "existingType"]);

interface Use {
  readonly type: SqlType;
  readonly column: Column;
}

/** The named enum of a column, also inside an array. */
function enumsOf(dialectName: string): (column: Column) => readonly Use[] {
  return (column) => {
    let type = typeOn(column.type, dialectName);
    while (type.options.item !== undefined) type = typeOn(type.options.item, dialectName);
    const isEnum =
      type.name === "enum" && type.options.nativeEnum !== false && type.options.name !== undefined;
    return isEnum ? [{ type, column }] : [];
  };
}

/** The columns of the database that have each type. */
function usesOf(
  context: AutogenContext,
  keyOf: (type: SqlType) => string,
): ReadonlyMap<string, readonly EnumUse[]> {
  const uses = new Map<string, EnumUse[]>();
  for (const table of context.reflected?.tables ?? []) {
    for (const { type, column } of table.columns.flatMap(enumsOf(context.dialect.name))) {
      const key = keyOf(type);
      const known = uses.get(key) ?? [];
      known.push({ table, column });
      uses.set(key, known);
    }
  }
  return uses;
}

/** The columns that directives bring, or those that they take away, as far as their types go. */
export function columnsOf(directives: readonly Directive[], which: "new" | "old"): readonly Column[] {
  return directives.flatMap((directive): readonly Column[] => {
    switch (directive.kind) {
      case "modify_table_ops":
        return columnsOf(directive.ops, which);
      case "create_table":
        return which === "new" ? directive.table.columns : [];
      case "drop_table":
        return which === "old" ? (directive.existing?.columns ?? []) : [];
      case "add_column":
        return which === "new" ? [directive.column] : [];
      case "drop_column":
        return which === "old" && directive.existing !== null ? [directive.existing] : [];
      case "alter_column": {
        const type = which === "new" ? directive.modifyType : directive.modifyType && directive.existingType;
        return type === undefined ? [] : [alteredColumn(directive.columnName, type)];
      }
      default:
        return [];
    }
  });
}

function alteredColumn(name: Column["name"], type: SqlType): Column {
  // Only name and type are looked at.
  return { name, type } as Column;
}

function createType({ dialect }: AutogenContext, type: SqlType): ExecuteSqlOp {
  const name = dialect.types.compile(type);
  const labels = (type.options.values ?? []).map((label) => dialect.literals.string(label)).join(", ");
  return sqlChange(`CREATE TYPE ${name} AS ENUM (${labels})`, `DROP TYPE ${name}`);
}

function dropType({ dialect }: AutogenContext, { name, schema, values }: EnumType): ExecuteSqlOp {
  const qualified = dialect.identifiers.qualify(name, schema);
  const labels = values.map((label) => dialect.literals.string(label)).join(", ");
  return sqlChange(`DROP TYPE ${qualified}`, `CREATE TYPE ${qualified} AS ENUM (${labels})`);
}

/** Tables that come, or come back, find their types: these are there, or statements of their own create them. */
function withoutTypes(ops: readonly Directive[]): Directive[] {
  return ops.map((directive) => {
    if (directive.kind === "create_table") return { ...directive, table: withExistingTypes(directive.table) };
    if (directive.kind !== "drop_table" || directive.existing === null) return directive;
    return { ...directive, existing: withExistingTypes(directive.existing) };
  });
}

function withExistingTypes(table: Table): Table {
  return {
    ...table,
    columns: table.columns.map((column) => ({ ...column, type: existingType(column.type) })),
  };
}

function existingType(type: SqlType): SqlType {
  if (type.options.item !== undefined) {
    return { ...type, options: { ...type.options, item: existingType(type.options.item) } };
  }
  if (type.name !== "enum" || type.options.name === undefined || type.options.nativeEnum === false)
    return type;
  const { values, name, schema } = type.options;
  return {
    ...sqlType("postgresql", "enum", { values, name, schema, createType: false }),
    variants: type.variants,
  };
}
