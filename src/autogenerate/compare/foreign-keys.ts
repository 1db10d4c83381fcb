import { changePieces, nameInQuotes } from "../../connection/sql-lexis.ts";
import type { ModifyTableOps } from "../../directives/index.ts";
import type { ForeignKeyConstraint } from "../../schema/constraints.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";
import { ownSchema } from "../own-schema.ts";
import type { ComparatorArguments, CompareResult } from "../plugins/comparators.ts";

/** What a foreign key does, as text. */
type Signature = (context: AutogenContext, key: ForeignKeyConstraint) => string;

/** Compares foreign keys by what they do; names do not matter. New and dropped tables carry theirs themselves. */
export function compareForeignKeys(...args: ComparatorArguments["table"]): void {
  compareBy(signature, ...args);
}

/** The same with what the original leaves out. */
export function compareForeignKeyDetails(...args: ComparatorArguments["table"]): CompareResult {
  compareBy(detailedSignature, ...args);
  return "stop";
}

const detailedSignature: Signature = (context, key) =>
  JSON.stringify([signature(context, key), context.dialect.comparison?.constraintDetails?.(key)]);

function compareBy(
  signatureOf: Signature,
  ...[context, tableOps, schema, tableName, database, metadata]: ComparatorArguments["table"]
): void {
  if (database === null || metadata === null) return;
  const parents = { tableName, schemaName: schema };
  const inspected = foreignKeysOf(database).filter((key) =>
    context.runNameFilters(key.name === null ? null : nameText(key.name), "foreign_key_constraint", parents),
  );
  const modelled = foreignKeysOf(metadata);
  const { gone, added } = unlike(inspected, modelled, (key) => signatureOf(context, key));
  for (const key of gone) removeForeignKey(context, tableOps, key, sameName(modelled, key));
  for (const key of added) addForeignKey(context, tableOps, key, sameName(inspected, key));
}

interface UnlikeKeys {
  readonly gone: readonly ForeignKeyConstraint[];
  readonly added: readonly ForeignKeyConstraint[];
}

/** The keys that the other side does not have; one whose name a new key needs has to go, too. */
function unlike(
  inspected: readonly ForeignKeyConstraint[],
  modelled: readonly ForeignKeyConstraint[],
  signatureOf: (key: ForeignKeyConstraint) => string,
): UnlikeKeys {
  const isAmong = (keys: readonly ForeignKeyConstraint[]): ((key: ForeignKeyConstraint) => boolean) => {
    const signatures = new Set(keys.map(signatureOf));
    return (key) => signatures.has(signatureOf(key));
  };
  let kept = inspected.filter(isAmong(modelled));
  for (;;) {
    const isKept = isAmong(kept);
    const added = modelled.filter((key) => !isKept(key));
    const left = kept.filter((key) => sameName(added, key) === null);
    if (left.length === kept.length) return { gone: inspected.filter((key) => !kept.includes(key)), added };
    kept = left;
  }
}

function foreignKeysOf(table: Table): readonly ForeignKeyConstraint[] {
  return table.constraints.filter((constraint) => constraint.kind === "foreign_key");
}

function sameName(
  keys: readonly ForeignKeyConstraint[],
  key: ForeignKeyConstraint,
): ForeignKeyConstraint | null {
  const { name } = key;
  if (name === null) return null;
  return keys.find((each) => each.name !== null && nameText(each.name) === nameText(name)) ?? null;
}

/** The default schema counts as none on both sides. */
function signature(context: AutogenContext, key: ForeignKeyConstraint): string {
  const timing = key.deferrable
    ? `${(key.initially ?? "IMMEDIATE").toUpperCase()} deferrable`
    : "not deferrable";
  // No name holds the character that stands between names, and none is empty.
  return [
    key.columns.join("\u0000"),
    ownSchema(context.reflected, key.referredSchema),
    key.referredTable,
    key.referredColumns.join("\u0000"),
    action(context, key.onUpdate),
    action(context, key.onDelete),
    timing,
  ].join("\u0000\u0000");
}

/** Columns may stand behind the words of an action, in quotes or not. */
function action({ dialect }: AutogenContext, text: string | null): string | null {
  if (text === null) return null;
  const upper = text.toUpperCase();
  if (upper === "NO ACTION" || dialect.comparison?.noActionWords?.has(upper)) return null;
  return changePieces(text, dialect.lexis, ({ kind, text: piece }) =>
    kind === "name"
      ? dialect.identifiers.quote(nameInQuotes(piece))
      : piece.toLowerCase().replace(/\s*([(),])\s*/g, "$1"),
  );
}

function describe(key: ForeignKeyConstraint, tableOps: ModifyTableOps): string {
  const table = displayName(tableOps.tableName, tableOps.schema);
  return `foreign key (${key.columns.join(", ")})(${key.referredColumns.join(", ")}) on table ${table}`;
}

function addForeignKey(
  context: AutogenContext,
  tableOps: ModifyTableOps,
  constraint: ForeignKeyConstraint,
  compareTo: ForeignKeyConstraint | null,
): void {
  const name = constraint.name === null ? null : nameText(constraint.name);
  if (!context.runObjectFilters(constraint, name, "foreign_key_constraint", false, compareTo)) return;
  const { tableName, schema } = tableOps;
  tableOps.ops.push({
    kind: "create_foreign_key",
    tableName,
    schema,
    constraint: context.declared(constraint),
  });
  context.log("constraints", `Detected added ${describe(constraint, tableOps)}`);
}

function removeForeignKey(
  context: AutogenContext,
  tableOps: ModifyTableOps,
  existing: ForeignKeyConstraint,
  compareTo: ForeignKeyConstraint | null,
): void {
  const name = existing.name === null ? null : nameText(existing.name);
  if (!context.runObjectFilters(existing, name, "foreign_key_constraint", true, compareTo)) return;
  const { tableName, schema } = tableOps;
  tableOps.ops.push({
    kind: "drop_constraint",
    tableName,
    schema,
    constraintName: existing.name,
    constraintType: "foreignkey",
    ifExists: false,
    existing,
  });
  context.log("constraints", `Detected removed ${describe(existing, tableOps)}`);
}
