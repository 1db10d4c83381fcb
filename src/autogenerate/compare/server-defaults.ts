import type { DefaultPair } from "../../dialect/comparison.ts";
import type { ReflectedTable } from "../../dialect/reflection.ts";
import type { AlterColumnOp } from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import { nameText } from "../../schema/names.ts";
import type { GeneratedDefault } from "../../schema/server-default.ts";
import { columnNamed, type Table } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { reflectedTable } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";
import type { Mutable } from "../mutable.ts";
import { compareComputed } from "./computed.ts";
import { compareIdentity } from "./identity.ts";

/** Compares server defaults, identities and generated columns; off unless `compareServerDefault` says otherwise. */
export async function compareServerDefaults(
  context: AutogenContext,
  alter: Mutable<AlterColumnOp>,
  _schema: string | null,
  tableName: string,
  columnName: string,
  database: Column,
  metadata: Column,
): Promise<void> {
  const inspected = defaultOf(database);
  const wanted = defaultOf(metadata);
  if (inspected === null && wanted === null) return;
  const where = `${displayName(tableName, alter.schema)}.${columnName}`;
  if (inspected !== null) alter.existingServerDefault = inspected;
  if (!isCompared(context)) return;
  if (wanted?.kind === "computed" || inspected?.kind === "computed") {
    compareComputed(context, inspected, wanted, where);
    return;
  }
  if (wanted?.kind === "identity" || inspected?.kind === "identity") {
    compareIdentity(context, alter, inspected, wanted, where);
    return;
  }
  const table = context.tableKeyToTable.get(displayName(tableName, alter.schema));
  const reflected = reflectedTable(context, tableName, ownSchema(context, alter.schema));
  if (table === undefined || reflected === null) return;
  if (!(await differ(context, pairOf(context, { table, reflected }, database, metadata)))) return;
  alter.modifyServerDefault = wanted;
  alter.existingServerDefault = inspected;
  context.log("server_defaults", `Detected server default on column '${where}'`);
}

/** A callable or `true` compares; the default leaves defaults alone. */
function isCompared(context: AutogenContext): boolean {
  const { compareServerDefault = false } = context.opts;
  return compareServerDefault !== false;
}

function defaultOf(column: Column): GeneratedDefault | null {
  return column.computed ?? column.identity ?? column.serverDefault;
}

interface Tables {
  readonly table: Table;
  readonly reflected: ReflectedTable;
}

function pairOf(
  context: AutogenContext,
  { table, reflected }: Tables,
  inspected: Column,
  model: Column,
): DefaultPair {
  const { literals } = context.dialect;
  return {
    table,
    reflected,
    inspected,
    model,
    inspectedText:
      inspected.serverDefault === null
        ? null
        : literals.serverDefault(inspected.serverDefault, inspected.type),
    modelDefault: model.serverDefault,
    modelText: model.serverDefault === null ? null : literals.serverDefault(model.serverDefault, model.type),
  };
}

async function differ(context: AutogenContext, pair: DefaultPair): Promise<boolean> {
  const { compareServerDefault } = context.opts;
  if (typeof compareServerDefault === "function") {
    const { inspected, model, inspectedText, modelDefault, modelText } = pair;
    const answer = await compareServerDefault(
      context.migrationContext,
      inspected,
      model,
      inspectedText,
      modelDefault,
      modelText,
    );
    if (answer !== null && answer !== undefined) return answer;
  }
  return differByText(context, pair) ?? (await serverAnswers(context)).get(pair.model) ?? false;
}

/** What the texts tell; `null` when only the server can. */
function differByText(context: AutogenContext, pair: DefaultPair): boolean | null {
  const rules = context.dialect.comparison;
  if (rules?.defaultsDiffer !== undefined) return rules.defaultsDiffer(pair);
  return pair.inspectedText !== pair.modelText;
}

const answers: WeakMap<AutogenContext, Promise<ReadonlyMap<Column, boolean>>> = new WeakMap();

/** The server's answers for all defaults of this comparison that the texts leave open, asked at once. */
function serverAnswers(context: AutogenContext): Promise<ReadonlyMap<Column, boolean>> {
  const known = answers.get(context) ?? askServer(context);
  answers.set(context, known);
  return known;
}

async function askServer(context: AutogenContext): Promise<ReadonlyMap<Column, boolean>> {
  const open = openPairs(context);
  const differing = await context.dialect.comparison?.defaultsDifferOnServer?.(context.connection, open);
  return new Map(open.map((pair, index) => [pair.model, differing?.[index] ?? true]));
}

function ownSchema({ reflected }: AutogenContext, schema: string | null): string | null {
  return schema === reflected?.defaultSchema ? null : schema;
}

function openPairs(context: AutogenContext): readonly DefaultPair[] {
  return context.sortedTables.flatMap((table) => {
    const found = reflectedTable(context, nameText(table.name), ownSchema(context, table.schema));
    if (found === null) return [];
    return table.columns.flatMap((model) => {
      const inspected = columnNamed(found, nameText(model.name));
      if (inspected === undefined || model.computed !== null || model.identity !== null) return [];
      const pair = pairOf(context, { table, reflected: found }, inspected, model);
      return differByText(context, pair) === null ? [pair] : [];
    });
  });
}
