import type { EnumType } from "../../dialect/reflection.ts";
import type { Directive, ExecuteSqlOp, UpgradeOps } from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import { nameText } from "../../schema/names.ts";
import { type Table, tableKey } from "../../schema/table.ts";
import { type SqlType, sqlType, typeOn } from "../../schema/types/sql-type.ts";
import type { AutogenContext } from "../autogen-context.ts";
import type { Change } from "../detours/mentions.ts";
import { aroundDowngrade, noteChange } from "../detours/set-aside.ts";
import { ownSchema } from "../own-schema.ts";
import { type EnumChange, type EnumUse, enumChange } from "./enum-changes.ts";

/** Compares the enum types of columns where the database has such types: their labels, new ones, and those that go. */
export function compareEnumTypes(context: AutogenContext, upgradeOps: UpgradeOps): void {
  const { dialect, reflected } = context;
  if (!dialect.features.enumTypes || reflected === null) return;
  const keyOf = (type: SqlType): string =>
    tableKey(nameText(type.options.name ?? ""), ownSchema(reflected, type.options.schema));
  const found = new Map(
    reflected.enums.map((each) => [tableKey(each.name, ownSchema(reflected, each.schema)), each]),
  );
  const models = new Map<string, SqlType>();
  for (const { type } of context.sortedTables.flatMap(({ columns }) =>
    columns.flatMap(enumsOf(dialect.name)),
  )) {
    models.set(keyOf(type), type);
  }
  const uses = usesOf(context, keyOf);
  const before: Directive[] = [];
  const after: Directive[] = [];
  for (const [key, model] of models) {
    const existing = found.get(key);
    if (existing === undefined) {
      if (isNeeded(upgradeOps, key, { keyOf, dialectName: dialect.name }))
        before.push(createType(context, model));
      continue;
    }
    const change = enumChange(dialect, {
      existing,
      labels: model.options.values ?? [],
      uses: uses.get(key) ?? [],
      canSplitTransaction: context.migrationContext.canSplitTransaction,
      isUsedAtOnce: (labels) => labels.some((label) => namesLabel(context, upgradeOps.ops, label)),
    });
    if (change === null) continue;
    context.log("types", `Detected changed labels of enum type '${key}': ${change.description}`);
    before.push({ ...execute(change), outsideTransaction: change.outsideTransaction });
    makeRoom(context, change, existing, uses.get(key) ?? []);
  }
  for (const [key, existing] of found) {
    if (models.has(key) || !goesWith(upgradeOps, key, { keyOf, dialectName: dialect.name })) continue;
    after.push(dropType(context, existing));
    context.log("types", `Detected removed enum type '${key}'`);
  }
  upgradeOps.ops = [...before, ...withoutTypes(upgradeOps.ops), ...after];
}

/** Takes what is made of the type out of the way where the type is made anew: going up, or coming back. */
function makeRoom(
  context: AutogenContext,
  { kind, downgrade }: EnumChange,
  { name }: EnumType,
  uses: readonly EnumUse[],
): void {
  if (kind === "renamed") return;
  const changes = kind === "remade" ? context.columnChanges : new Map<string, Change[]>();
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
      uses.set(key, [...(uses.get(key) ?? []), { table, column }]);
    }
  }
  return uses;
}

interface Keys {
  readonly dialectName: string;
  keyOf(type: SqlType): string;
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

function isNeeded(upgradeOps: UpgradeOps, key: string, { keyOf, dialectName }: Keys): boolean {
  return columnsOf(upgradeOps.ops, "new")
    .flatMap(enumsOf(dialectName))
    .some(({ type }) => keyOf(type) === key && type.options.createType !== false);
}

/** Whether the upgrade takes away a column of the type; others may be used by what is not compared. */
function goesWith(upgradeOps: UpgradeOps, key: string, { keyOf, dialectName }: Keys): boolean {
  return columnsOf(upgradeOps.ops, "old")
    .flatMap(enumsOf(dialectName))
    .some(({ type }) => keyOf(type) === key);
}

function createType({ dialect }: AutogenContext, type: SqlType): ExecuteSqlOp {
  const name = dialect.types.compile(type);
  const labels = (type.options.values ?? []).map((label) => dialect.literals.string(label)).join(", ");
  return execute({ upgrade: `CREATE TYPE ${name} AS ENUM (${labels})`, downgrade: `DROP TYPE ${name}` });
}

function dropType({ dialect }: AutogenContext, { name, schema, values }: EnumType): ExecuteSqlOp {
  const qualified = dialect.identifiers.qualify(name, schema);
  const labels = values.map((label) => dialect.literals.string(label)).join(", ");
  return execute({
    upgrade: `DROP TYPE ${qualified}`,
    downgrade: `CREATE TYPE ${qualified} AS ENUM (${labels})`,
  });
}

function execute(change: Pick<EnumChange, "upgrade" | "downgrade" | "warning">): ExecuteSqlOp {
  const { upgrade, downgrade, warning } = change;
  const info = { reverse: downgrade, ...(warning !== undefined && { warning }) };
  return {
    kind: "execute",
    statement: upgrade,
    executionOptions: {},
    info,
  };
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
