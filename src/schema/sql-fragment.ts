import { AlembicError } from "../errors/index.ts";
import { freeze } from "../util/freeze.ts";
import type { SqlFragmentLike, SqlPart, SqlText } from "./sql-text.ts";

/** A node of Kysely's syntax tree, of which only plain data is read. */
interface Node {
  readonly kind: string;
  readonly [property: string]: unknown;
}

type Reader = (node: Node) => readonly SqlPart[];

const raw = (text: string): SqlPart => ({ kind: "raw", text });

/** The nodes that Kysely's `sql` tag, `sql.ref`, `sql.id`, `sql.table`, `sql.lit` and `sql.join` make. */
const readers: Readonly<Record<string, Reader>> = {
  RawNode: (node) => {
    const texts = list(node.sqlFragments).map(String);
    const inner = list(node.parameters).map((each) => partsOf(each));
    return texts.flatMap((text, index) => [raw(text), ...(inner[index] ?? [])]);
  },
  ValueNode: (node) => [{ kind: "value", value: node.value }],
  PrimitiveValueListNode: (node) => separated(list(node.values).map((value) => [{ kind: "value", value }])),
  IdentifierNode: (node) => [{ kind: "identifier", path: [String(node.name)] }],
  ColumnNode: (node) => partsOf(node.column),
  TableNode: (node) => partsOf(node.table),
  SchemableIdentifierNode: (node) => [{ kind: "identifier", path: namesOf([node.schema, node.identifier]) }],
  ReferenceNode: (node) => [
    ...(node.table === undefined ? [] : [...partsOf(node.table), raw(".")]),
    ...partsOf(node.column),
  ],
  ParensNode: (node) => [raw("("), ...partsOf(node.node), raw(")")],
};

/**
 * A fragment of the user's own Kysely as {@link SqlText}. Throws OPERATION for whole queries, which are compiled
 * instead.
 */
export function fragmentToSqlText(fragment: SqlFragmentLike): SqlText {
  return freeze({ kind: "sql_text", parts: freeze(partsOf(fragment.toOperationNode())) } as const);
}

function partsOf(value: unknown): readonly SqlPart[] {
  if (!isNode(value)) throw unknownNode("something that is no node");
  const reader = readers[value.kind];
  if (reader === undefined) throw unknownNode(value.kind);
  return reader(value);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "kind" in value && typeof value.kind === "string";
}

function namesOf(nodes: readonly unknown[]): readonly string[] {
  return nodes.filter(isNode).map((node) => String(node.name));
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function separated(items: readonly (readonly SqlPart[])[]): readonly SqlPart[] {
  return items.flatMap((item, index) => (index === 0 ? item : [raw(", "), ...item]));
}

function unknownNode(kind: string): AlembicError {
  return new AlembicError(`An SQL fragment holds a ${kind}, which cannot stand in an operation.`, {
    code: "OPERATION",
    hint: "Use sql`…` with values and sql.id(…), or pass a compiled query to op.execute().",
  });
}
