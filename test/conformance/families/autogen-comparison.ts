import { isObject } from "../neutral-names.ts";
import type { NeutralOperation } from "../neutral-operations.ts";

/** The recorded operations in the form in which they are compared, as text. */
export function recordedForm(operations: readonly NeutralOperation[]): readonly string[] {
  return operations.map(formOf);
}

/**
 * Ours in the same form. A drop of a constraint whose name is not recorded may name it: the recorded operation at the
 * same place tells.
 */
export function observedForm(
  operations: readonly NeutralOperation[],
  recorded: readonly NeutralOperation[],
): readonly string[] {
  const unnamed = recorded.filter(isUnnamedDrop).map(formOf);
  return operations.map((each) => {
    const nameless = formOf({ ...each, args: { ...each.args, constraint_name: null } });
    return unnamed.includes(nameless) ? nameless : formOf(each);
  });
}

function formOf({ op, args }: NeutralOperation): string {
  return `${op} ${JSON.stringify(normal(op, args, ""))}`;
}

function isUnnamedDrop({ op, args }: NeutralOperation): boolean {
  return op === "drop_constraint" && args.constraint_name === null;
}

/** What the format leaves out of the comparison, by the key that it stands under. */
const leftOut: ReadonlySet<string> = new Set(["autoincrement"]);

function normal(op: string, value: unknown, key: string): unknown {
  if (key === "type" || key === "type_" || key === "existing_type") return typeText(value);
  if (key === "kw") return keywords(op, value);
  if (Array.isArray(value)) {
    const items = value.map((each) => normal(op, each, ""));
    return key === "constraints" ? items.map((each) => JSON.stringify(each)).sort() : items;
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, member]) => !leftOut.has(name) && !isAbsent(name, member))
      .map(([name, member]) => [name, normal(op, member, name)] as const)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Members of an identity that are off, and an unknown default, count as absent. */
function isAbsent(name: string, member: unknown): boolean {
  return member === false && (name === "existing_server_default" || name === "always" || name === "cycle");
}

/** A type counts by its DDL text, and by the labels that the text does not hold (those of an enum type). */
function typeText(value: unknown): unknown {
  if (!isObject(value)) return value;
  const { sql = null, values } = value;
  return String(sql).includes("'") ? { sql } : { sql, values };
}

/** `[]` and `false` count as absent. */
function keywords(op: string, value: unknown): unknown {
  if (!isObject(value)) return undefined;
  const kept = Object.entries(value)
    .filter(([, member]) => member !== false && !(Array.isArray(member) && member.length === 0))
    .map(([name, member]) => [name, normal(op, member, "")] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
