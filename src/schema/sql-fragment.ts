import { AlembicError } from "../errors/index.ts";
import { freeze } from "../util/freeze.ts";
import { own } from "../util/own.ts";
import type { SqlFragmentLike, SqlPart, SqlText } from "./sql-text.ts";

/** A node of Kysely's syntax tree, of which only plain data is read. */
interface Node {
  readonly kind: string;
  readonly [property: string]: unknown;
}

type Visitor = (node: Node) => readonly SqlPart[];

/**
 * A fragment or expression of the user's own Kysely as {@link SqlText}, in no dialect's spelling. Fragments of the
 * `sql` tag, references, tables, columns, values, lists, functions and conditions are understood. Throws OPERATION for
 * one with a whole query in it, which is compiled instead.
 */
export function fragmentToSqlText(fragment: SqlFragmentLike): SqlText {
  return freeze({ kind: "sql_text", parts: freeze(visit(fragment.toOperationNode())) } as const);
}

const visitors: Readonly<Record<string, Visitor>> = {
  RawNode: rawParts,
  ValueNode: (node) => (node.immediate === true ? immediate(node.value) : [value(node.value)]),
  PrimitiveValueListNode: (node) => parenthesised(list(node.values).map((item) => [value(item)])),
  ValueListNode: (node) => parenthesised(list(node.values).map(visit)),
  ListNode: (node) => separated(list(node.items).map(visit)),
  ParensNode: (node) => [raw("("), ...visit(node.node), raw(")")],
  IdentifierNode: (node) => [identifier([String(node.name)])],
  ColumnNode: (node) => visit(node.column),
  TableNode: (node) => visit(node.table),
  SchemableIdentifierNode: (node) => joinedPath(node.schema, node.identifier),
  ReferenceNode: (node) => joinedPath(node.table, node.column),
  SelectAllNode: () => [raw("*")],
  AliasNode: (node) => [...visit(node.node), raw(" as "), ...visit(node.alias)],
  BinaryOperationNode: (node) => spaced(node.leftOperand, node.operator, node.rightOperand),
  UnaryOperationNode: (node) => spaced(node.operator, node.operand),
  OperatorNode: (node) => [raw(String(node.operator))],
  AndNode: (node) => [...visit(node.left), raw(" and "), ...visit(node.right)],
  OrNode: (node) => [...visit(node.left), raw(" or "), ...visit(node.right)],
  FunctionNode: (node) => [
    raw(`${String(node.func)}(`),
    ...separated(list(node.arguments).map(visit)),
    raw(")"),
  ],
  CastNode: (node) => [
    raw("cast("),
    ...visit(node.expression),
    raw(" as "),
    ...visit(node.dataType),
    raw(")"),
  ],
  DataTypeNode: (node) => [raw(String(node.dataType))],
};

function visit(node: unknown): readonly SqlPart[] {
  const kind = typeof node === "object" && node !== null && "kind" in node ? String(node.kind) : typeof node;
  const visitor = own(visitors, kind);
  // A known kind says that the value is a node of Kysely's.
  if (visitor !== undefined) return visitor(node as Node);
  throw new AlembicError(`An SQL fragment holds a ${kind}, which cannot stand in an operation.`, {
    code: "OPERATION",
    hint: "Write the expression with the sql tag, or pass the query to op.execute().",
    details: { kind },
  });
}

function rawParts(node: Node): readonly SqlPart[] {
  const parameters = list(node.parameters);
  return list(node.sqlFragments).flatMap((text, index) => [
    ...(text === "" ? [] : [raw(String(text))]),
    ...(index < parameters.length ? visit(parameters[index]) : []),
  ]);
}

/** Identifiers one after the other are one path; anything else is joined by a dot. */
function joinedPath(...nodes: readonly unknown[]): readonly SqlPart[] {
  const parts = nodes.filter((node) => node !== undefined).map(visit);
  const path = parts.flat().flatMap((part) => (part.kind === "identifier" ? part.path : []));
  const isPath = parts.flat().every((part) => part.kind === "identifier");
  return isPath
    ? [identifier(path)]
    : parts.flatMap((part, index) => (index === 0 ? part : [raw("."), ...part]));
}

function immediate(item: unknown): readonly SqlPart[] {
  return typeof item === "number" || item === null || typeof item === "boolean"
    ? [raw(String(item))]
    : [value(item)];
}

function spaced(...nodes: readonly unknown[]): readonly SqlPart[] {
  return nodes.map(visit).flatMap((parts, index) => (index === 0 ? parts : [raw(" "), ...parts]));
}

function separated(items: readonly (readonly SqlPart[])[]): readonly SqlPart[] {
  return items.flatMap((parts, index) => (index === 0 ? parts : [raw(", "), ...parts]));
}

function parenthesised(items: readonly (readonly SqlPart[])[]): readonly SqlPart[] {
  return [raw("("), ...separated(items), raw(")")];
}

function list(items: unknown): readonly unknown[] {
  return Array.isArray(items) ? items : [];
}

function raw(text: string): SqlPart {
  return { kind: "raw", text };
}

function value(item: unknown): SqlPart {
  return { kind: "value", value: item };
}

function identifier(path: readonly string[]): SqlPart {
  return { kind: "identifier", path };
}
