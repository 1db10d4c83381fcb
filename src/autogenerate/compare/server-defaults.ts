import type { DefaultPair } from "../../dialect/comparison.ts";
import type { ReflectedTable } from "../../dialect/reflection.ts";
import type { AlterColumnOp } from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import { nameText } from "../../schema/names.ts";
import type { GeneratedDefault } from "../../schema/server-default.ts";
import { columnNamed, type Table } from "../../schema/table.ts";
import type { Mutable } from "../../util/mutable.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { reflectedTable } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";
import type { AutogenerateOptions } from "../options.ts";
import type { Comparator } from "../plugins/comparators.ts";
import { warnOfComputed } from "./computed.ts";
import { compareIdentity, identityOf } from "./identity.ts";

type CompareServerDefault = AutogenerateOptions["compareServerDefault"];

/** Compares server defaults, identities and generated columns where `compareServerDefault` asks for it. */
export const compareServerDefaults: Comparator<"column"> = comparatorOfDefaults(
  (asked) => asked !== undefined && asked !== false,
);

/** The same where `compareServerDefault` says nothing. */
export const compareServerDefaultsUnasked: Comparator<"column"> = comparatorOfDefaults((asked) =>
  asked === undefined ? true : null,
);

/** A comparator for which a difference counts or not as the option says; `null` leaves columns to others. */
function comparatorOfDefaults(counts: (asked: CompareServerDefault) => boolean | null): Comparator<"column"> {
  return (context, alter, _schema, tableName, _columnName, database, metadata) => {
    const isCompared = counts(context.opts.compareServerDefault);
    if (isCompared === null) return undefined;
    return compareDefaults(context, alter, { tableName, database, metadata, isCompared });
  };
}

interface ColumnPair {
  readonly tableName: string;
  readonly database: Column;
  readonly metadata: Column;
  /** Whether a difference counts. */
  readonly isCompared: boolean;
}

/** Most columns have no default: for them there is nothing to wait for. */
function compareDefaults(
  context: AutogenContext,
  alter: Mutable<AlterColumnOp>,
  pair: ColumnPair,
): Promise<void> | undefined {
  const inspected = defaultOf(context, pair.database);
  const wanted = defaultOf(context, pair.metadata);
  if (inspected === null && wanted === null) return undefined;
  return compareGivenDefaults(context, alter, { ...pair, inspected, wanted });
}

interface DefaultsOfPair extends ColumnPair {
  readonly inspected: GeneratedDefault | null;
  readonly wanted: GeneratedDefault | null;
}

async function compareGivenDefaults(
  context: AutogenContext,
  alter: Mutable<AlterColumnOp>,
  { tableName, database, metadata, isCompared, inspected, wanted }: DefaultsOfPair,
): Promise<void> {
  const columnName = nameText(metadata.name);
  const where = `${displayName(tableName, alter.schema)}.${columnName}`;
  if (inspected !== null) alter.existingServerDefault = inspected;
  if (!isCompared) return;
  if (wanted?.kind === "computed" || inspected?.kind === "computed") {
    await warnOfComputed(context, alter, { inspected, wanted, where, columnName });
    return;
  }
  if (wanted?.kind === "identity" || inspected?.kind === "identity") {
    compareIdentity(context, alter, inspected, wanted, where);
    return;
  }
  const table = context.tableKeyToTable.get(displayName(tableName, alter.schema));
  const reflected = reflectedTable(context, tableName, alter.schema);
  if (table === undefined || reflected === null) return;
  if (!(await differ(context, pairOf(context, { table, reflected }, database, metadata)))) return;
  alter.modifyServerDefault = wanted;
  alter.existingServerDefault = inspected;
  context.log("server_defaults", `Detected server default on column '${where}'`);
}

function defaultOf({ dialect }: AutogenContext, column: Column): GeneratedDefault | null {
  return column.computed ?? identityOf(dialect, column) ?? column.serverDefault;
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
  const ask = context.dialect.comparison?.defaultsDifferOnServer;
  const differing =
    ask === undefined
      ? await Promise.all(open.map((pair) => differsAsWritten(context, pair)))
      : await ask(context.connection, open);
  return new Map(open.map((pair, index) => [pair.model, differing[index] ?? true]));
}

/** Whether the default differs from what the server makes of the models'; where it does not tell, it does. */
async function differsAsWritten(context: AutogenContext, pair: DefaultPair): Promise<boolean> {
  const modelText = await context.normalForms.written(pair.table, `default:${nameText(pair.model.name)}`);
  return modelText === null || differByText(context, { ...pair, modelText }) !== false;
}

function openPairs(context: AutogenContext): readonly DefaultPair[] {
  return context.sortedTables.flatMap((table) => {
    const found = reflectedTable(context, table.name, table.schema);
    if (found === null) return [];
    return table.columns.flatMap((model) => {
      const inspected = columnNamed(found, nameText(model.name));
      if (inspected === undefined || model.computed !== null || identityOf(context.dialect, model) !== null)
        return [];
      const pair = pairOf(context, { table, reflected: found }, inspected, model);
      return differByText(context, pair) === null ? [pair] : [];
    });
  });
}
