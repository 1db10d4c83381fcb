import type { IndexComparison } from "../../dialect/comparison.ts";
import type { Index } from "../../schema/index-def.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import type { ComparatorArguments, CompareResult } from "../plugins/comparators.ts";
import { equalIndexes, indexComparison } from "./index-comparison.ts";
import { indexDifferences } from "./index-differences.ts";
import { compareKeys, type KeyRules } from "./indexes.ts";

/**
 * Compares indexes in everything that the catalogue keeps: method, predicate, included columns, operator classes,
 * collations, order, NULLS, storage parameters; expressions by the server's own spelling.
 */
export async function compareIndexDetails(...args: ComparatorArguments["table"]): Promise<CompareResult> {
  await compareKeys(rules, ...args);
  return "stop";
}

const rules: KeyRules = { inDetail: true, compareIndexes };

function compareIndexes(
  context: AutogenContext,
  table: Table,
  existing: Index,
  wanted: Index,
): IndexComparison | Promise<IndexComparison> {
  const told = indexDifferences(context.dialect, existing, wanted);
  return told.length === 0 ? equalIndexes : compareAsWritten(context, table, { existing, wanted, told });
}

async function compareAsWritten(
  context: AutogenContext,
  table: Table,
  pair: { readonly existing: Index; readonly wanted: Index; readonly told: readonly string[] },
): Promise<IndexComparison> {
  const { existing, wanted, told } = pair;
  const written = await writtenIndex(context, table, wanted);
  const all = written === null ? told : indexDifferences(context.dialect, existing, written);
  return indexComparison(all);
}

async function writtenIndex(
  { normalForms }: AutogenContext,
  table: Table,
  wanted: Index,
): Promise<Index | null> {
  const { name } = wanted;
  if (name === null) return null;
  const normal = await normalForms.tableOf(table);
  return normal?.indexes.find((each) => each.name !== null && nameText(each.name) === nameText(name)) ?? null;
}
