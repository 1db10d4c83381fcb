import type { TypeSource } from "../../dialect/type-source.ts";
import { arrayCode, type Code, type CodeEntry, callCode, objectCode } from "../../operations/code.ts";
import type { CodeOptions, RenderContext } from "../../operations/render-context.ts";
import type { Column } from "../../schema/column.ts";
import type { Constraint } from "../../schema/constraints.ts";
import type { DialectOptions } from "../../schema/dialect-options.ts";
import type { Index } from "../../schema/index-def.ts";
import type { ServerDefault } from "../../schema/server-default.ts";
import type { SqlType } from "../../schema/types/sql-type.ts";
import { addNamedImport, addNamespaceImport, packageName } from "./imports.ts";
import { propertyKey, stringLiteral } from "./literals.ts";
import { renderColumn } from "./render-column.ts";
import { renderConstraint, renderIndex, renderIndexPart } from "./render-constraint.ts";
import { renderRawSql, renderServerDefault, renderSqlText } from "./render-sql.ts";
import { renderTableElements } from "./render-table.ts";
import { renderType } from "./render-type.ts";
import { renderValue } from "./render-value.ts";

/** The items that a `renderItem` hook is asked about. */
export interface RenderedItems {
  readonly column: Column;
  readonly primary_key: Constraint;
  readonly foreign_key: Constraint;
  readonly unique: Constraint;
  readonly check: Constraint;
  readonly exclude: Constraint;
  readonly type: SqlType;
  readonly server_default: ServerDefault;
}

/** What rendering depends on. */
export interface RenderSettings {
  /** Import lines; rendering adds to them. */
  readonly imports: Set<string>;
  /** `sa.` */
  readonly schemaModulePrefix: string;
  /** `op.` */
  readonly alembicModulePrefix: string;
  /** Before types that no known module exports. */
  readonly userModulePrefix: string | null;
  /** Text for an item, `null` to leave it out, `undefined` for the built-in way. */
  readonly item: <K extends keyof RenderedItems>(
    kind: K,
    object: RenderedItems[K],
  ) => string | null | undefined;
  /** Where the types of a family come from. */
  readonly typeSource: (family: string) => TypeSource | undefined;
  readonly inBatch: boolean;
  /** Leave out what a column is anyway: `nullable: true`. */
  readonly terse?: boolean | undefined;
}

/** The render context with what only the renderers themselves need. */
export interface SourceContext
  extends RenderContext,
    Pick<RenderSettings, "item" | "typeSource" | "userModulePrefix" | "terse"> {
  call(callee: string, args: readonly Code[]): Code;
  typeCall(source: TypeSource, method: string, args: readonly Code[]): Code;
  index(index: Index): Code;
  /** `op.`, imported. */
  operationsPrefix(): string;
  /** `sql`, imported. */
  sqlTag(): string;
}

/** The name under which a batch block's callback knows its surface. */
export const batchName = "batch";

/** A context that renders with these settings. */
export function createRenderContext(settings: RenderSettings): SourceContext {
  const { imports, schemaModulePrefix, alembicModulePrefix, inBatch, item } = settings;
  const schemaPrefix = (): string => {
    if (schemaModulePrefix === "sa.") addNamedImport(imports, packageName, "sa");
    return schemaModulePrefix;
  };
  const operationsPrefix = (): string => {
    if (alembicModulePrefix === "op.") addNamedImport(imports, packageName, "op");
    return alembicModulePrefix;
  };
  const surface = (): string => (inBatch ? `${batchName}.` : operationsPrefix());
  const r: SourceContext = {
    inBatch,
    item,
    terse: settings.terse,
    typeSource: settings.typeSource,
    userModulePrefix: settings.userModulePrefix,
    call: callCode,
    operation: (method, args) => callCode(`await ${surface()}${method}`, args),
    operationsPrefix,
    schema: (method, args) => callCode(`${schemaPrefix()}${method}`, args),
    typeCall(source, method, args) {
      if (source.module === packageName) return r.schema(method, args);
      addNamespaceImport(imports, source.module, source.family);
      return callCode(`${source.family}.${method}`, args);
    },
    import: (module, name) => addNamedImport(imports, module, name),
    sqlTag() {
      addNamedImport(imports, packageName, "sql");
      return "sql";
    },
    value: (value) => renderValue(value, r),
    info: (info) => renderInfo(info, r),
    options: renderOptions,
    dialectOptions: (options) => renderDialectOptions(options, r),
    schemaOption: (schema) => (schema === null || inBatch ? {} : { schema: stringLiteral(schema) }),
    name(name) {
      if (name === null) return "null";
      if (typeof name === "string") return stringLiteral(name);
      if (name.kind === "final_name") return callCode(`${surface()}f`, [stringLiteral(name.text)]);
      return r.schema("quotedName", [stringLiteral(name.text), String(name.quote)]);
    },
    names: (names) => arrayCode(names.map(stringLiteral)),
    list: arrayCode,
    type: (type) => item("type", type) ?? renderType(type, r),
    serverDefault: (value) => renderServerDefault(value, r),
    rawSql: (text) => renderRawSql(text, r),
    expression: (text) => (typeof text === "string" ? stringLiteral(text) : renderSqlText(text, r)),
    column: (column) => renderColumn(column, column, r),
    constraint: (constraint) => item(constraint.kind, constraint) ?? renderConstraint(constraint, r),
    index: (index) => renderIndex(index, r),
    indexPart: (part) => renderIndexPart(part, r),
    tableElements: (table) => renderTableElements(table, r),
    table: (table) =>
      r.schema("table", [
        r.name(table.name),
        r.tableElements(table),
        ...renderOptions(tableMembers(table, r)),
      ]),
  };
  return r;
}

function tableMembers(table: Parameters<RenderContext["table"]>[0], r: SourceContext): CodeOptions {
  return {
    schema: table.schema === null ? undefined : stringLiteral(table.schema),
    comment: table.comment === null ? undefined : stringLiteral(table.comment),
    prefixes: table.prefixes.length === 0 ? undefined : r.value(table.prefixes),
    ...r.dialectOptions(table.options),
  };
}

function renderOptions(members: CodeOptions): readonly Code[] {
  const entries = Object.entries(members).flatMap(([key, value]): CodeEntry[] =>
    value === undefined ? [] : [{ kind: "entry", key: propertyKey(key), value }],
  );
  return entries.length === 0 ? [] : [objectCode(entries)];
}

/** One member a dialect, sorted; what says nothing (empty lists and objects) is left out. */
function renderDialectOptions(options: DialectOptions, r: SourceContext): CodeOptions {
  const dialects = Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    dialects.flatMap(([dialect, values]) => {
      const said = Object.entries(values ?? {}).filter(([, value]) => saysSomething(value));
      const members = said.map(([key, value]) => [key, r.value(value)] as const);
      return renderOptions(Object.fromEntries(members)).map((object) => [dialect, object] as const);
    }),
  );
}

function saysSomething(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value !== "object" || "kind" in value) return true;
  return Object.keys(value).length > 0;
}

/** The members of an `info` object that have a literal; notes that are functions or instances stay behind. */
function renderInfo(info: Readonly<Record<string, unknown>>, r: SourceContext): Code {
  const members = Object.entries(info).flatMap(([key, value]) => {
    try {
      return [[key, r.value(value)] as const];
    } catch {
      return [];
    }
  });
  return renderOptions(Object.fromEntries(members))[0] ?? "{}";
}
