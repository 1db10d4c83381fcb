import type { Dialect } from "../../dialect/dialect.ts";
import { createSequenceSql } from "../../dialect/object-statements.ts";
import type { Directive, ExecuteSqlOp, UpgradeOps } from "../../directives/index.ts";
import { nameText } from "../../schema/names.ts";
import type { Sequence } from "../../schema/sequence.ts";
import { tableKey } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";

/** Compares the sequences of the models, which belong to no column, with those of the database. */
export function compareSequences(context: AutogenContext, upgradeOps: UpgradeOps): void {
  const { dialect, reflected, metadata } = context;
  const models = metadata.flatMap(({ sequences }) => [...sequences.values()]);
  if (!dialect.features.sequences || reflected === null) return;
  // A project whose models name no sequence leaves the database's alone: defaults may take their values from them.
  if (models.length === 0) return;
  const own = (schema: string | null): string | null => (schema === reflected.defaultSchema ? null : schema);
  const keyOf = ({ name, schema }: Sequence): string => tableKey(name, own(schema));
  const found = new Map(reflected.sequences.map((each) => [keyOf(each), each]));
  const wanted = new Set(models.map(keyOf));
  const before: Directive[] = [];
  const after: Directive[] = [];
  for (const model of models) {
    const existing = found.get(keyOf(model));
    const name = keyOf(model);
    if (existing === undefined) {
      before.push(statements(createSequenceSql(dialect, model), dropSequenceSql(dialect, model)));
      context.log("sequences", `Detected added sequence '${name}'`);
      continue;
    }
    const [upgrade, downgrade] = [
      alterSequenceSql(dialect, existing, model),
      alterSequenceSql(dialect, model, existing),
    ];
    if (upgrade === null) continue;
    before.push(statements(upgrade, downgrade ?? restoreSql(dialect, existing)));
    context.log("sequences", `Detected changed sequence '${name}'`);
  }
  for (const [key, existing] of found) {
    if (wanted.has(key) || isUsed(context, existing)) continue;
    after.push(statements(dropSequenceSql(dialect, existing), createSequenceSql(dialect, existing)));
    context.log("sequences", `Detected removed sequence '${key}'`);
  }
  upgradeOps.ops = [...before, ...upgradeOps.ops, ...after];
}

function statements(upgrade: string, downgrade: string): ExecuteSqlOp {
  return { kind: "execute", statement: upgrade, executionOptions: {}, info: { reverse: downgrade } };
}

function dropSequenceSql({ identifiers }: Dialect, { name, schema }: Sequence): string {
  return `DROP SEQUENCE ${identifiers.qualify(name, schema)}`;
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
function isUsed({ sortedTables, dialect }: AutogenContext, { name }: Sequence): boolean {
  return sortedTables.some(({ columns }) =>
    columns.some(
      ({ serverDefault }) =>
        serverDefault !== null && dialect.literals.serverDefault(serverDefault).includes(nameText(name)),
    ),
  );
}
