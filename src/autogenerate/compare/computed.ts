import type { AlterColumnOp } from "../../directives/index.ts";
import type { Computed, GeneratedDefault } from "../../schema/server-default.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";

/** The two sides of a column of which one at least is generated. */
export interface ComputedPair {
  readonly inspected: GeneratedDefault | null;
  readonly wanted: GeneratedDefault | null;
  readonly columnName: string;
  readonly where: string;
}

/** The original's way: a difference is only told. */
export async function warnOfComputed(
  context: AutogenContext,
  alter: AlterColumnOp,
  pair: ComputedPair,
): Promise<void> {
  if (await sameExpression(context, alter, pair)) return;
  context.warn(`Computed default on ${pair.where} cannot be modified`);
}

/** Whether both sides are generated from the same expression, as the server would write it. */
export async function sameExpression(
  context: AutogenContext,
  { tableName, schema }: AlterColumnOp,
  { inspected, wanted, columnName }: ComputedPair,
): Promise<boolean> {
  if (inspected?.kind !== "computed" || wanted?.kind !== "computed") return false;
  if (looseForm(context, inspected) === looseForm(context, wanted)) return true;
  const table = context.tableKeyToTable.get(displayName(tableName, schema));
  if (table === undefined) return false;
  const text = context.dialect.literals.sqlText(inspected.text);
  return context.normalForms.same(table, `computed:${columnName}`, text);
}

function looseForm({ dialect }: AutogenContext, { text }: Computed): string {
  return dialect.literals
    .sqlText(text)
    .replace(/[\s'"`()[\]]/g, "")
    .toLowerCase();
}
