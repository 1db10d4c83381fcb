import type { ColumnDiff, Diff, DiffTuple } from "../operations/diff-tuple.ts";
import { nameText } from "../schema/names.ts";
import { describeType } from "./compare/describe-type.ts";
import { displayName } from "./diff-names.ts";

/** One difference in words, and what it is about. */
export interface DescribedDiff {
  /** The word of its diff tuple: `add_column`, `modify_type`. */
  readonly operation: string;
  /** `table` or `schema.table`; `null` where it is about no table. */
  readonly table: string | null;
  /** The column, index or constraint; `null` where it is about the table itself or has no name. */
  readonly name: string | null;
  /** One line for people. */
  readonly text: string;
}

/** The differences of a diff, a changed column's one by one. */
export function describeDiff(diff: Diff): readonly DescribedDiff[] {
  return isColumnDiffs(diff) ? diff.map(describeColumnDiff) : [describeTuple(diff)];
}

function isColumnDiffs(diff: Diff): diff is readonly ColumnDiff[] {
  return Array.isArray(diff[0]);
}

function describeColumnDiff([operation, schema, table, name, , from, to]: ColumnDiff): DescribedDiff {
  const where = displayName(table, schema);
  const what = operation.replace("modify_", "");
  return {
    operation,
    table: where,
    name,
    text: `${operation} ${where}.${name}: ${what} ${shown(from)} becomes ${shown(to)}`,
  };
}

function describeTuple(diff: DiffTuple): DescribedDiff {
  const [operation, ...rest] = diff;
  if (operation === "execute")
    return { operation, table: null, name: null, text: `execute ${statementText(rest[0])}` };
  const subject = rest.find(isNamed) ?? null;
  const isTable = subject?.kind === "table";
  const texts = rest.filter((each) => typeof each === "string");
  const onTable = isTable ? subject : subject !== null && "tableName" in subject ? subject : null;
  const table = tableOf(onTable) ?? (texts.length === 0 ? null : texts.join("."));
  const name = isTable || subject === null || subject.name === null ? null : nameText(subject.name);
  const object =
    isTable || subject === null ? "" : ` ${subject.kind.replaceAll("_", " ")} ${describeSubject(subject)}`;
  return { operation, table, name, text: `${operation}${table === null ? "" : ` ${table}`}${object}`.trim() };
}

/** The SQL of a statement, on one line. */
function statementText(statement: unknown): string {
  const isQuery = typeof statement === "object" && statement !== null && "sql" in statement;
  const text = isQuery ? statement.sql : statement;
  return (typeof text === "string" ? text : shown(text)).replace(/\s+/g, " ");
}

/** What tuples hold: a table, column, index or constraint. */
interface Named {
  readonly kind: string;
  readonly name: Parameters<typeof nameText>[0] | null;
  readonly schema?: string | null;
  readonly tableName?: Parameters<typeof nameText>[0];
  readonly columns?: readonly unknown[];
}

function isNamed(value: unknown): value is Named {
  return typeof value === "object" && value !== null && "kind" in value && "name" in value;
}

function tableOf(subject: Named | null): string | null {
  if (subject === null) return null;
  const name = subject.tableName ?? subject.name;
  return name === null ? null : displayName(nameText(name), subject.schema ?? null);
}

function describeSubject({ name, columns }: Named): string {
  const names = columns?.filter((column) => typeof column === "string") ?? [];
  const list = names.length === 0 ? "" : `(${names.join(", ")})`;
  return name === null ? list || "without a name" : `'${nameText(name)}'${list === "" ? "" : ` ${list}`}`;
}

function shown(value: unknown): string {
  if (value === undefined) return "(unknown)";
  if (value === null) return "none";
  if (typeof value !== "object") return JSON.stringify(value);
  if ("kind" in value && value.kind === "type") {
    // The only objects of that kind are types.
    return describeType(value as Parameters<typeof describeType>[0]);
  }
  if ("parts" in value && Array.isArray(value.parts)) {
    return value.parts
      .map(
        (part: { text?: string; value?: unknown; path?: readonly string[] }) =>
          part.text ?? part.path?.join(".") ?? String(part.value),
      )
      .join("");
  }
  if ("value" in value) return JSON.stringify(value.value);
  return "name" in value ? String(value.name) : "kind" in value ? String(value.kind) : "a default";
}
