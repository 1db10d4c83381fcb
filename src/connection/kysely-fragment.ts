import { AlembicError } from "../errors/index.ts";

/** A piece of SQL text in the form that the schema's own `sql` tag makes. */
export type FragmentPart =
  | { readonly kind: "raw"; readonly text: string }
  | { readonly kind: "identifier"; readonly path: readonly string[] }
  | { readonly kind: "value"; readonly value: unknown };

/** A fragment or expression of Kysely: anything with `toOperationNode()`, such as what its `sql` tag makes. */
export interface KyselyFragment {
  toOperationNode(): unknown;
}

export function isKyselyFragment(value: unknown): value is KyselyFragment {
  return (
    typeof value === "object" &&
    value !== null &&
    "toOperationNode" in value &&
    typeof value.toOperationNode === "function"
  );
}

/** A query that can be compiled: Kysely's builders, Drizzle's through `{ compile: () => query.toSQL() }`, and the like. */
export interface CompilableQuery {
  compile(): { readonly sql: string; readonly parameters: readonly unknown[] };
}

export function isCompilableQuery(value: unknown): value is CompilableQuery {
  return (
    typeof value === "object" && value !== null && "compile" in value && typeof value.compile === "function"
  );
}

interface Node {
  readonly kind: string;
  readonly [property: string]: unknown;
}

type Visitor = (node: Node) => readonly FragmentPart[];

/**
 * The pieces of a Kysely fragment: text, identifiers and values, in no dialect's spelling. Fragments of the `sql` tag,
 * references, tables, columns, values and lists of them are understood.
 *
 * @throws AlembicError code `OPERATION` for a fragment with a whole query in it.
 */
export function kyselyFragmentParts(fragment: KyselyFragment): readonly FragmentPart[] {
  return visit(fragment.toOperationNode());
}

/** How a dialect spells the pieces of a fragment. */
export interface FragmentSpelling {
  identifier(path: readonly string[]): string;
  literal(value: unknown): string;
}

/** A Kysely fragment as one text, values as literals: for DDL and scripts. */
export function renderKyselyFragment(fragment: KyselyFragment, spelling: FragmentSpelling): string {
  return kyselyFragmentParts(fragment)
    .map((part) => {
      if (part.kind === "raw") return part.text;
      return part.kind === "identifier" ? spelling.identifier(part.path) : spelling.literal(part.value);
    })
    .join("");
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

function visit(node: unknown): readonly FragmentPart[] {
  const kind = typeof node === "object" && node !== null && "kind" in node ? String(node.kind) : typeof node;
  const visitor = Object.hasOwn(visitors, kind) ? visitors[kind] : undefined;
  // A known kind says that the value is a node of Kysely's.
  if (visitor !== undefined) return visitor(node as Node);
  throw new AlembicError(`A Kysely expression with a ${kind} in it cannot be part of DDL.`, {
    code: "OPERATION",
    hint: "Write the expression with the sql tag, or run the query with op.execute().",
    details: { kind },
  });
}

function rawParts(node: Node): readonly FragmentPart[] {
  const parameters = list(node.parameters);
  return list(node.sqlFragments).flatMap((text, index) => [
    ...(text === "" ? [] : [raw(String(text))]),
    ...(index < parameters.length ? visit(parameters[index]) : []),
  ]);
}

/** Identifiers one after the other are one path; anything else is joined by a dot. */
function joinedPath(...nodes: readonly unknown[]): readonly FragmentPart[] {
  const parts = nodes.filter((node) => node !== undefined).map(visit);
  const path = parts.flat().flatMap((part) => (part.kind === "identifier" ? part.path : []));
  const isPath = parts.flat().every((part) => part.kind === "identifier");
  return isPath
    ? [identifier(path)]
    : parts.flatMap((part, index) => (index === 0 ? part : [raw("."), ...part]));
}

function immediate(item: unknown): readonly FragmentPart[] {
  return typeof item === "number" || item === null || typeof item === "boolean"
    ? [raw(String(item))]
    : [value(item)];
}

function spaced(...nodes: readonly unknown[]): readonly FragmentPart[] {
  return nodes.map(visit).flatMap((parts, index) => (index === 0 ? parts : [raw(" "), ...parts]));
}

function separated(items: readonly (readonly FragmentPart[])[]): readonly FragmentPart[] {
  return items.flatMap((parts, index) => (index === 0 ? parts : [raw(", "), ...parts]));
}

function parenthesised(items: readonly (readonly FragmentPart[])[]): readonly FragmentPart[] {
  return [raw("("), ...separated(items), raw(")")];
}

function list(items: unknown): readonly unknown[] {
  return Array.isArray(items) ? items : [];
}

function raw(text: string): FragmentPart {
  return { kind: "raw", text };
}

function value(item: unknown): FragmentPart {
  return { kind: "value", value: item };
}

function identifier(path: readonly string[]): FragmentPart {
  return { kind: "identifier", path };
}
