import { changePieces, wordsOf } from "../../connection/sql-lexis.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import { createSequenceSql, dropSequenceSql } from "../../dialect/object-statements.ts";
import type { Directive, UpgradeOps } from "../../directives/index.ts";
import { nameText } from "../../schema/names.ts";
import type { Sequence } from "../../schema/sequence.ts";
import type { ServerDefault } from "../../schema/server-default.ts";
import { tableKey } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { ownSchema } from "../own-schema.ts";
import { sqlChange } from "./sql-change.ts";

/**
 * Compares the sequences of the models, which belong to no column, with those of the database. A sequence that no model
 * names goes when the models name others, or when autogenerate has created it: other programs have sequences too, and
 * a default is not the only thing that takes their values.
 */
export async function compareSequences(context: AutogenContext, upgradeOps: UpgradeOps): Promise<void> {
  const { dialect, reflected, metadata } = context;
  if (!dialect.features.sequences || reflected === null) return;
  const keyOf = ({ name, schema }: Sequence): string => tableKey(name, ownSchema(reflected, schema));
  const models = metadata.flatMap(({ sequences }) => [...sequences.values()]);
  const wanted = new Set(models.map(keyOf));
  const isForeign = (each: Sequence): boolean =>
    each.schema !== null && context.modelSchemas.has(each.schema) && !wanted.has(keyOf(each));
  const found = new Map(
    reflected.sequences
      .filter((each) => isLookedAt(context, each) && !isForeign(each))
      .map((each) => [keyOf(each), each]),
  );
  const before = models.flatMap((model) =>
    changesOf(context, keyOf(model), { model, existing: found.get(keyOf(model)) }),
  );
  const unnamed = [...found.values()].filter(
    (each) =>
      !wanted.has(keyOf(each)) &&
      !isUsed(context, each) &&
      context.runObjectFilters(each, nameText(each.name), "sequence", true, null),
  );
  const after: Directive[] = [];
  const foreign: string[] = [];
  for (const existing of unnamed) {
    const key = keyOf(existing);
    if (models.length === 0 && !(await wasGenerated(context, existing))) {
      foreign.push(key);
      continue;
    }
    const warning = `Drops sequence ${key} with the number that it has reached.`;
    const [upgrade, downgrade] = [dropSequenceSql(dialect, existing), createSequenceSql(dialect, existing)];
    after.push(sqlChange(upgrade, downgrade, warning));
    context.log("sequences", `Detected removed sequence '${key}'`);
  }
  if (foreign.length > 0)
    context.log("sequences", `Left alone what no model and no revision names: ${foreign.join(", ")}`);
  upgradeOps.ops = [...before, ...upgradeOps.ops, ...after];
}

function isLookedAt(context: AutogenContext, { name, schema }: Sequence): boolean {
  return context.runNameFilters(nameText(name), "sequence", { schemaName: schema });
}

/** Whether autogenerate created the sequence: then a model named it once. */
async function wasGenerated({ dialect, opts }: AutogenContext, { name, schema }: Sequence): Promise<boolean> {
  const beginning = `CREATE SEQUENCE ${dialect.identifiers.qualify(name, schema)}`;
  return (await opts.wasGenerated?.(beginning)) ?? false;
}

interface SequencePair {
  readonly model: Sequence;
  readonly existing: Sequence | undefined;
}

/** What gives the database a sequence as the models have it. */
function changesOf(
  context: AutogenContext,
  key: string,
  { model, existing }: SequencePair,
): readonly Directive[] {
  const { dialect } = context;
  if (!context.runObjectFilters(model, nameText(model.name), "sequence", false, existing ?? null)) return [];
  if (existing === undefined) {
    context.log("sequences", `Detected added sequence '${key}'`);
    return [sqlChange(createSequenceSql(dialect, model), dropSequenceSql(dialect, model))];
  }
  const upgrade = alterSequenceSql(dialect, existing, model);
  if (upgrade === null) return [];
  context.log("sequences", `Detected changed sequence '${key}'`);
  return [sqlChange(upgrade, alterSequenceSql(dialect, model, existing) ?? restoreSql(dialect, existing))];
}

const clauses = [
  ["increment", "INCREMENT BY", 1],
  ["minValue", "MINVALUE", 1],
  ["maxValue", "MAXVALUE", null],
  ["start", "START WITH", 1],
  ["cache", "CACHE", null],
] as const;

/** The statement that changes what the models name and the database has otherwise, `null` when nothing differs. */
function alterSequenceSql({ identifiers }: Dialect, existing: Sequence, model: Sequence): string | null {
  const changed = clauses.flatMap(([member, words]) => {
    const value = model[member];
    return value === undefined || String(value) === String(existing[member] ?? "")
      ? []
      : [`${words} ${value}`];
  });
  const cycle =
    model.cycle === undefined || model.cycle === (existing.cycle ?? false)
      ? []
      : [model.cycle ? "CYCLE" : "NO CYCLE"];
  const words = [...changed, ...cycle];
  return words.length === 0
    ? null
    : `ALTER SEQUENCE ${identifiers.qualify(model.name, model.schema)} ${words.join(" ")}`;
}

function restoreSql(dialect: Dialect, existing: Sequence): string {
  const { name, schema } = existing;
  const all = clauses.flatMap(([member, words]) =>
    existing[member] === undefined ? [] : [`${words} ${existing[member]}`],
  );
  return `ALTER SEQUENCE ${dialect.identifiers.qualify(name, schema)} ${all.join(" ")}`;
}

/** Whether a default of the models takes its value from a sequence that the models do not name. */
function isUsed(context: AutogenContext, sequence: Sequence): boolean {
  return context.sortedTables.some(({ columns }) =>
    columns.some(
      ({ serverDefault }) => serverDefault !== null && takesFrom(context, serverDefault, sequence),
    ),
  );
}

function takesFrom(
  { dialect, reflected }: AutogenContext,
  serverDefault: ServerDefault,
  { name, schema }: Sequence,
): boolean {
  const wanted = nameText(name);
  if (serverDefault.kind === "next_value") {
    const isSameSchema = ownSchema(reflected, serverDefault.schema) === ownSchema(reflected, schema);
    return isSameSchema && nameText(serverDefault.sequence) === wanted;
  }
  if (serverDefault.kind !== "sql_text") return false;
  // PostgreSQL's own form has the name in a string: nextval('shop."Mine"').
  const text = changePieces(dialect.literals.sqlText(serverDefault), dialect.lexis, (piece) =>
    piece.kind === "string" ? ` ${piece.text.slice(1, -1)} ` : piece.text,
  );
  return wordsOf(text, dialect.lexis).some((word) => word === wanted || word.toLowerCase() === wanted);
}
