import { createRebuild } from "../../dialect/default/rebuild.ts";
import type { DdlContext, Dialect } from "../../dialect/dialect.ts";
import type { RebuildPair, RebuildRules } from "../../dialect/rebuild.ts";
import type { ReflectedTable } from "../../dialect/reflection.ts";
import type { Statement } from "../../dialect/statement.ts";
import type { BatchAlterTableOp, DropConstraintOp, SqlDirective } from "../../directives/index.ts";
import { type Constraint, check, foreignKeyTo, primaryKey, unique } from "../../schema/constraints.ts";
import type { DialectOptions } from "../../schema/dialect-options.ts";
import type { Index } from "../../schema/index-def.ts";
import { finalName, type Identifier, type Name, nameText } from "../../schema/names.ts";
import type { NamingConvention } from "../../schema/naming-convention.ts";
import type { Table } from "../../schema/table.ts";
import { typeOn } from "../../schema/types/sql-type.ts";
import { freeze } from "../../util/freeze.ts";
import { operationError } from "../operation-error.ts";
import { applyItem } from "./apply-item.ts";
import { partialOrder } from "./column-order.ts";
import { finishDraft, type RebuiltTable } from "./rebuilt-table.ts";
import { type DraftColumn, type DraftRules, TableDraft } from "./table-draft.ts";

/** What a plan depends on. */
export interface BatchContext {
  readonly dialect: Dialect;
  readonly ddl: DdlContext;
  /** Columns that were renamed already, for changes that still use the old names. */
  readonly renamedBefore?: ReadonlyMap<string, string> | undefined;
}

/** A statement of a rebuild. While rows are copied nothing has happened to the old table yet. */
export interface RebuildStep {
  readonly phase: "create" | "copy" | "replace" | "finish";
  readonly statement: Statement;
}

export interface RebuildPlan extends RebuildPair {
  readonly steps: readonly RebuildStep[];
  /** What clears the new table away when its rows could not be copied. */
  readonly undo: readonly Statement[];
}

/** How long the table's name may be inside that of the temporary one (PARITY P-5.52). */
const keptNameLength = 50;

export function rebuildRules(dialect: Dialect): RebuildRules {
  return dialect.rebuild ?? createRebuild(dialect);
}

/** Plans the rebuild of a table. Throws OPERATION for changes that do not fit the table. */
export function planRebuild(
  batch: BatchAlterTableOp,
  table: Table | ReflectedTable,
  context: BatchContext,
): RebuildPlan {
  const before = namedTable(batch, table, context);
  const draft = new TableDraft(declaredTable(before, context), draftRules(context));
  for (const item of batch.items) applyItem(draft, item);
  for (const element of batch.tableElements) draft.constraints.push(element);
  const rebuilt = ordered(batch, draft, finishDraft(draft, context.dialect.identifiers));
  const after = withOptions(batch, withTypeNames(rebuilt.table, context));
  return statements({ before, after, columns: rebuilt.columns }, context);
}

/** The table with names for its constraints: those of a model as the convention has it, those read on request. */
function namedTable(batch: BatchAlterTableOp, table: Table, { dialect, ddl }: BatchContext): Table {
  const convention = batch.namingConvention ?? (batch.copyFrom === null ? {} : ddl.namingConvention);
  const replaced = new Map(batch.reflectColumns.map((column) => [nameText(column.name), column]));
  const columns = table.columns.map((column) => replaced.get(nameText(column.name)) ?? column);
  return dialect.nameTable(
    freeze({ ...table, columns, constraints: sorted(withoutRepeats(table)) }),
    convention,
  );
}

/** A CHECK that a type brings along beside the one that was read is read twice the next time. */
function withoutRepeats({ constraints }: Table): readonly Constraint[] {
  const texts = constraints.map((each) => JSON.stringify(each));
  return constraints.filter(
    (each, index) => each.name === null || texts.indexOf(texts[index] ?? "") === index,
  );
}

const kindOrder: Readonly<Record<Constraint["kind"], number>> = {
  primary_key: 0,
  check: 1,
  foreign_key: 2,
  unique: 3,
  exclude: 4,
};

/** One order for what databases give back in different ones: named constraints first, kind by kind. */
function sorted(constraints: readonly Constraint[]): readonly Constraint[] {
  const rank = (each: Constraint): number =>
    kindOrder[each.kind] + (each.name === null && each.kind !== "primary_key" ? 10 : 0);
  return [...constraints].sort((a, b) => rank(a) - rank(b));
}

function declaredTable(table: Table, { dialect }: BatchContext): Table {
  const { asDeclared } = rebuildRules(dialect);
  // A table that was read carries what its declaration says; one of the user's does not, and stays as it is.
  return asDeclared === undefined || !("declaredTypes" in table)
    ? table
    : asDeclared(table as ReflectedTable);
}

function draftRules({ dialect, ddl, renamedBefore = new Map() }: BatchContext): DraftRules {
  const databaseName = (item: Constraint | Index, table: Table): Name | null =>
    nameOf(item, table, ddl.namingConvention);
  const nameOf = (item: Constraint | Index, table: Table, convention: NamingConvention): Name | null => {
    const constraints = item.kind === "index" ? [] : [item];
    const indexes = item.kind === "index" ? [item] : [];
    const named = dialect.nameTable(freeze({ ...table, constraints, indexes }), convention);
    return [...named.constraints, ...named.indexes][0]?.name ?? null;
  };
  return {
    renamedBefore,
    databaseName,
    droppedName: (directive) => {
      const stub = constraintStub(directive);
      return stub === null
        ? directive.constraintName
        : databaseName(stub, { ...emptyTable, name: directive.tableName, schema: directive.schema });
    },
  };
}

const emptyTable: Table = freeze({
  kind: "table",
  name: "",
  schema: null,
  columns: [],
  constraints: [],
  indexes: [],
  comment: null,
  prefixes: [],
  info: {},
  renamedFrom: null,
  options: {},
} as const);

/** Just enough of a constraint for a naming convention. */
function constraintStub({
  constraintName: name,
  constraintType,
  existing,
}: DropConstraintOp): Constraint | null {
  if (existing !== null) return { ...existing, name };
  const target = { columns: [], referredSchema: null, referredTable: "", referredColumns: [] };
  switch (constraintType) {
    case "check":
      return check("", { name });
    case "unique":
      return unique([], { name });
    case "primary":
      return primaryKey([], { name });
    case "foreignkey":
      return foreignKeyTo(target, { name });
    case null:
      return null;
  }
}

function ordered(batch: BatchAlterTableOp, draft: TableDraft, rebuilt: RebuiltTable): RebuiltTable {
  if (batch.partialReordering.length === 0) return rebuilt;
  const { columns, table } = rebuilt;
  const order = partialOrder(
    columns.map((each) => each.key),
    batch.partialReordering.map((group) => group.map((name) => draft.find(name).key)),
  );
  const sortedColumns = [...columns].sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
  return {
    columns: sortedColumns,
    table: freeze({ ...table, columns: freeze(sortedColumns.map((each) => each.column)) }),
  };
}

/** The CHECKs that types bring along have the names of the table, not of the temporary one. */
function withTypeNames(table: Table, { dialect, ddl }: BatchContext): Table {
  const columns = table.columns.map((column) => {
    const type = typeOn(column.type, dialect.name);
    if (dialect.types.constraintOf(column.type) === null) return column;
    const constraint = check("", { name: type.options.name ?? null });
    const [named] = dialect.nameTable(
      freeze({ ...table, constraints: [constraint], indexes: [] }),
      ddl.namingConvention,
    ).constraints;
    if (named === undefined || named.name === null) return column;
    const options = { ...type.options, name: finalName(nameText(named.name)) };
    return freeze({ ...column, type: freeze({ ...type, options }) });
  });
  return freeze({ ...table, columns: freeze(columns) });
}

function withOptions({ tableOptions }: BatchAlterTableOp, table: Table): Table {
  const { prefixes, ...given } = tableOptions;
  const options: Record<string, unknown> = { ...table.options };
  for (const [dialect, values] of Object.entries(given)) {
    options[dialect] = { ...(options[dialect] as object | undefined), ...(values as object) };
  }
  // Each value is the merge of two option objects of its dialect.
  return freeze({ ...table, prefixes: prefixes ?? table.prefixes, options: options as DialectOptions });
}

interface Rebuild {
  readonly before: Table;
  readonly after: Table;
  readonly columns: readonly DraftColumn[];
}

function statements({ before, after, columns }: Rebuild, context: BatchContext): RebuildPlan {
  const { dialect, ddl } = context;
  const name = nameText(before.name);
  const temporaryName = `_alembic_tmp_${name.slice(0, keptNameLength)}`;
  const { schema } = before;
  const around = rebuildRules(dialect).around?.({ before, after, temporaryName }) ?? {};
  const compile = (directive: SqlDirective, own: DdlContext = ddl): readonly Statement[] =>
    dialect.ddl.compile(directive, own);
  // Everything has its name already; the temporary one must not get into any.
  const withoutConvention = { ...ddl, namingConvention: {} };
  const temporary = freeze({ ...after, name: temporaryName, indexes: [] });
  const inPhase = (phase: RebuildStep["phase"], made: readonly Statement[]): readonly RebuildStep[] =>
    made.map((statement) => ({ phase, statement }));
  const drop = (tableName: Identifier): readonly Statement[] =>
    compile({ kind: "drop_table", tableName, schema, ifExists: false, existing: null, options: {} });
  const steps = [
    ...inPhase("create", [
      ...plain(around.beforeCreate),
      ...compile({ kind: "create_table", table: temporary, ifNotExists: false }, withoutConvention),
    ]),
    ...inPhase("copy", [
      { sql: copySql({ before, after, columns }, temporaryName, context) },
      ...plain(around.beforeDrop),
    ]),
    ...inPhase("replace", [
      ...drop(before.name),
      ...compile({ kind: "rename_table", tableName: temporaryName, newName: before.name, schema }),
    ]),
    ...inPhase("finish", [
      ...after.indexes.flatMap((index) =>
        compile({ kind: "create_index", tableName: before.name, schema, index, ifNotExists: false }),
      ),
      ...plain(around.afterRename),
    ]),
  ];
  return { before, after, temporaryName, steps, undo: drop(temporaryName) };
}

const plain = (texts: readonly string[] = []): readonly Statement[] => texts.map((sql) => ({ sql }));

/** `INSERT INTO … SELECT`, without generated columns, whose values the database makes itself. */
function copySql(rebuild: Rebuild, temporaryName: string, context: BatchContext): string {
  const { identifiers } = context.dialect;
  const { before } = rebuild;
  const source = identifiers.qualify(before.name, before.schema);
  const copied = rebuild.columns.filter(
    (each) => each.source !== null && each.column.computed === null && !each.column.system,
  );
  if (copied.length === 0) {
    throw operationError(`Nothing of table '${nameText(before.name)}' is left to be copied.`, {
      hint: "Drop the table and create a new one.",
    });
  }
  const targets = copied.map((each) => identifiers.quote(each.column.name)).join(", ");
  const values = copied.map((each) => copiedValue(each, source, rebuild, context)).join(", ");
  return `INSERT INTO ${identifiers.qualify(temporaryName, before.schema)} (${targets}) SELECT ${values} \nFROM ${source}`;
}

function copiedValue(
  { key, column, source }: DraftColumn,
  table: string,
  { before }: Rebuild,
  { dialect, ddl }: BatchContext,
): string {
  const name = dialect.identifiers.quote(source?.name ?? key);
  const expression = `${table}.${name}`;
  const from = before.columns.find((each) => nameText(each.name) === key)?.type;
  // The same object: nobody gave the column another type.
  if (from === undefined || source === null || source.type === column.type) return expression;
  const cast = rebuildRules(dialect).cast({
    expression,
    from,
    to: column.type,
    column,
    warn: (message) => ddl.warn(message),
  });
  return cast === null ? expression : `${cast} AS ${name}`;
}
